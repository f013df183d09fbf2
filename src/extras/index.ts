import type { Answer, Survey } from '../contract/types';
import { checkOptions } from '../debug/messages';
import { memoryStore, type Store } from '../delivery/store';
import type { Engine, Extras, OpenHow, SubmitInput } from '../engine';
import { applyDefaults, DEFAULTS } from '../parse-options';
import { lengthOf, MAX_TEXT } from '../survey/flow';
import type { SubmitOutcome } from '../survey/panel-host';
import { useAttachments } from './attach';
import { configure, PRESETS } from './config';
import { connectApp } from './connect-app';
import { createIdentity } from './consent';
import { startDelivery } from './delivery';
import { createDrafts } from './drafts';
import { createEvents } from './events';
import { createFinish } from './finish';
import { createForms } from './forms';
import { MORE_DEFAULTS } from './more-options';
import { nameTab } from './name-tab';
import { createOpeners } from './openers';
import { preload } from './preload';
import { createReceipts } from './receipts';
import { keepTab } from './tab';
import { traceSteps } from './trace';
import { useNews } from './use-news';
import { usePrompts } from './use-prompts';
import { useWorker } from './use-worker';
import { watchEndpoint } from './watch-endpoint';

/** Words from a form of the host's own. */
const submit = (
  { settings, keep }: Pick<Engine, 'settings' | 'keep'>,
  { text, touchpoint = settings.touchpoint, journey, ...filled }: SubmitInput,
): Promise<SubmitOutcome> | SubmitOutcome => {
  if (settings.requireConsentToSend && settings.consent !== 'granted') return { ok: false, code: 'blocked' };
  const words: Answer[] = text ? [{ question: 'text', type: 'text', value: text.normalize(), prompt: '' }] : [];
  const answers = [...(filled.answers ?? []), ...words];
  // what the collector would refuse for good, while whoever wrote it can still shorten it
  if (answers.some(({ type, value }) => type === 'text' && lengthOf(`${value}`) > MAX_TEXT))
    return { ok: false, code: 'too_large' };
  return keep(
    'submission',
    {
      survey: { id: 'api', version: '1' },
      mode: 'always_on',
      locale: settings.locale,
      ...filled,
      answers,
      startedAtMs: Date.now(),
    },
    { trigger: 'api', touchpoint, journey },
  );
};

/** What only this page knows, by project: words outlive `destroy()`, for whoever comes after it on the page. */
const memories: Record<string, Store> = {};

