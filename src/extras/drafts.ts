import { each } from '../delivery/each';
import { quietly } from '../delivery/rows';
import type { Store } from '../delivery/store';
import type { Engine } from '../engine';
import { markOf } from '../privacy/mark';
import type { Draft } from '../survey/panel-host';

const DRAFT_MS = 864e5;

interface Row extends Draft {
  at: number;
  /** Whose it is, where a person was named: see `markOf`. */
  who?: number | undefined;
}

/**
 * Writes drafts, at most once a `draftMs`, at once when the page goes away or the form is sent: what could not be kept
 * is still a draft. What is half typed cannot be redacted, so with `beforeSend` or `maskText` they stay in memory (Q14);
 * on a shared device there are none, not even for the next visitor of the same page.
 */
export const createDrafts = (engine: Engine, memory: Store) => {
  const { settings, disk, signal } = engine;
  /** What is still to be written, by key. */
  const pending = new Map<string, Draft['values']>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let who: number | undefined;

  if (settings.sharedDevice) settings.drafts = false;
  if (settings.beforeSend || settings.maskText) {
    const { permits } = engine;
    engine.permits = () => ({ ...permits(), draft: false });
  }

  const drop = () => {
    clearTimeout(timer);
    timer = undefined;
    pending.clear();
  };
  const write = () => {
    for (const [key, values] of pending) {
      const row: Row = { values, at: Date.now(), who };
      quietly(engine.permits().draft ? disk : memory, (tx) => {
        // of the same form in another journey, which is over
        const form = key.slice(0, key.lastIndexOf('|') + 1);
        each(
          tx,
          form,
          (other) => tx.del(other),
          () => Object.keys(values).length && tx.put(key, row),
        );
      });
    }
    drop();
  };
  addEventListener('pagehide', write, { signal });
  document.addEventListener('visibilitychange', write, { signal });
  signal.addEventListener('abort', write);

  // what nobody came back for, or may not be there by now
  quietly(disk, (tx) =>
    each(tx, 'draft:', (key, row) => {
      const fresh = Math.abs(Date.now() - (row as Row)?.at) <= DRAFT_MS;
      if (!fresh || !engine.permits().draft) tx.del(key);
    }),
  );

  return {
    /** An empty key only writes what is still to be written: the form is sent, its draft goes with the submission. */
    save(key: string, draft: Draft | undefined) {
      if (!settings.drafts) return;
      if (!key) return write();
      pending.set(key, { ...draft?.values });
      timer ??= setTimeout(write, settings.timing.draftMs);
    },
    /** Forgets all drafts, or those of others than `person`. True where there was one. */
    async forget(stores = [disk, memory], person?: string) {
      if (person === undefined) drop();
      else write();
      if (person !== undefined) who = markOf(person);
      let found = false;
      for (const store of stores) {
        await quietly(store, (tx) =>
          each(tx, 'draft:', (key, row) => {
            if (person !== undefined && ((row as Row)?.who ?? who) === who) return;
            found = true;
            tx.del(key);
          }),
        );
      }
      return found;
    },
  };
};
