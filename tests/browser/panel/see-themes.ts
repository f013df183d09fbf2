import { THEMES } from '../../../src/survey/theme';
import { type Contrast, partContrasts, ringContrasts, textContrasts } from './contrasts';
import type { Stage } from './stage';
import type { Surveys, Tour } from './tours';

/** What was measured in one theme: how much of each kind, the text with the least contrast, and all that have too little. */
export interface InTheme {
  texts: number;
  parts: number;
  rings: number;
  lowest?: Contrast;
  low: string[];
}

/** Rings hang on controls, not on what was said about them: where all controls of a form are. */
const RINGS = /answered$|all open$|refused$|prompt$|inline$/;

const focusable = (panel: Element) =>
  [...panel.querySelectorAll<HTMLElement>('a, button, input, select, textarea')].filter(
    (it) => it.tabIndex >= 0 && !it.matches(':disabled') && it.checkVisibility({ visibilityProperty: true }),
  );

/** The contrasts of all that is seen now, with `rings` those of the focus on each control too. */
export function contrastsIn(panel: Element, rings: boolean): { [kind in 'texts' | 'parts' | 'rings']: Contrast[] } {
  const found = { texts: textContrasts(panel), parts: partContrasts(panel), rings: [] as Contrast[] };
  if (rings)
    for (const it of focusable(panel)) {
      it.focus({ preventScroll: true });
      found.rings.push(...ringContrasts(it));
    }
  return found;
}

export const NAMED = THEMES.filter((theme) => theme !== 'auto');

/**
 * Measures the panel in every theme with a name, and adds what it finds to `all`; with `hovered` only the one of these
 * controls that the pointer is on.
 */
export async function inEveryTheme(
  stage: Stage,
  screen: string,
  all: { [theme: string]: InTheme },
  rings: boolean,
  hovered?: string,
): Promise<void> {
  for (const theme of NAMED) {
    await stage.handle!.setTheme(theme);
    const of = (all[theme] ??= { texts: 0, parts: 0, rings: 0, low: [] });
    const panel = stage.place.querySelector('.earshot')!;
    // another font moves some controls away from the pointer
    const on = hovered && [...panel.querySelectorAll(':hover')].at(-1)?.closest(hovered)?.parentElement;
    if (hovered && !on) continue;
    const within = on || panel;
    const found = contrastsIn(within, rings);
    for (const kind of ['texts', 'parts', 'rings'] as const) {
      of[kind] += found[kind].length;
      for (const { node, ratio, needed } of found[kind])
        if (!(ratio >= needed)) of.low.push(`${theme}, ${screen}: ${node}: ${ratio} < ${needed}`);
    }
    for (const one of found.texts) if (!(one.ratio >= (of.lowest?.ratio ?? Infinity))) of.lowest = one;
  }
}

/** Runs in the page. */
export async function seeThemes(stage: Stage, tour: Tour, surveys: Surveys): Promise<{ [theme: string]: InTheme }> {
  const all: { [theme: string]: InTheme } = {};
  for await (const screen of tour(stage, surveys)) await inEveryTheme(stage, screen, all, RINGS.test(screen));
  return all;
}
