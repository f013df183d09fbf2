import { askAgain } from './ask-again';
import { AT_HAND } from './at-hand';
import type { RecordResult } from './contract/types';
import { diskStore } from './delivery/disk';
import { addEntry, type Claimed, removeEntry } from './delivery/entry';
import { readRow } from './delivery/rows';
import { envelope, fetchTransport } from './delivery/send';
import type { Store } from './delivery/store';
import type { Engine, Extras, ExtrasModule, LoadPanel, OpenHow } from './engine';
import type { TabHost } from './loader/tab-host';
import { makeRecord } from './make-record';
import { toJson } from './page/to-json';
import type { Settings } from './parse-options';
import { permits } from './privacy/consent';
import { uuidv7 } from './privacy/uuid';
import type { DeliveryState, Draft, PanelHost } from './survey/panel-host';

/** The parts that differ between a script tag, npm and the one-file build. */
export interface Parts {
  host: TabHost;
  loadPanel: LoadPanel;
  loadExtras(): Promise<ExtrasModule>;
}

const DRAFT_MS = 864e5;

/** Longest wait for the extras before a record goes without what only they know (device, receipt). */
const FINISH_MS = 1000;

/**
 * The composition root: the only file that knows every part. It holds what a first form needs; everything else is in
 * the extras, and a call that needs them waits for them, in order. `call` never throws into the page (Q16).
 */
