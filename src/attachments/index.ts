import type { AttachmentInfo, FeedbackRecord } from '../contract/types';
import {
  ATTACHED,
  type Attached,
  type Attachment,
  type AttachmentLoss,
  addAttached,
  createAttachments,
  keyOf,
  removeAttachments,
} from '../delivery/attachments';
import { addTotal, type Claimed, TOTAL, type Total } from '../delivery/entry';
import { quietly } from '../delivery/rows';
import { fetchForm } from '../delivery/send-form';
import type { Store } from '../delivery/store';
import type { AttachmentInput, Engine, Extras, OpenHow } from '../engine';
import { makeRecord } from '../make-record';
import { toJson } from '../page/to-json';
import { uuidv7 } from '../privacy/uuid';
import type { Filled, RefusedAttachment, SubmitOutcome } from '../survey/panel-host';

/** As the contract has them (`LIMITS`), which no page loads. */
const MAX_BYTES = 2_097_152;
const MAX_COUNT = 10;
const MAX_PIXELS = 1_000_000;

/** What of the extras is needed here. */
export interface AttachmentParts {
  memory: Store;
  finish: Extras['finish'];
  added: Extras['added'];
  on(event: 'sent' | 'rejected' | 'expired' | 'evicted' | 'cleared' | 'saved', listener: Listener): unknown;
}
type Listener = (detail: { id?: string; attachment?: string }) => void;

const bytesOf = async ({ blob, bytes }: AttachmentInput): Promise<ArrayBuffer | undefined> => {
  try {
    if (blob) return await blob.arrayBuffer();
    // a copy: the page may go on writing into its own
    if (bytes) return new Uint8Array(bytes instanceof ArrayBuffer ? bytes : bytes.slice()).slice().buffer;
  } catch {} // a file that was moved away meanwhile
};

const pixels = (given: unknown): number | undefined =>
  Number.isInteger(given) && (given as number) >= 0 && (given as number) <= MAX_PIXELS ? (given as number) : undefined;

