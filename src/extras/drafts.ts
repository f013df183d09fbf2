import { each } from '../delivery/each';
import { quietly } from '../delivery/rows';
import type { Store } from '../delivery/store';
import type { Engine } from '../engine';
import type { Draft } from '../survey/panel-host';

const DRAFT_MS = 864e5;

/**
 * Writes drafts, at most one a `draftMs`, at once when the page goes away. What is half typed cannot be redacted, so with
 * `beforeSend` or `maskText` they stay in memory (Q14); on a shared device there are none, not even for the next visitor
 * of the same page.
 */
export const createDrafts = (engine: Engine, memory: Store) => {
  const { settings, disk, signal } = engine;
  let pending: (() => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  if (settings.sharedDevice) settings.drafts = false;
  const redacted = settings.beforeSend || settings.maskText;
  if (redacted) {
    const { permits } = engine;
    engine.permits = () => ({ ...permits(), draft: false });
  }

  const write = () => {
    clearTimeout(timer);
    pending?.();
    pending = undefined;
  };
  const drop = () => {
    clearTimeout(timer);
    pending = undefined;
  };
  addEventListener('pagehide', write, { signal });
  document.addEventListener('visibilitychange', write, { signal });
  signal.addEventListener('abort', write);

  // what nobody came back for
  quietly(disk, (tx) =>
    each(tx, 'draft:', (key, row) => {
      const fresh = Math.abs(Date.now() - (row as { at: number })?.at) <= DRAFT_MS;
      if (redacted || !fresh) tx.del(key);
    }),
  );

  return {
    /** An empty key only forgets what was about to be written: the form was sent, its draft goes with the submission. */
    save(key: string, draft: Draft | undefined) {
      drop();
      if (!key || !settings.drafts) return;
      const values = { ...draft?.values };
      const row = { values, at: Date.now() };
      pending = () =>
        void quietly(engine.permits().draft ? disk : memory, (tx) =>
          Object.keys(values).length ? tx.put(key, row) : tx.del(key),
        );
      timer = setTimeout(write, settings.timing.draftMs);
    },
    async forget(stores = [disk, memory]) {
      drop();
      for (const store of stores) {
        await quietly(store, (tx) => each(tx, 'draft:', (key) => tx.del(key)));
      }
    },
  };
};
