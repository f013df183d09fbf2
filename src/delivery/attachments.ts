import type { Timing } from '../options';
import { ATTACHED, type Attached, type AttachmentName, addAttached, nameOf } from './attached';
import { each } from './each';
import { ENDPOINT } from './entry';
import { judge, type Verdict } from './judge';
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

/** An attachment that left the device without being stored, and why. */
export interface AttachmentLoss extends AttachmentName {
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
  /** Hears what a developer should know of an answer. */
  report?(code: NonNullable<Verdict['code']>): void;
}

const DAY_MS = 864e5;
/** A picture is sixty times a record: what takes a record a second may take a minute on the same line. */
const TIMES_LONGER = 4;
/** Tries after which it is asked for once a day: a proxy that takes no large body, without CORS, looks like no network. */
const MANY_TRIES = 24;

export const isAttachment = (row: unknown): row is Attachment =>
  (row as Attachment | null)?.v === 1 && (row as Attachment).bytes instanceof ArrayBuffer;

/** Takes the oldest attachments out until so many bytes are free; says which. */
export const evictAttachments = async (store: Store, need: number): Promise<AttachmentName[]> => {
  let gone: AttachmentName[] = [];
  await store.run((tx) => {
    gone = [];
    let bytes = 0;
    each(
      tx,
      'a:',
      (key, row) => {
        if (bytes >= need) return false;
        if (!isAttachment(row)) return;
        bytes += row.bytes.byteLength;
        tx.del(key);
        gone.push(nameOf(key));
      },
      () => bytes && addAttached(tx, -bytes),
    );
  });
  return gone;
};

/** The keys of all attachments, oldest record first: their bytes are read only when they are sent. */
const keysIn = ({ rows }: Tx, then: (keys: string[]) => void): void => {
  if (rows instanceof Map) {
    then([...rows.keys()].filter((key) => key.startsWith('a:')).sort());
    return;
  }
  const found = rows.getAllKeys(IDBKeyRange.bound('a:', 'a:\uffff'));
  found.onsuccess = () => then(found.result as string[]);
};

/**
 * Whether a 4xx is about this attachment: not every collector takes them. The page of a firewall, of a portal or of a
 * deploy is about neither it nor the words, and the words of Q7 hold for it.
 */
const speaksOfIt = ({ status, redirected, json }: Reply): boolean =>
  !redirected && (status === 415 || (/^4(00|13|22)$/.test(status as never) && !!json));

type Claim = { key: string; row: Attachment } | undefined;

/**
 * Sends attachments whose record has arrived, one request each (Q10). A record that still waits keeps its own back; one
 * that was refused takes them along. A refused attachment costs only itself.
 */
export const createAttachments = (store: Store, settings: AttachmentSettings) => {
  const { timing, now } = settings;
  const leaseMs = timing.leaseMs * TIMES_LONGER;
  let stopped = false;

  /** As for words (Q7): what is no collector's answer is waited out, since it may be about neither of them. */
  const waitMs = (outcome: Verdict['finding'], tries: number) =>
    outcome === 'gone'
      ? timing.goneMs
      : Math.max(
          outcome === 'pause' || outcome === 'refused' ? timing.pauseMs : 0,
          tries > MANY_TRIES ? DAY_MS * (0.5 + settings.random() / 2) : backoffMs(tries, settings.random(), timing),
        );
  /** The longest of these. */
  const mostWaitMs = Math.max(timing.goneMs, timing.pauseMs, timing.backoffMaxMs, DAY_MS);

  const claim = async (by: string) => {
    let claimed: Claim;
    let wakeAt = Infinity;
    let orphans: AttachmentName[] = [];
    await store.run((tx) => {
      claimed = undefined;
      wakeAt = Infinity;
      orphans = [];
      const time = now();
      let hold = 0;
      let keys: string[] = [];
      const look = () => {
        const key = keys.shift();
        if (!key) return;
        const name = nameOf(key);
        tx.get(`q:${name.id}`, (words) => {
          if (words) {
            // they go first, and another tab may be the one that hears of their arrival
            wakeAt = Math.min(wakeAt, time + timing.leaseMs);
            return look();
          }
          tx.get(`dead:${name.id}`, (dead) =>
            tx.get(key, (row) => {
              if (!isAttachment(row)) return look();
              const wait = hold || due(row.lease, time, leaseMs) || due(row.next ?? 0, time, mostWaitMs);
              if (dead) {
                tx.del(key);
                addAttached(tx, -row.bytes.byteLength);
                orphans.push(name);
              } else if (wait) wakeAt = Math.min(wakeAt, wait);
              else {
                claimed = { key, row: { ...row, lease: time + leaseMs, by } };
                tx.put(key, claimed.row);
                return;
              }
              look();
            }),
          );
        });
      };
      tx.get(ATTACHED, (row) => {
        const attached = row as Attached | undefined;
        if (attached?.url === settings.url) hold = due(attached.hold ?? 0, time, timing.retryAfterMaxMs);
      });
      tx.get(ENDPOINT, (found) => {
        const state = found as EndpointState | undefined;
        if (state?.url === settings.url)
          hold ||= due(state.hard, time, timing.retryAfterMaxMs) || due(state.until, time, timing.goneMs);
        keysIn(tx, (found) => {
          keys = found;
          look();
        });
      });
    });
    for (const gone of orphans) settings.lost({ ...gone, type: 'rejected', code: 'record' });
    return { claimed: claimed as Claim, wakeAt };
  };

  const settle = async ({ key, row }: NonNullable<Claim>, reply: Reply) => {
    const name = nameOf(key);
    const time = now();
    const verdict = judge(reply, [name.attachment], settings.ack, time);
    const { status = 'retry', code } = verdict.results[name.attachment] ?? {};
    const refused = status === 'rejected' || speaksOfIt(reply);
    const late = time - row.at > settings.maxAgeMs ? Math.min(row.late ?? time, time) : 0;
    const expired = !!late && time - late > DAY_MS;
    let left = false;
    await store.run((tx) => {
      left = false;
      if (verdict.retryAfterMs) {
        // for all attachments (Q8), and not for words: a collector may have enough of pictures only (Q10)
        const hold = time + Math.min(verdict.retryAfterMs, timing.retryAfterMaxMs);
        // before what is below, which reads that row, too
        tx.get(ATTACHED, (it) =>
          tx.put(ATTACHED, { bytes: 0, ...(it as Attached | undefined), hold, url: settings.url }),
        );
      }
      tx.get(key, (found) => {
        if (!isAttachment(found)) return; // another tab was quicker
        if (/^[ad]/.test(status) || refused || expired) {
          left = true;
          tx.del(key);
          addAttached(tx, -found.bytes.byteLength);
        } else if (found.by === row.by) {
          const tries = (row.tries ?? 0) + 1;
          const next = time + waitMs(verdict.finding, tries);
          tx.put(key, { ...found, tries, next, lease: 0, by: '', ...(late && { late }) });
        }
      });
    });
    if (left && refused) settings.lost({ ...name, type: 'rejected', code: code ?? 'refused' });
    else if (left && expired) settings.lost({ ...name, type: 'expired' });
    else if (!left && verdict.code) settings.report?.(verdict.code);
  };

  const formOf = ({ key, row }: NonNullable<Claim>) => {
    const { id: record, attachment } = nameOf(key);
    const form = new FormData();
    const fields = { v: '1', project: settings.project, record, attachment };
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
