import type { ConsentState } from '../contract/types';
import { each } from '../delivery/each';
import { TOTAL, type Total } from '../delivery/entry';
import { quietly, readRow } from '../delivery/rows';
import type { Store } from '../delivery/store';
import type { Engine, Identity } from '../engine';
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
  forgetDrafts: (stores: Store[]) => Promise<void>,
  restartForms: () => void,
) => {
  const { settings, disk, signal } = engine;
  const both = [disk, memory];
  const name = `earshot:${settings.project}`;
  const me = { who: {} as Identity, anonId: undefined as string | undefined };
  let channel: BroadcastChannel | undefined;
  let awaySince = Infinity;

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
   * Erases all that was kept about the person. Words that were sent but not delivered yet stay until they are (Q15),
   * without their receipt; "Don't ask again" stays, it is the visitor's own wish.
   */
  const forget = async (stores: Store[]) => {
    await forgetDrafts(stores);
    for (const store of stores) {
      await quietly(store, (tx) => {
        for (const prefix of ['receipt:', 'meta:anon', 'meta:quiet', 'meta:visit'])
          each(tx, prefix, (key) => tx.del(key));
        for (const prefix of ['q:', 'dead:', 'bad:']) {
          each(tx, prefix, (key, row) => {
            if ((row as { secret?: string } | null)?.secret) tx.put(key, { ...(row as object), secret: undefined });
          });
        }
      });
    }
  };

  /** Gives up what was not delivered; each record is an event (Q2). */
  const erase = async (stores: Store[]) => {
    for (const store of stores) {
      const ids: string[] = [];
      await quietly(store, (tx) => {
        ids.length = 0;
        each(tx, 'q:', (key) => {
          ids.push(key.slice(2));
          tx.del(key);
        });
        for (const prefix of ['dead:', 'bad:']) each(tx, prefix, (key) => tx.del(key));
        // how long the endpoint asks for patience stands there too, and is nobody's words
        each(tx, TOTAL, (key, row) => tx.put(key, { ...(row as Total), n: 0, bytes: 0 }));
      });
      for (const id of ids) engine.emit('cleared', { id });
    }
  };

  const applyConsent = async (state: ConsentState, stores: Store[]) => {
    settings.consent = state;
    settings.consentAt = new Date().toISOString();
    if (state === 'denied') await forget(stores);
  };
  const applyReset = async (unsent: boolean, stores: Store[]) => {
    engine.panel?.close();
    me.who = {};
    me.anonId = undefined;
    engine.contact = undefined;
    await forget(stores);
    if (unsent) await erase(stores);
    restartForms();
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
  loadAnonId();

  return {
    me,
    /** Adds to what is known; only another `userKey` is somebody else. */
    identify(who: Identity) {
      const { userKey = me.who.userKey } = who;
      const other = me.who.userKey !== undefined && me.who.userKey !== userKey;
      me.who = { ...(other ? {} : me.who), ...who, userKey };
      const { email, name: person } = me.who;
      engine.contact = email ? { email, ...(person ? { name: person } : {}) } : undefined;
      return other ? forgetDrafts(both) : undefined;
    },
    async setConsent(state: ConsentState) {
      if (!/^(pending|granted|denied)$/.test(state)) {
        return engine.emit('error', { code: 'consent', survey: state });
      }
      const stores = settings.consent === state ? [disk] : both;
      const consentAt = Date.now();
      tell({ consent: state });
      // the other tabs may have kept something even where this one did not
      await applyConsent(state, stores);
      await note({ consent: state, consentAt });
      await loadAnonId();
    },
    /** Forgets the person in all tabs; `{ unsent: true }` also gives up words that were not delivered yet. */
    async reset({ unsent = false }: { unsent?: boolean } = {}) {
      const resetAt = Date.now();
      const anonId = uuidv7(resetAt);
      tell({ resetAt, unsent, anonId });
      await applyReset(unsent, both);
      await note({ resetAt, unsent });
      await loadAnonId(anonId);
    },
  };
};
