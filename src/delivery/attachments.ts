import type { Timing } from '../options';
import { each } from './each';
import { ENDPOINT } from './entry';
import { judge } from './judge';
import { backoffMs, due, type EndpointState } from './retry';
import type { Reply } from './send';
import type { Store, Tx } from './store';

/** A waiting attachment as it is stored, under `a:RECORD:ID`. Bytes, since WebKit was seen to fail at storing a Blob. */
export interface Attachment {
  v: 1;
  /** MIME type. */
  type: string;
  bytes: ArrayBuffer;
  /** When it was added, ms since the epoch. */
  at: number;
  tries?: number;
  /** Not before this time, ms since the epoch: a picture that is refused by a proxy holds up nothing but itself. */
  next?: number;
  /** Claimed until (Q5, Q6). */
  lease: number;
  by: string;
  /** When it was first seen over its age (fault 22). */
  late?: number;
}

/** What attachments take, beside `meta:total`, which counts words: those never wait for pictures. */
export interface Attached {
  bytes: number;
  /** Until when the server wants no more of them (`Retry-After`), ms since the epoch. */
  hold?: number;
}
export const ATTACHED = 'meta:attached';
export const keyOf = (record: string, id: string): string => `a:${record}:${id}`;

/** An attachment that left the device without being stored, and why. */
export interface AttachmentLoss {
  /** Of the record. */
  id: string;
  attachment: string;
  type: 'rejected' | 'expired' | 'evicted' | 'cleared';
  code?: string | undefined;
}

export interface AttachmentSettings {
  project: string;
  url: string;
  ack: 'results' | 'status';
  maxAgeMs: number;
  timing: Timing;
  now(): number;
  random(): number;
  /** POSTs one form, aborted after so many ms; never throws. */
  send(form: FormData, timeoutMs: number): Promise<Reply>;
  lost(loss: AttachmentLoss): void;
}

const DAY_MS = 864e5;
/** A picture is sixty times a record: what takes a record a second may take a minute on the same line. */
const TIMES_LONGER = 4;
/** A collector that does not know a record that left this device will not know it later. */
const MAX_UNKNOWN = 6;

const namesOf = (key: string) => {
  const [, record = '', id = ''] = key.split(':');
  return { record, id };
};

export const isAttachment = (row: unknown): row is Attachment =>
  (row as Attachment | null)?.v === 1 && (row as Attachment).bytes instanceof ArrayBuffer;

/** Adds to what attachments take. */
export const addAttached = (tx: Tx, bytes: number): void =>
  tx.get(ATTACHED, (row) => {
    const attached = (row ?? { bytes: 0 }) as Attached;
    tx.put(ATTACHED, { ...attached, bytes: Math.max(0, attached.bytes + bytes) });
  });

/** Takes attachments out by a test on their record, oldest first; says which. */
export const removeAttachments = async (
  store: Store,
  goes: (record: string, bytes: number) => boolean,
): Promise<{ id: string; attachment: string }[]> => {
  let gone: { id: string; attachment: string }[] = [];
  await store.run((tx) => {
    gone = [];
    let bytes = 0;
    each(
      tx,
      'a:',
      (key, row) => {
        if (!isAttachment(row)) return;
        const { record, id } = namesOf(key);
        if (!goes(record, row.bytes.byteLength)) return;
        bytes += row.bytes.byteLength;
        tx.del(key);
        gone.push({ id: record, attachment: id });
      },
      () => bytes && addAttached(tx, -bytes),
    );
  });
  return gone;
};

type Claim = { key: string; row: Attachment } | undefined;

/**
 * Sends attachments whose record has arrived, one request each (Q10). A record that still waits keeps its own back; one
 * that was refused takes them along. A refused attachment costs only itself.
 */
