import type { Survey } from '../../../src/contract/types';
import type { Engine } from '../../../src/engine';
import { shapeLauncher } from '../../../src/extras/launcher';
import { nameTab } from '../../../src/extras/name-tab';
import { makeTab } from '../../../src/loader/tab';
import type { TabHost } from '../../../src/loader/tab-host';
import type { DeliveryState, Filled, PanelHandle, PanelHost, SubmitOutcome } from '../../../src/survey/panel-host';
import { mountPanel } from '../../../widget/panel';
import { type Contrast, contrastsAt, launcherContrasts, textContrasts } from './contrasts';
import { newsDesk } from './news';
import { measures, type Seen, see } from './see';
import { type InTheme, inEveryTheme, seeThemes } from './see-themes';
import { tours } from './tours';
import { type Walked, walk } from './walk';

/** Plays the engine: hands the panel a host, writes down what it says, and answers as a test tells it to. */
export interface Stage {
  mount(
    change?: Partial<PanelHost> & { outcome?: SubmitOutcome; delivery?: DeliveryState[]; newsHeard?: boolean },
  ): Promise<void>;
  handle?: PanelHandle;
  /** The real tab, as the loader draws it. */
  tab: TabHost;
  /** When it has its shape and its words. */
  dressed: Promise<void>;
  root: ShadowRoot;
  /** The root that has the panel: `root`, or that of an inline form. */
  place: ShadowRoot;
  filled: Filled[];
  said: unknown[][];
  deliver(state: DeliveryState): void;
  walk(surveys: { [name: string]: Survey }): Promise<Walked>;
  /** Shows every screen of a tour (`tours.ts`) and takes one of the measures (`see.ts`) on each; `css` is the visitor's own. */
  see(tour: string, measure: keyof typeof measures, surveys?: { [name: string]: Survey }, css?: string): Promise<Seen>;
  /** Shows every screen of a tour in every theme, and measures contrasts. */
  seeThemes(tour: string, surveys?: { [name: string]: Survey }): Promise<{ [theme: string]: InTheme }>;
  /** Measures what the pointer is on, in every theme, and gives what has too little contrast. */
  hoveredInThemes(screen: string): Promise<{ themes: string[]; low: string[] }>;
  contrastsNow(): Contrast[];
  launcherContrasts(): Contrast[];
  contrastsAt(targets: [string[]][]): Contrast[];
  violations: string[];
}

const violations: string[] = [];
addEventListener('securitypolicyviolation', (event) =>
  violations.push(`${event.violatedDirective} ${event.blockedURI}`),
);

const query = new URLSearchParams(location.search);
const position = (query.get('position') ?? 'end') as 'start' | 'end';
const launcher = (query.get('launcher') ?? 'tab') as 'tab' | 'edge' | 'button';
const label = query.get('label') ?? undefined;
const theme = query.get('theme') ?? 'auto';
const tab = makeTab({ position, launcher, label, theme, fallbackUrl: 'https://example.com/contact' }, () => {});
const { root } = tab;
/** What the extras do to the tab: another shape, and words in the page's language. */
const dressed = (async () => {
  const engine = {
    host: tab,
    settings: { launcher, position, frame: false, locale: document.documentElement.lang, label },
    signal: new AbortController().signal,
    emit(_: string, { cause }: { cause: unknown }) {
      throw cause;
    },
  } as unknown as Engine;
  await shapeLauncher(engine);
  await nameTab(engine);
})();

let listeners: ((state: DeliveryState) => void)[] = [];
const stage: Stage = {
  root,
  place: root,
  tab,
  dressed,
  filled: [],
  said: [],
  violations,
  deliver: (state) => {
    for (const listener of listeners) listener(state);
  },
  walk: (surveys) => walk(stage, surveys),
  see: (tour, measure, surveys = {}, css = '') => see(stage, tours[tour]!, measures[measure], surveys, css),
  seeThemes: (tour, surveys = {}) => seeThemes(stage, tours[tour]!, surveys),
  async hoveredInThemes(screen) {
    const all = {};
    await inEveryTheme(stage, screen, all, false, '.point, .star, .add, .check, button, a, select, textarea');
    const seen = Object.entries<InTheme>(all).filter(([, { texts, parts }]) => texts + parts);
    return { themes: seen.map(([theme]) => theme), low: seen.flatMap(([, { low }]) => low) };
  },
  contrastsNow: () => textContrasts(root.querySelector('.earshot')!),
  launcherContrasts: () => launcherContrasts(root),
  contrastsAt,
  async mount({ outcome, delivery = [], newsHeard, ...change } = {}) {
    stage.handle?.close();
    stage.filled = [];
    stage.said = [];
    listeners = [];
    const note =
      (name: string) =>
      (...words: unknown[]) =>
        void stage.said.push([name, ...words]);
    let place = root;
    if (change.layout === 'inline') {
      const inline = document.getElementById('inline')!;
      place = inline.shadowRoot ?? inline.attachShadow({ mode: 'open' });
    }
    stage.place = place;
    stage.handle = await mountPanel({
      survey: 'feedback',
      layout: 'dialog',
      trigger: 'visitor',
      locale: document.documentElement.lang,
      site: 'Acme',
      theme: 'auto',
      root: place,
      opener: document.getElementById('opener')!,
      durable: () => true,
      reply: true,
      privacyUrl: 'https://example.com/privacy',
      retentionDays: 90,
      requireConsent: false,
      maxRecordBytes: 32768,
      settleMs: 800,
      // without it the panel waits a second for the extras
      facts: () => ({ context: {}, data: {}, traits: {}, answers: {} }),
      async submit(filled) {
        stage.filled.push(filled);
        return outcome ?? { ok: true, id: 'one', kept: 'device' };
      },
      onDelivery(_id, listener) {
        listeners.push(listener);
        for (const state of delivery) listener(state);
        return () => {
          listeners = listeners.filter((other) => other !== listener);
        };
      },
      saveDraft: note('draft'),
      shown: note('shown'),
      closed: note('closed'),
      announce: note('announce'),
      resend: note('resend'),
      ...(newsHeard !== undefined && { news: newsDesk(newsHeard) }),
      ...change,
    });
    // Esc and all that the second chunk brings: a test is quicker than any visitor
    await import('../../../widget/more');
    await new Promise((resolve) => setTimeout(resolve));
  },
};
(window as unknown as { stage: Stage }).stage = stage;
