import type { PanelHost } from '../src/survey/panel-host';
import dark from '../themes/dark.css';
import light from '../themes/light.css';
import css from './widget.css';

const base = new Set([light, css]);

/**
 * What each theme puts over `light`, the base of all. Those with a name of their own are put here by whoever wears one
 * first (`survey.ts`).
 */
export const themes: { [name: string]: string | undefined } = {
  light: '',
  dark,
  auto: `@media (prefers-color-scheme:dark){${dark}}`,
};

/** Each text is parsed once, however often it is put on. */
const made: { [text: string]: CSSStyleSheet } = {};

/** Adds the CSS of a chunk that came later, before anything that needs it is drawn. */
export const add = (text: string) => base.add(text);

/**
 * Dresses `root` for a theme, or undresses it with `undefined`, in place of the sheets of the last time. Sheets of
 * others stay. Constructed, because a strict CSP allows neither `<style>` nor a style attribute.
 */
export function dress(root: ShadowRoot, theme?: PanelHost['theme'], last: CSSStyleSheet[] = []): CSSStyleSheet[] {
  const texts = theme ? [...base, themes[theme] as string] : [];
  const sheets = texts.map((text) => {
    if (!made[text]) (made[text] = new CSSStyleSheet()).replaceSync(text);
    return made[text]!;
  });
  root.adoptedStyleSheets = [...root.adoptedStyleSheets.filter((it) => !last.includes(it)), ...sheets];
  return sheets;
}
