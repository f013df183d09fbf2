import type { ConsentState, PresetName, Scalar, Survey, SurveyInput, WrittenSurvey } from './contract/types';
import type { EventDetail, EventName, Identity, OpenHow, SubmitInput } from './engine';
import { makeTab } from './loader/tab';
import type { EarshotCall, RawOptions } from './loader/tab-host';
import type { Theme, UserOptions } from './options';
import { startWith } from './start-with';
import { flawsOf, pathOf, presetFlaws, writtenOut } from './survey/flaws';
import type { SubmitOutcome } from './survey/panel-host';

export type * from './contract/types';
export type { AttachmentInput, EventDetail, EventName, Identity, Journey, OpenHow, SubmitInput } from './engine';
export type { EarshotHost } from './host/earshot-host';
export type { Options, Theme, Timing, UserOptions } from './options';
export type { RefusedAttachment, SubmitOutcome } from './survey/panel-host';

/**
 * A running widget. No method throws into the page; what goes wrong is an `error` event and one console message. Where
 * nothing runs (on a server, in a browser below the floor, without a usable endpoint, after `destroy()`), `submit`
 * answers `{ ok: false, code: 'error' }`, `on` an off switch, and all others nothing.
 */
export interface Feedback {
  /** Shows a survey: a preset's or a survey's name, default the `survey` option. A second call moves focus in. */
  open(survey?: string, how?: OpenHow): Promise<void>;
  close(): Promise<void>;
  toggle(survey?: string, how?: OpenHow): Promise<void>;
  /** Keeps and sends words without the panel; resolves when they are kept, with where. */
  submit(input: SubmitInput): Promise<SubmitOutcome>;
  /** Something happened: a survey with this trigger may open. */
  track(event: string): Promise<void>;
  /** The page changed (single-page apps): inline surveys that appeared are mounted. */
  page(): Promise<void>;
  identify(who: Identity): Promise<void>;
  /** Operational data that travels with every later submission. */
  setContext(data: { [key: string]: Scalar }): Promise<void>;
  setConsent(state: ConsentState): Promise<void>;
  setLocale(locale: string): Promise<void>;
  setTheme(theme: Theme): Promise<void>;
  /** Shows a survey inside an element of the page. */
  mount(target: string | HTMLElement, survey?: string): Promise<void>;
  /** Sends what waits now, unless the server asked for patience. `{ rejected: true }` tries refused records again. */
  flush(how?: { rejected?: boolean }): Promise<void>;
  /** Forgets the person in all tabs; `{ unsent: true }` also gives up words that were not delivered yet. */
  reset(how?: { unsent?: boolean }): Promise<void>;
  /** Hears an event, or all with `*`. */
  on(event: EventName | '*', listener: (detail: EventDetail, event: EventName) => void): Promise<() => void>;
  /** Takes every node, listener and timer away. */
  destroy(): void;
}

/** Resolves once the page is loaded and has a moment, as the script tag waits; not at all when `signal` is aborted. */
const pageIsIdle = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const page = document as Document & { prerendering?: boolean };
    const look = () => {
      if (page.prerendering) page.addEventListener('prerenderingchange', look, { signal });
      else if (page.readyState !== 'complete') addEventListener('load', look, { signal });
      else (self.requestIdleCallback ?? setTimeout)(() => signal.aborted || resolve(), { timeout: 2000 } as never);
    };
    look();
  });

/** Draws the tab and starts the engine, or does nothing below the floor (README, Browsers). */
const start = (options: UserOptions): EarshotCall | undefined => {
  if (!globalThis.CSS?.supports?.('selector(:has(a))') || !document.adoptedStyleSheets) return undefined;
  // `global` names the attribute of elements that open a survey. There is no global of ours: by the time the tab takes
  // away what has this name, the name is nobody's, so that a script tag's `window.earshot` stays.
  const given: RawOptions = { ...options };
  let call: EarshotCall = () => undefined;
  const host = makeTab(given, async (survey, opener) => {
    // heard at once, also where a call that came before still waits for the extras
    host.busy(true);
    await call('open', survey, opener);
    host.busy(false);
  });
  Object.assign(given, { global: Symbol(`${given['global'] ?? 'earshot'}`) });
  call = startWith(given, host, {
    loadPanel: () => import('../widget/panel'),
    loadExtras: () => import('./extras/index'),
  });
  return call;
};

/** Starts Earshot on this page, once it is loaded and idle. On a server it does nothing. */
export const createFeedback = (options: UserOptions): Feedback => {
  const off = new AbortController();
  let call: EarshotCall | undefined;
  // what was called before the start runs after it, in order; after an early destroy() it ends without one
  const started =
    typeof document === 'undefined'
      ? Promise.resolve()
      : Promise.race([
          pageIsIdle(off.signal).then(() => void (off.signal.aborted || (call = start(options)))),
          new Promise<void>((resolve) => off.signal.addEventListener('abort', () => resolve())),
        ]);
  const method =
    <T>(name: string, otherwise?: T) =>
    async (...args: unknown[]) => {
      if (off.signal.aborted) return otherwise as never;
      if (!call) await started;
      return ((await call?.(name, ...args)) ?? otherwise) as never;
    };
  return {
    open: method('open'),
    close: method('close'),
    toggle: method('toggle'),
    submit: method('submit', { ok: false, code: 'error' } satisfies SubmitOutcome),
    track: method('track'),
    page: method('page'),
    identify: method('identify'),
    setContext: method('setContext'),
    setConsent: method('setConsent'),
    setLocale: method('setLocale'),
    setTheme: method('setTheme'),
    mount: method('mount'),
    flush: method('flush'),
    reset: method('reset'),
    on: method('on', () => {}),
    destroy() {
      if (off.signal.aborted) return;
      off.abort();
      call?.('destroy');
    },
  };
};

type ChangedPreset = Exclude<SurveyInput, PresetName | WrittenSurvey>;

/**
 * A survey as data, returned as it is: the compiler checks its parts, and this checks what does not fit together.
 * Throws an error with the code `survey` that lists each problem with its path: loops and jumps without a target,
 * questions that nobody would reach, conditions that can never hold, names used twice, a review link that depends on an
 * answer (review gating). Of a changed preset, whose questions only the panel knows, names and review links.
 * Surveys that come at runtime go to the `surveys` option or `config` as they are: there nothing throws.
 */
export function defineSurvey(survey: Survey): Survey;
export function defineSurvey(survey: WrittenSurvey): WrittenSurvey;
export function defineSurvey(survey: ChangedPreset): ChangedPreset;
export function defineSurvey(survey: Exclude<SurveyInput, PresetName>) {
  const flaws = 'preset' in survey ? presetFlaws(survey) : flawsOf(writtenOut(survey));
  if (!flaws.length) return survey;
  const name = survey.id ?? (survey as ChangedPreset).preset;
  const lines = flaws.map(({ path, message }) => `  ${pathOf(path)}: ${message}`);
  const message = [`Earshot: ${name ? `survey "${name}"` : 'a survey'} is refused`, ...lines].join('\n');
  throw Object.assign(new Error(message), { code: 'survey' });
}
