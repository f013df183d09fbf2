import { expect } from 'vitest';

const TAGS = new Set(
  'html head body meta title link header a img nav span form button main div h1 h2 h3 p section article small svg rect circle table caption thead tbody tr th td strong label input blockquote dl dt dd time br footer ul ol li select option datalist textarea details summary fieldset legend mark text g line wbr'.split(
    ' ',
  ),
);
const ATTRIBUTES = new Set(
  'lang charset name content rel href type src alt width height class aria-label aria-current aria-labelledby aria-hidden aria-describedby aria-invalid focusable method action id role for value placeholder dir datetime scope x y rx cx cy r target selected checked list maxlength rows required autocomplete open data-live data-show data-fresh aria-live text-anchor dx dy x1 x2 y1 y2'.split(
    ' ',
  ),
);

/** Every tag with its attributes, as a browser reads the page; anything beyond the templates' own came out of a visitor's words. */
export const assertOurMarkup = (html: string) => {
  // The one script that is ours, once.
  const markup = html
    .replace(/^<!doctype html>/, '')
    .replace(/<script src="\/report\/live\.js\?v=[0-9a-f]{8}" defer><\/script>/, '');
  // Within a quoted value only the closing quote has a meaning, so values can be taken away before tags are read.
  const values: [string, string][] = [];
  const bare = markup.replace(/ ([a-z][a-z0-9-]*)="([^"]*)"/g, (_whole, name: string, value: string) => {
    values.push([name, value]);
    return ` ${name}`;
  });
  for (const part of bare.split('<').slice(1)) {
    const tag = /^\/?([a-z0-9]+)((?: [a-z][a-z0-9-]*)*)>/.exec(part);
    expect(tag, `<${part.slice(0, 80)}`).not.toBeNull();
    expect(TAGS).toContain(tag![1]);
    for (const name of tag![2]!.split(' ').filter(Boolean)) expect(ATTRIBUTES).toContain(name);
  }
  for (const [name, value] of values)
    if (['href', 'src', 'action'].includes(name)) expect(value).toMatch(/^(\/report|https?:\/\/|mailto:)/);
  // The icon is the only picture; its address is ours.
  expect(values.filter(([name]) => name === 'src')).toEqual([['src', '/report/icon.svg']]);
};
