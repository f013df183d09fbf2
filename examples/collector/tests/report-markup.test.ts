import { describe, expect, it } from 'vitest';
import type { FeedbackRecord } from '../src/contract';
import { ces, record, words } from './support/records';
import { useReport, visible } from './support/report';

const { newProject } = useReport();

describe('what visitors send is text, never markup', () => {
  const corpus = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '</blockquote><svg onload=alert(1)>',
    '</title><script>alert(1)</script>',
    '<!--<img src="--><img src=x onerror=alert(1)//">',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '<a href="javascript:alert(1)">x</a>',
    '{{alert(1)}}#{alert(1)}<%= alert(1) %>',
    '<style>*{display:none}</style><base href="https://evil.example/">',
    '\u2028<iframe srcdoc="<script>alert(1)</script>">',
  ];
  const TAGS = new Set(
    'html head body meta title link header a img nav span form button main div h1 h2 h3 p section article small svg rect circle table caption thead tbody tr th td strong label input blockquote dl dt dd time br footer'.split(
      ' ',
    ),
  );
  const ATTRIBUTES = new Set(
    'lang charset name content rel href type src alt width height class aria-label aria-current aria-labelledby aria-hidden aria-describedby aria-invalid focusable method action id role for value placeholder dir datetime scope x y rx cx cy r target'.split(
      ' ',
    ),
  );

  /** Every tag with its attributes, as a browser reads the page; anything beyond the templates' own came out of a visitor's words. */
  const assertOurMarkup = (html: string) => {
    const markup = html.replace(/^<!doctype html>/, '');
    // Within a quoted value only the closing quote has a meaning, so values can be taken away before tags are read.
    const values: [string, string][] = [];
    const bare = markup.replace(/ ([a-z-]+)="([^"]*)"/g, (_whole, name: string, value: string) => {
      values.push([name, value]);
      return ` ${name}`;
    });
    for (const part of bare.split('<').slice(1)) {
      const tag = /^\/?([a-z0-9]+)((?: [a-z-]+)*)>/.exec(part);
      expect(tag, `<${part.slice(0, 80)}`).not.toBeNull();
      expect(TAGS).toContain(tag![1]);
      for (const name of tag![2]!.split(' ').filter(Boolean)) expect(ATTRIBUTES).toContain(name);
    }
    for (const [name, value] of values)
      if (['href', 'src', 'action'].includes(name)) expect(value).toMatch(/^(\/report|https?:\/\/|mailto:)/);
    // The icon is the only picture; its address is ours.
    expect(values.filter(([name]) => name === 'src')).toEqual([['src', '/report/icon.svg']]);
  };

  const hostile = (text: string): FeedbackRecord =>
    record({
      survey: { id: text.slice(0, 64), version: text.slice(0, 64) },
      answers: [
        ces(6, { question: text.slice(0, 64), prompt: text, label: text.slice(0, 120) }),
        words(text),
        {
          question: 'c',
          type: 'choice',
          metric: 'custom',
          value: [text.slice(0, 100)],
          prompt: text,
          label: text.slice(0, 120),
        },
        { question: 'm', type: 'matrix', value: { [text.slice(0, 40)]: text.slice(0, 60) }, prompt: text },
      ],
      context: { ...record().context, url: text, referrer: text, title: text, release: text, tz: text.slice(0, 60) },
      respondent: {
        userKey: text,
        segment: text.slice(0, 64),
        traits: { [text.slice(0, 40)]: text },
        contact: { email: text, name: text, wantsReply: true },
      },
      data: { [text.slice(0, 40)]: text },
    });

  it.each(corpus)('%s', async (text) => {
    const one = hostile(text);
    const { name, page } = await newProject([one]);
    const query = encodeURIComponent(text);
    const paths = [
      `/report/p/${name}`,
      `/report/p/${name}/s/${one.id}`,
      `/report/p/${name}?q=${query}&survey=${query}&before=${query}`,
    ];
    for (const path of paths) assertOurMarkup(await page(path));
    const shown = visible(await page(`/report/p/${name}`)).replace(/\s/g, '');
    expect(shown).toContain(text.replace(/\s/g, ''));
  });

  it('a page address that is no web address does not become a link', async () => {
    for (const url of [
      'javascript:alert(1)',
      'data:text/html,<script>alert(1)</script>',
      'file:///etc/passwd',
      ' javascript:alert(1)',
    ]) {
      const { name, page } = await newProject([record({ context: { ...record().context, url } })]);
      expect(await page(`/report/p/${name}`)).not.toMatch(/href="\s*(javascript|data|file):/i);
    }
  });

  it('a web address opens without telling where it was found', async () => {
    const { name, page } = await newProject([record()]);
    expect(await page(`/report/p/${name}`)).toMatch(
      /href="https:\/\/shop\.example\/checkout" rel="noreferrer noopener nofollow"/,
    );
  });
});