/** Everything that a first form does not need: loaded at idle, or at once where it is called. */
export const extras = (engine: Engine): Extras => {
  const { settings, signal } = engine;
  const memory = (memories[settings.project] ??= memoryStore());
  const finish = createFinish(engine);
  // destroyed before it was there: nothing begins, and words on their way are still completed, redacted and kept
  if (signal.aborted) {
    const nothing = () => {};
    return {
      memory,
      finish: (record) => finish({}, undefined, record),
      hear: nothing,
      saveDraft: nothing,
      added: nothing,
      settle: nothing,
      methods: { submit: (input: SubmitInput) => submit(engine, input) },
    };
  }
  Object.assign(settings, applyDefaults(settings as never, MORE_DEFAULTS));
  for (const message of checkOptions(settings as never, { ...DEFAULTS, ...MORE_DEFAULTS }))
    engine.emit('error', { code: 'option', message });
  let replayed = false;
  const events = createEvents(engine);
  const drafts = createDrafts(engine, memory);
  const identity = createIdentity(
    engine,
    memory,
    drafts.forget,
    () => forms.restart(),
    () => lookAgain(),
  );
  const prompts = usePrompts(engine, memory, events, {
    key: () => identity.me.who.userKey ?? identity.me.anonId,
    who: () => identity.me.who,
  });
  const who = () => identity.me.who.userKey;
  const delivery = startDelivery(engine, memory, createReceipts(engine));
  const forms = createForms(engine, events.on);
  // what a visitor may do with refused words (Q9)
  settings.resend = delivery.revive;
  settings.facts = prompts.facts;
  settings.note = events.debug;
  watchEndpoint(engine);
  keepTab(engine);
  nameTab(engine);
  const configured = configure(engine);
  traceSteps(engine, events, configured);
  const preloadMore = preload(engine);
  // what an app delivers, the app's own server answers: a page without a network of its own has none to ask
  const lookAgain = connectApp(engine, events.on) ? () => {} : useNews(engine, memory, events.on, { who, preloadMore });

  // ------------------------------------------------------------------------------------------ impressions

  const noted = (kind: 'impression' | 'dismissal', { id, version, mode }: Survey, locale: string, how: OpenHow) => {
    if (!engine.permits().identity) return;
    engine.keep(kind, { survey: { id, version }, mode, locale, answers: [], startedAtMs: Date.now() }, how);
  };
  // several forms may stand on a page, so what was seen is known by the form it was seen in
  const seen = new WeakMap<OpenHow, { survey: Survey; locale: string }>();
  events.on('shown', ({ cause }) => {
    const { survey, locale, how } = cause as { survey: Survey; locale: string; how: OpenHow };
    seen.set(how, { survey, locale });
    noted('impression', survey, locale, how);
  });
  events.on('close', ({ survey, code, cause }) => {
    if (code === 'submitted' || code === 'closed') return;
    const was = seen.get(cause as OpenHow);
    if (was) noted('dismissal', was.survey, was.locale, cause as OpenHow);
    engine.emit('dismissed', { survey: survey!, code, cause });
  });

  // ------------------------------------------------------------------------------------------ the page

  const markOpeners = createOpeners(engine, events.on);
  const page = () => {
    forms.page();
    markOpeners();
    prompts.look(false);
  };
  configured.then(() => {
    if (signal.aborted) return;
    page();
    if (!settings.config) return;
    prompts.look(true);
    preloadMore();
  });
  addEventListener('online', page, { signal });
  // a name that only the file may know waits for it
  const { open } = engine;
  if (settings.config) {
    engine.open = async (name, how = {}) => {
      if (!PRESETS.test(name) && !settings.surveys[name]) {
        if (!how.container && !engine.panel) engine.host.busy(true);
        await configured;
      }
      return open(name, how);
    };
  }

  const more: Extras = {
    memory,
    hear: (name, detail) => (replayed ? events.hear(name, detail) : void engine.log.push([name, detail])),
    finish: (record) => finish(identity.me.who, identity.me.anonId, record),
    saveDraft: drafts.save,
    added: delivery.added,
    settle: delivery.settle,
    methods: {
      on: events.on,
      identify: identity.identify,
      setConsent: identity.setConsent,
      reset: (how?: { unsent?: boolean }) => identity.reset(how),
      page,
      mount: forms.mount,
      track: async (event: string) => {
        await configured;
        return prompts.track(event);
      },
      flush: ({ rejected = false }: { rejected?: boolean } = {}) =>
        rejected ? delivery.revive() : delivery.flusher.flush(1),
      close: () => engine.panel?.close(),
      toggle: (name?: string, how?: OpenHow) =>
        engine.panel ? engine.panel.close() : engine.open(name || settings.survey, how),
      setContext: (data: Engine['settings']['data']) => void (settings.data = { ...settings.data, ...data }),
      setLocale(locale: string) {
        settings.locale = locale;
        nameTab(engine);
        return Promise.all(forms.all().map((form) => form?.setLocale(locale)));
      },
      setTheme(theme: Engine['settings']['theme']) {
        settings.theme = theme;
        engine.host.button.style.colorScheme = /light|dark/.exec(theme)?.[0] ?? '';
        return Promise.all(forms.all().map((form) => form?.setTheme(theme)));
      },
      submit: (input: SubmitInput) => submit(engine, input),
    },
  };
  useWorker(engine, events.on, more.methods);
  useAttachments(engine, more, events.on, submit);
  prompts.noteAnswers?.();
  // listeners that were asked for before us hear what happened before us: their calls run before this timer
  setTimeout(() => {
    replayed = true;
    for (const [name, detail] of engine.log.splice(0)) events.hear(name, detail);
  });
  return more;
};
