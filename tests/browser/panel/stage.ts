import type { Survey } from '../../../src/contract/types';
import { makeTab } from '../../../src/loader/tab';
import type { TabHost } from '../../../src/loader/tab-host';
import type { DeliveryState, Filled, PanelHandle, PanelHost, SubmitOutcome } from '../../../src/survey/panel-host';
import { mountPanel } from '../../../widget/panel';
import { type Walked, walk } from './walk';

/** Plays the engine: hands the panel a host, writes down what it says, and answers as a test tells it to. */
export interface Stage {
  mount(change?: Partial<PanelHost> & { outcome?: SubmitOutcome; delivery?: DeliveryState[] }): Promise<void>;
  handle?: PanelHandle;
  /** The real tab, as the loader draws it. */
  tab: TabHost;
  root: ShadowRoot;
  filled: Filled[];
  said: unknown[][];
  deliver(state: DeliveryState): void;
  walk(surveys: { [name: string]: Survey }): Promise<Walked>;
  violations: string[];
}

const violations: string[] = [];
addEventListener('securitypolicyviolation', (event) =>
  violations.push(`${event.violatedDirective} ${event.blockedURI}`),
);

const query = new URLSearchParams(location.search);
const tab = makeTab({ position: query.get('position') ?? 'end', fallbackUrl: 'https://example.com/contact' }, () => {});
const { root } = tab;

let listeners: ((state: DeliveryState) => void)[] = [];
const stage: Stage = {
  root,
  tab,
  filled: [],
  said: [],
  violations,
  deliver: (state) => {
    for (const listener of listeners) listener(state);
  },
  walk: (surveys) => walk(stage, surveys),
  async mount({ outcome, delivery = [], ...change } = {}) {
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
      ...change,
    });
    // Esc and all that the second chunk brings: a test is quicker than any visitor
    await import('../../../widget/more');
    await new Promise((resolve) => setTimeout(resolve));
  },
};
(window as unknown as { stage: Stage }).stage = stage;