/** Pictures and files that travel behind a visitor's words (Q10): kept with them, sent after them, bounded by Q11. */
export const attachments = (engine: Engine, { memory, finish, added, on }: AttachmentParts) => {
  const { settings, disk, signal } = engine;
  const { timing } = settings;
  const now = () => Date.now();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const lost = ({ type, ...detail }: AttachmentLoss) => engine.emit(type, detail);
  const queues = [disk, memory].map((store) =>
    createAttachments(store, {
      project: settings.project,
      url: settings.endpoint,
      ack: settings.ack,
      maxAgeMs: settings.maxAgeDays * 864e5,
      timing,
      now,
      random: () => Math.random(),
      send: (form, timeoutMs) => fetchForm(settings.endpoint, form, timeoutMs),
      lost,
    }),
  );

  const wake = async () => {
    const next = await Promise.all(queues.map((queue) => queue.run().catch(() => now() + timing.leaseMs)));
    clearTimeout(timer);
    const at = Math.min(...next);
    if (at < Infinity && !signal.aborted) timer = setTimeout(wake, Math.min(Math.max(at - now(), 0), 36e5));
  };
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
    for (const queue of queues) queue.stop();
  });
  addEventListener('online', wake, { signal });
  addEventListener('pageshow', wake, { signal });

  const drop = async (type: AttachmentLoss['type'], code: string, goes: Parameters<typeof removeAttachments>[1]) => {
    for (const store of [disk, memory])
      for (const gone of await removeAttachments(store, goes).catch(() => [])) lost({ ...gone, type, code });
  };
  on('sent', wake);
  // what has nothing left to belong to goes too
  for (const type of ['rejected', 'expired', 'evicted', 'cleared'] as const)
    on(type, ({ id, attachment }) => {
      if (!attachment) drop(type, 'record', (record) => record === id);
    });

  const taken = async (store: Store) => {
    let bytes = 0;
    await quietly(
      store,
      (tx) => {
        bytes = 0;
        tx.get(TOTAL, (row) => (bytes += (row as Total | undefined)?.bytes ?? 0));
        tx.get(ATTACHED, (row) => (bytes += (row as Attached | undefined)?.bytes ?? 0));
      },
      'readonly',
    );
    return bytes;
  };
  // words that came since take their room back: attachments go before anything that was said (Q11)
  on('saved', async () => {
    let over = (await taken(disk)) - settings.maxBytes;
    if (over <= 0) return;
    await drop('evicted', 'room', (_record, bytes) => {
      const goes = over > 0;
      over -= bytes;
      return goes;
    });
  });
  wake();

  return {
    /** Erases all that waits, as the visitor's reset asked. */
    clear: () => drop('cleared', 'record', () => true),

    /** Keeps words with their attachments in one transaction (Q1), then sends both. What cannot be kept is named. */
    async keep(filled: Filled, how: OpenHow, given: AttachmentInput[]): Promise<SubmitOutcome> {
      const at = now();
      const id = uuidv7(at);
      let store = engine.permits().words ? disk : memory;
      let room = settings.maxBytes - settings.maxRecordBytes - (await taken(store));
      const refused: RefusedAttachment[] = [];
      const kept: [AttachmentInfo, ArrayBuffer][] = [];
      for (const [index, one] of given.entries()) {
        const bytes = await bytesOf(Object(one));
        const size = bytes?.byteLength ?? 0;
        const code =
          kept.length >= MAX_COUNT
            ? 'too_many'
            : !bytes
              ? 'unreadable'
              : !size
                ? 'empty'
                : size > MAX_BYTES
                  ? 'too_large'
                  : size > room
                    ? 'no_room'
                    : undefined;
        if (code) {
          refused.push({ index, code, ...(code === 'too_large' && { maxBytes: MAX_BYTES }) });
          continue;
        }
        room -= size;
        const type = `${one.type || one.blob?.type || ''}`;
        const info: AttachmentInfo = {
          id: uuidv7(at + kept.length), // in order, as they are sent
          type: /^[\x21-\x7e]{1,100}$/.test(type) ? type : 'application/octet-stream',
          bytes: size,
          width: pixels(one.width),
          height: pixels(one.height),
        };
        kept.push([info, bytes!]);
      }
      for (const { index, code } of refused)
        engine.emit('error', {
          code: 'attachment',
          message: `attachment ${index} was left out (${code}); the words are kept`,
        });

      const made: FeedbackRecord = {
        ...makeRecord(id, 'submission', at, filled, how, settings),
        ...(kept.length && { attachments: kept.map(([info]) => info) }),
      };
      const finished = await finish(made);
      if (!finished) return { ok: false, code: 'blocked' };
      const body = toJson(finished.record);
      const bytes = new TextEncoder().encode(body).length;
      if (bytes > settings.maxRecordBytes) return { ok: false, code: 'too_large', maxBytes: settings.maxRecordBytes };
      // what beforeSend took out of the list does not travel either
      const listed = new Set(finished.record.attachments?.map((info) => info.id));
      const files = kept.filter(([info]) => listed.has(info.id));
      const entry: Claimed = {
        id,
        v: 1,
        kind: 'submission',
        body,
        bytes,
        at,
        by: '',
        lease: 0,
        secret: finished.secret,
      };
      const add = async () => {
        let total: Total = { n: 1, bytes };
        await store.run((tx) => {
          const { id: _, ...row } = entry;
          tx.put(`q:${id}`, row);
          let sum = 0;
          for (const [info, content] of files) {
            const waiting: Attachment = { v: 1, type: info.type, bytes: content, at, lease: 0, by: '' };
            tx.put(keyOf(id, info.id), waiting);
            sum += info.bytes;
          }
          if (sum) addAttached(tx, sum);
          addTotal(tx, { n: 1, bytes }, (now) => {
            total = now;
          });
        }, 'strict');
        return total;
      };
      const total = await add().catch((cause) => {
        store = memory;
        engine.emit('error', { code: 'storage', cause });
        return add();
      });
      // it came in free, so the drain loop takes it
      setTimeout(() => added(store, entry, total, true));
      return { ok: true, id, kept: store.durable ? 'device' : 'memory', ...(refused.length && { refused }) };
    },
  };
};
