import { afterEach } from 'vitest';
import type { FeedbackRecord } from '../../../src/contract/types';
import type { EventDetail, EventName } from '../../../src/engine';
import { createEngine } from '../../../src/feedback';
import type { TabHost } from '../../../src/loader/tab-host';
import type { UserOptions } from '../../../src/options';
import { applyDefaults, DEFAULTS, type Settings } from '../../../src/parse-options';
import type { PanelHandle, PanelHost } from '../../../src/survey/panel-host';

/** A form that a test looks at from behind. */
interface FakeForm extends PanelHandle {
  host: PanelHost;
  said: string[];
  gone: boolean;
}

type Call = (method: string, ...args: unknown[]) => Promise<unknown>;

let running: (() => void)[] = [];
afterEach(() => {
  for (const stop of running) stop();
  running = [];
  document.body.replaceChildren();
});

let count = 0;

/** The real engine and extras with a form and a tab of the test's own. Each has a project of its own. */
export const startEngine = (options: Partial<UserOptions> & { fails?: (host: PanelHost) => boolean } = {}) => {
  const { fails = () => false, ...given } = options;
  const forms: FakeForm[] = [];
  const heard: [EventName, EventDetail][] = [];
  const sent: FeedbackRecord[] = [];
  const tab = { busy: [] as boolean[], failed: 0 };
  const element = document.createElement('div');
  const host: TabHost = {
    element,
    root: element.attachShadow({ mode: 'open' }),
    button: document.createElement('button'),
    announce() {},
    busy: (on) => void tab.busy.push(on),
    failed: () => void tab.failed++,
    destroy: () => element.remove(),
  };
  const settings = applyDefaults(
    { endpoint: 'https://feedback.example/v1', project: `engine-${++count}`, locale: 'en', consentAt: '', ...given },
    DEFAULTS,
  ) as unknown as Settings;
  const { engine, call, extras } = createEngine(settings, {
    host,
    loadExtras: () => import('../../../src/extras/index'),
    loadPanel: async () => ({
      async mountPanel(panel) {
        if (fails(panel)) throw new Error('offline');
        const shell = document.createElement('section');
        panel.root.append(shell);
        const form: FakeForm = {
          host: panel,
          said: [],
          gone: false,
          focus() {},
          close() {
            if (form.gone) return;
            form.gone = true;
            shell.remove();
            panel.closed('closed');
          },
          setTheme: async (theme) => void form.said.push(theme),
          setLocale: async (locale) => void form.said.push(locale),
        };
        forms.push(form);
        return form;
      },
    }),
  });
  engine.transport = async (body) => {
    const { records } = JSON.parse(body) as { records: FeedbackRecord[] };
    sent.push(...records);
    return { status: 200, json: { results: records.map(({ id }) => ({ id, status: 'accepted' })) } };
  };
  running.push(() => call('destroy'));
  const hear = () => call('on', '*', (detail: EventDetail, name: EventName) => heard.push([name, detail]));
  return { engine, call: call as Call, extras, forms, heard, hear, sent, tab, host };
};