export const createAttachments = (store: Store, settings: AttachmentSettings) => {
  const { timing, now } = settings;
  const leaseMs = timing.leaseMs * TIMES_LONGER;
  let stopped = false;

  const claim = async (by: string) => {
    let claimed: Claim;
    let wakeAt = Infinity;
    let orphans: { id: string; attachment: string }[] = [];
    await store.run((tx) => {
      claimed = undefined;
      wakeAt = Infinity;
      orphans = [];
      const time = now();
      let hold = 0;
      tx.get(ATTACHED, (row) => {
        hold = due((row as Attached | undefined)?.hold ?? 0, time, timing.retryAfterMaxMs);
      });
      tx.get(ENDPOINT, (found) => {
        const state = found as EndpointState | undefined;
        if (state?.url === settings.url)
          hold ||= due(state.hard, time, timing.retryAfterMaxMs) || due(state.until, time, timing.goneMs);
        const rows: [string, Attachment][] = [];
        const look = () => {
          const [key, row] = rows.shift() ?? [];
          if (!key || !row) return;
          const { record, id } = namesOf(key);
          tx.get(`q:${record}`, (words) => {
            if (words) {
              // they go first, and another tab may be the one that hears of their arrival
              wakeAt = Math.min(wakeAt, time + timing.leaseMs);
              return look();
            }
            tx.get(`dead:${record}`, (dead) => {
              const wait = hold || due(row.lease, time, leaseMs) || due(row.next ?? 0, time, timing.backoffMaxMs);
              if (dead) {
                tx.del(key);
                addAttached(tx, -row.bytes.byteLength);
                orphans.push({ id: record, attachment: id });
              } else if (wait) wakeAt = Math.min(wakeAt, wait);
              else {
                claimed = { key, row: { ...row, lease: time + leaseMs, by } };
                tx.put(key, claimed.row);
                return;
              }
              look();
            });
          });
        };
        each(tx, 'a:', (key, row) => void (isAttachment(row) && rows.push([key, row])), look);
      });
    });
    for (const gone of orphans) settings.lost({ ...gone, type: 'rejected', code: 'record' });
    return { claimed: claimed as Claim, wakeAt };
  };

  const settle = async ({ key, row }: NonNullable<Claim>, reply: Reply) => {
    const { record, id } = namesOf(key);
    const time = now();
    const verdict = judge(reply, [id], settings.ack, time);
    const { status = 'retry', code } = verdict.results[id] ?? {};
    const tries = (row.tries ?? 0) + 1;
    // the record was taken by this endpoint, so a 4xx speaks of the attachment: not every collector takes them
    const refused =
      status === 'rejected' ||
      /^(refused|pause|gone)$/.test(verdict.outcome) ||
      (code === 'unknown_record' && tries >= MAX_UNKNOWN);
    const late = time - row.at > settings.maxAgeMs ? Math.min(row.late ?? time, time) : 0;
    const expired = !!late && time - late > DAY_MS;
    let left = false;
    await store.run((tx) => {
      left = false;
      tx.get(key, (found) => {
        if (!isAttachment(found)) return; // another tab was quicker
        if (/^[ad]/.test(status) || refused || expired) {
          left = true;
          tx.del(key);
          addAttached(tx, -found.bytes.byteLength);
        } else if (found.by === row.by) {
          const next = time + backoffMs(tries, settings.random(), timing);
          tx.put(key, { ...found, tries, next, lease: 0, by: '', ...(late && { late }) });
        }
        if (!verdict.retryAfterMs) return;
        // for all attachments (Q8), and not for words: a collector may have enough of pictures only (Q10)
        const hold = time + Math.min(verdict.retryAfterMs, timing.retryAfterMaxMs);
        tx.get(ATTACHED, (it) => tx.put(ATTACHED, { bytes: 0, ...(it as Attached | undefined), hold }));
      });
    });
    if (left && refused) settings.lost({ id: record, attachment: id, type: 'rejected', code: code ?? 'refused' });
    else if (left && expired) settings.lost({ id: record, attachment: id, type: 'expired' });
  };

  const formOf = ({ key, row }: NonNullable<Claim>) => {
    const { record, id } = namesOf(key);
    const form = new FormData();
    const fields = { v: '1', project: settings.project, record, attachment: id };
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new Blob([row.bytes], { type: row.type }), 'file');
    return form;
  };

  let running: Promise<number> | undefined;
  let again = false;
  /**
   * Sends what may be sent now; when there may be something to do again, ms since the epoch, Infinity for never. A call
   * while it runs leads to one more look: a record may have arrived meanwhile.
   */
  const run = (): Promise<number> => {
    again = true;
    running ??= (async () => {
      while (!stopped) {
        again = false;
        const { claimed, wakeAt } = await claim(`${settings.random()}`);
        if (!claimed) {
          if (again) continue;
          return wakeAt;
        }
        await settle(claimed, await settings.send(formOf(claimed), timing.requestTimeoutMs * TIMES_LONGER));
      }
      return Infinity;
    })().finally(() => {
      running = undefined;
    });
    return running;
  };
  return {
    run,
    stop() {
      stopped = true;
    },
  };
};
