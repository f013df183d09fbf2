import type { AxeResults, RunOptions } from 'axe-core';
import type { Theme } from '../../../src/survey/theme';
import { outOfReachIn, overflowIn, unreadableIn } from './boxes';
import type { Stage } from './stage';
import type { Surveys, Tour } from './tours';

/** What was measured: how many screens, and what is wrong with which. */
export interface Seen {
  screens: number;
  wrong: string[];
}

declare global {
  interface Window {
    /** Put into the page by the test that measures with it. */
    axe: typeof import('axe-core');
  }
}

type Measure = (stage: Stage, panel: HTMLElement) => string[] | Promise<string[]>;

const ONLY: RunOptions = { preload: false, resultTypes: ['violations', 'incomplete'] };

const said = ({ violations, incomplete }: AxeResults) =>
  [...violations, ...incomplete].flatMap(({ id, nodes }) =>
    nodes.map(({ target, any, all, none }) => {
      const why = [...any, ...all, ...none].map(({ message }) => message).join('; ');
      return `${id}: ${JSON.stringify(target)}: ${why}`;
    }),
  );

const axeOn = async (panel: HTMLElement, options: RunOptions) =>
  said(await window.axe.run((panel.getRootNode() as ShadowRoot).host, { ...ONLY, ...options }));

/** The themes that stand for all: a light one, a dark one, and the one that has borders everywhere. */
const LOOKS: Theme[] = ['light', 'dark', 'contrast'];

export const measures = {
  /**
   * axe, on the panel alone. Contrast it cannot see behind a shadow root: that is measured in `contrast.test.ts`. Of its
   * other rules one asks for colours, those of links: where there are some it is asked again in each theme.
   */
  async axe(stage, panel) {
    const found = await axeOn(panel, {
      rules: { 'target-size': { enabled: true }, 'color-contrast': { enabled: false } },
    });
    for (const theme of panel.querySelector('a') ? LOOKS : []) {
      await stage.handle!.setTheme(theme);
      for (const text of await axeOn(panel, { runOnly: ['link-in-text-block'] })) found.push(`${theme}: ${text}`);
    }
    return found;
  },
  /** What cannot be read as it stands, and what sticks out of panel or window (`boxes.ts`). */
  boxes: (_, panel) => [...unreadableIn(panel), ...overflowIn(panel), ...outOfReachIn(panel)],
} satisfies { [name: string]: Measure };

/** Shows a tour's screens and takes a measure on each. It runs in the page. */
export async function see(stage: Stage, tour: Tour, measure: Measure, surveys: Surveys, css: string): Promise<Seen> {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  const wrong: string[] = [];
  let screens = 0;
  for await (const screen of tour(stage, surveys)) {
    screens++;
    const { place } = stage;
    // behind the panel's own, which it puts on again and again
    place.adoptedStyleSheets = [...place.adoptedStyleSheets.filter((it) => it !== sheet), sheet];
    await Promise.all(document.getAnimations().map((it) => it.finished));
    const panel = place.querySelector<HTMLElement>('.earshot')!;
    for (const text of await measure(stage, panel)) wrong.push(`${screen}: ${text}`);
  }
  return { screens, wrong };
}