export const createEngine = (settings: Settings, { host, loadPanel, loadExtras }: Parts) => {
  const aborter = new AbortController();
  const { signal } = aborter;
  const watchers = new Map<string, (state: DeliveryState) => void>();
  const disk = diskStore(`earshot:${settings.project}`, settings.timing.storageTimeoutMs);
  let opening: Promise<void> | undefined;
  let loaded: Extras | undefined;
  /** What is loaded at idle, or as soon as it is asked for. */
  const { ask: extras, wait } = askAgain(loadExtras, (module) => (loaded = module.extras(engine)), signal);
  /** What only they can do, about the record `id`: where they are not to be had, it waits until they are. */
  const later = (job: (more: Extras) => void, id = '') =>
    void extras()
      .then(job)
      .catch(() => engine.tell(id, 'waiting'));

  /** The extras, unless they are not to be had within reason. */
  const soon = () => {
    const asked = extras().catch(() => {});
    return AT_HAND ? asked : Promise.race([asked, new Promise<void>((resolve) => setTimeout(resolve, FINISH_MS))]);
  };

  const durable = () => engine.permits().words;

  /**
   * The first attempt, under the lease the entry came in with. The extras judge the answer (receipt, Q7's last
   * acceptance, backoff); a plain ack is enough where they are not there yet.
   */
  const send = async (store: Store, entry: Claimed) => {
    const { id } = entry;
    const reply = await engine.transport(envelope([entry], settings.project, Date.now()));
    const judged = () => later((more) => more.settle(store, entry, reply), id);
    if (AT_HAND) return judged();
    const results = (reply.json as { results?: RecordResult[] } | null | undefined)?.results;
    const acked =
      Array.isArray(results) &&
      results.some((result) => result?.id === id && /^(accepted|duplicate)$/.test(result.status));
    if (loaded || !acked || reply.status > 299) return judged();
    await removeEntry(store, id).catch(() => {});
    engine.tell(id, 'sent');
    // impressions and dismissals are no news to the host
    if (entry.kind === 'submission') engine.emit('sent', { id });
  };

  const engine: Engine = {
    settings,
    host,
    disk,
    signal,
    transport: fetchTransport(settings.endpoint, settings.timing.requestTimeoutMs),
    log: [],
    permits: () =>
      permits(
        settings.consent,
        !!(navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl,
        settings.sharedDevice,
      ),
    emit: (name, detail = {}) => (loaded ? loaded.hear(name, detail) : void engine.log.push([name, detail])),
    tell: (id, state) => watchers.get(id)?.(state),

    async keep(kind, filled, how, draftKey = '') {
      try {
        const at = Date.now();
        const id = uuidv7(at);
        // what has to be redacted waits as long as it takes, and is not kept without it (Q14)
        const more = loaded ?? (await (settings.maskText || settings.beforeSend ? extras() : soon()));
        const made = makeRecord(id, kind, at, filled, how, settings);
        const finished = more ? await more.finish(made) : { record: made };
        if (!finished) return { ok: false, code: 'blocked' };
        const body = toJson(finished.record);
        const bytes = new TextEncoder().encode(body).length;
        if (bytes > settings.maxRecordBytes) return { ok: false, code: 'too_large', maxBytes: settings.maxRecordBytes };
        const entry: Claimed = {
          id,
          v: 1,
          kind,
          body,
          bytes,
          at,
          by: id,
          lease: at + settings.timing.leaseMs,
          secret: finished.secret,
          note: finished.note,
        };
        let store = durable() ? disk : (await extras()).memory;
        const add = () => addEntry(store, entry, draftKey);
        const { held, total } = await add().catch(async (cause) => {
          store = (await extras()).memory;
          engine.emit('error', { code: 'storage', cause });
          return add();
        });
        const next = () => {
          later((added) => added.added(store, entry, total, held), held ? id : '');
          if (!held) send(store, entry);
        };
        // whoever submitted hears first that it is kept; what only this page knows is sent before it can go away
        if (store.durable) setTimeout(next);
        else next();
        return { ok: true, id, kept: store.durable ? 'device' : 'memory' };
      } catch (cause) {
        engine.emit('error', { code: 'submit', cause });
        return { ok: false, code: 'error' };
      }
    },

    async open(name, how = {}) {
      const asked = how.trigger !== 'prompt';
      if (!how.container) {
        if (engine.panel) return engine.panel.focus();
        // what is on its way may be a prompt: who asks for the form gets it
        if (opening) return opening.then(() => void (asked && engine.panel?.focus()));
        // a prompt is nobody's click that waits for an answer
        if (asked) host.busy(true);
      }
      const job = show(name, how)
        .catch((cause) => {
          engine.emit('error', { code: 'open', survey: name, cause });
          if (asked && !how.container) host.failed(() => engine.open(name, how));
        })
        .finally(() => {
          if (opening !== job) return;
          opening = undefined;
          host.busy(false);
        });
      if (!how.container) opening = job;
      return job;
    },
  };

  const loadDraft = async (key: string) => {
    const store = engine.permits().draft ? disk : loaded?.memory;
    const found = store && (await readRow<Draft & { at: number }>(store, key));
    return found && Date.now() - found.at < DRAFT_MS ? found : undefined;
  };

  const show = async (name: string, given: OpenHow) => {
    const module = await loadPanel();
    const input = settings.surveys[name] ?? (name as never);
    const survey = typeof input === 'object' ? { id: name, ...input } : input;
    const { touchpoint, journey } = survey as OpenHow;
    const how: OpenHow = {
      journey,
      ...given,
      touchpoint: given.touchpoint ?? touchpoint ?? settings.touchpoint,
    };
    const { container, layout = container ? 'inline' : 'dialog' } = how;
    const draftKey = `draft:${name}|${how.touchpoint ?? ''}|${how.journey?.id ?? ''}`;
    const panelHost: Omit<PanelHost, Exclude<keyof Settings, 'survey' | 'layout'>> & { __proto__: Settings } = {
      // not a copy: what the extras bring later is there as well
      __proto__: settings,
      ...how,
      survey,
      layout,
      // both may change while the panel stands
      get opener() {
        return how.opener;
      },
      get knownContact() {
        return engine.contact;
      },
      trigger: (how.trigger ??= 'api'),
      root: container ? (container.shadowRoot ?? container.attachShadow({ mode: 'open' })) : host.root,
      draft: settings.drafts ? await loadDraft(draftKey) : undefined,
      durable,
      requireConsent: settings.requireConsentToSend,
      settleMs: settings.timing.settleMs,
      submit: (filled) => {
        loaded?.saveDraft('', undefined);
        return engine.keep('submission', filled, how, draftKey);
      },
      onDelivery(id, listener) {
        watchers.set(id, listener);
        listener('sending');
        return () => watchers.delete(id);
      },
      saveDraft: (draft) => settings.drafts && later((more) => more.saveDraft(draftKey, draft)),
      shown: (seen, locale) => engine.emit('shown', { survey: seen.id, cause: { survey: seen, locale, how } }),
      closed(code) {
        if (!container) engine.panel = undefined;
        engine.emit('close', { survey: name, code, cause: how });
      },
      announce: host.announce,
    };
    const handle = await module.mountPanel(panelHost as never);
    how.handle = handle;
    if (!container) engine.panel = handle;
    engine.emit('open', { survey: name, cause: how });
    if (signal.aborted) handle.close();
  };

  /** What must work whatever else could not be loaded. */
  const methods: Extras['methods'] = {
    // the loader hands over the element that was used
    open: (name?: string, how?: OpenHow | Element) =>
      engine.open(
        name || settings.survey,
        how instanceof Element
          ? { opener: how, trigger: 'visitor', touchpoint: (how as HTMLElement).dataset['earshotTouchpoint'] }
          : how || {},
      ),
    destroy() {
      engine.panel?.close();
      aborter.abort();
      host.destroy();
    },
  };

  let ready: Promise<Extras | void> | undefined;
  return {
    engine,
    extras,
    call(method: string, ...args: unknown[]): unknown {
      if (methods[method] && ((!ready && !settings.config) || method === 'destroy'))
        return methods[method](...(args as never[]));
      // what needs the extras, and all that came after it, keeps its order; nobody waits for what another call does
      ready = Promise.resolve(ready)
        .then(extras)
        .catch(() => {});
      return ready
        .then(async (more) =>
          (methods[method] ?? (AT_HAND ? more! : (more ?? (await wait()))).methods[method]!)(...(args as never[])),
        )
        .catch((cause) => engine.emit('error', { code: 'call', survey: method, cause }));
    },
  };
};
