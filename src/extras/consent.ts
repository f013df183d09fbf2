import type { ConsentState } from '../contract/types';
import { eraseAttached } from '../delivery/attached';
import { each } from '../delivery/each';
import { type Entry, TOTAL, type Total } from '../delivery/entry';
import { quietly, readRow } from '../delivery/rows';
import type { Store } from '../delivery/store';
import type { Engine, Identity } from '../engine';
import type { Permits } from '../privacy/consent';
import { uuidv7 } from '../privacy/uuid';

/** What one tab tells the others, and keeps in the row `meta:person` for pages in the back/forward cache. */
interface Change {
  consent?: ConsentState | undefined;
  /** ms since the epoch. */
  consentAt?: number;
  resetAt?: number | undefined;
  /** The reset gave up unsent words too. */
  unsent?: boolean;
}
/** With the next person's id, where there may be one: on the disk the last person's may still stand. */
type Message = Change & { anonId?: string };

/**
 * Who is here and what may be kept of them: identity, consent, withdrawal, reset, in all tabs of the project.
 * The tab that is called erases the disk. The others drop what is theirs alone: one that was frozen may hear of it
 * when the disk already holds the next person's words.
 */
export const createIdentity = (
  engine: Engine,
  memory: Store,
  forgetDrafts: (stores: Store[], person?: string) => Promise<boolean>,
  restartForms: () => void,
  /** What lies here may be another's by now, or nobody's. */
  lookAgain: () => void,
) => {
  const { settings, disk, signal } = engine;
  const both = [memory, disk];
  const name = `earshot:${settings.project}`;
  const me = { who: {} as Identity, anonId: undefined as string | undefined };
  let channel: BroadcastChannel | undefined;
  let awaySince = Infinity;
  let begun = false;

  /** The random id exists only with consent; it is made once and kept. */
  const loadAnonId = async (fresh = uuidv7(Date.now())) => {
    me.anonId = undefined;
    if (!engine.permits().identity) return;
    await quietly(disk, (tx) =>
      tx.get('meta:anon', (row) => {
        me.anonId = (row as string | undefined) ?? fresh;
        if (!row) tx.put('meta:anon', me.anonId);
      }),
    );
  };

  /**
   * Erases what was kept about the person and may not be kept now; `all` of it on a reset. Words that were sent but not
   * delivered yet stay until they are (Q15), without a receipt that may not be, unless they are given up too (`unsent`);
   * each record that goes is an event (Q2). "Don't ask again" stays, it is the visitor's own wish.
   */
  const forget = async (stores: Store[], all?: boolean, unsent?: boolean) => {
    for (const store of stores) {
      const gone: { id: string }[] = [];
      await quietly(store, (tx) => {
        gone.length = 0;
        const { receipt, quiet, identity }: Partial<Permits> = all ? {} : engine.permits();
        const kept = {
          'receipt:': !!receipt,
          'meta:news': !!receipt,
          'meta:anon': identity,
          'meta:quiet': quiet,
          'meta:asked': identity,
          'meta:visit': quiet,
        };
        for (const [prefix, may] of Object.entries(kept)) if (!may) each(tx, prefix, (key) => tx.del(key));
        if (unsent) eraseAttached(tx, gone);
        // all that waits is read only where something in it may have to go; not at the page's start for a mere `pending`
        if (identity || (!begun && receipt)) return;
        for (const prefix of ['q:', 'dead:', 'bad:']) {
          const total = { n: 0, bytes: 0 };
          const visit = (key: string, row: unknown) => {
            const { kind = 'submission', secret, bytes }: Partial<Entry> = Object(row);
            if (unsent || (!identity && kind !== 'submission')) {
              tx.del(key);
              if (prefix === 'q:') gone.push({ id: key.slice(2) });
            } else {
              total.n++;
              total.bytes += Number(bytes) || 0;
              if (secret && !receipt) tx.put(key, { ...(row as Entry), secret: undefined });
            }
          };
          each(tx, prefix, visit, () => {
            // how long the endpoint asks for patience stands there too, and is nobody's words
            if (prefix === 'q:' && gone[0]) each(tx, TOTAL, (key, row) => tx.put(key, { ...(row as Total), ...total }));
          });
        }
      });
      for (const detail of gone) engine.emit('cleared', detail);
    }
  };
  /** What was kept on another page, or before `destroy()` on this one, and may not be kept now. */
  const begin = async () => {
    // a page that waits for its banner takes nothing back that was granted before
    if (settings.consent !== 'pending' || (await readRow<Change>(disk, 'meta:person'))?.consent !== 'granted')
      await forget(both);
    begun = true;
    // destroyed meanwhile: nobody asks for it, and the page itself may be gone
    if (!signal.aborted) await loadAnonId();
  };

  const applyConsent = async (state: ConsentState, stores: Store[]) => {
    settings.consent = state;
    settings.consentAt = new Date().toISOString();
    if (!engine.permits().quiet) await forgetDrafts(stores);
    await forget(stores);
    lookAgain();
  };
  const applyReset = async (unsent: boolean, stores: Store[]) => {
    engine.panel?.close();
    me.who = {};
    me.anonId = undefined;
    engine.contact = undefined;
    await forgetDrafts(stores);
    await forget(stores, true, unsent);
    restartForms();
    lookAgain();
  };

  /** For pages that cannot hear it now; it says nothing about the person. */
  const note = (change: Change) =>
    quietly(disk, (tx) => tx.get('meta:person', (row) => tx.put('meta:person', { ...(row as Change), ...change })));
  const hear = async ({ consent, resetAt, unsent = false, anonId }: Message) => {
    if (consent) await applyConsent(consent, settings.consent === consent ? [] : [memory]);
    if (resetAt) await applyReset(unsent, [memory]);
    if (anonId && engine.permits().identity) me.anonId = anonId;
    else await loadAnonId();
  };
  const catchUp = async () => {
    const missed: Change = (await readRow(disk, 'meta:person')) ?? {};
    const { consent, consentAt = 0, resetAt = 0 } = missed;
    await hear({
      ...missed,
      consent: consentAt < awaySince ? undefined : consent,
      resetAt: resetAt < awaySince ? undefined : resetAt,
    });
  };

  // an open channel was seen to cost the back/forward cache in some engines, so it is closed while the page is away
  const listen = () => {
    try {
      channel = new BroadcastChannel(name);
      channel.onmessage = ({ data }: MessageEvent<Message>) => hear(data);
    } catch {
      // an opaque origin, or a browser that blocks the site's data: each tab is on its own (Q12)
    }
  };
  const hush = () => {
    channel?.close();
    channel = undefined;
    awaySince = Date.now();
  };
  const tell = (message: Message) => channel?.postMessage(message);
  listen();
  addEventListener('pagehide', hush, { signal });
  addEventListener(
    'pageshow',
    ({ persisted }) => {
      if (!persisted) return;
      listen();
      catchUp();
    },
    { signal },
  );
  signal.addEventListener('abort', hush);
  begin();

  return {
    me,
    /** Adds to what is known; only another `userKey` is somebody else, who gets nothing of the one before. */
    async identify(who: Identity) {
      const before = me.who.userKey;
      // a number is a key as well, and null is nobody
      const userKey = who.userKey === undefined ? before : `${who.userKey ?? ''}`;
      const other = before !== undefined && before !== userKey;
      me.who = { ...(other ? {} : me.who), ...who, userKey };
      const { email, name: person } = me.who;
      engine.contact = email || person ? { ...(email && { email }), ...(person && { name: person }) } : undefined;
      if (userKey === before) return;
      lookAgain();
      // at once: what is typed until then belongs to the one before
      if (other) {
        engine.panel?.close();
        await forgetDrafts(both);
      }
      // one of an earlier page says whose it is; a form that began with it begins anew
      const found = await forgetDrafts(both, userKey);
      if (found && !other) engine.panel?.close();
      if (found || other) restartForms();
    },
    async setConsent(state: ConsentState) {
      if (!/^(pending|granted|denied)$/.test(state)) {
        return engine.emit('error', { code: 'consent', survey: state });
      }
      const stores = settings.consent === state ? [disk] : both;
      const consentAt = Date.now();
      tell({ consent: state });
      // before all else: the page may end at any time, and the next one then does what is left
      note({ consent: state, consentAt });
      // the other tabs may have kept something even where this one did not
      await applyConsent(state, stores);
      await loadAnonId();
    },
    /** Forgets the person in all tabs; `{ unsent: true }` also gives up words that were not delivered yet. */
    async reset({ unsent = false }: { unsent?: boolean } = {}) {
      const resetAt = Date.now();
      const anonId = uuidv7(resetAt);
      tell({ resetAt, unsent, anonId });
      note({ resetAt, unsent });
      await applyReset(unsent, both);
      await loadAnonId(anonId);
    },
  };
};
