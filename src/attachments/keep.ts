import type { Answer, AttachmentInfo } from '../contract/types';
import { addAttached, keyOf } from '../delivery/attached';
import type { Attachment } from '../delivery/attachments';
import { addTotal, type Claimed, type Total } from '../delivery/entry';
import { envelope } from '../delivery/send';
import type { Store } from '../delivery/store';
import type { Engine, Extras, OpenHow } from '../engine';
import { makeRecord } from '../make-record';
import { toJson } from '../page/to-json';
import { uuidv7 } from '../privacy/uuid';
import type { Filled, RefusedAttachment, SubmitOutcome } from '../survey/panel-host';
import { type Chosen, choose } from './choose';

interface Written {
  total: Total;
  held: boolean;
  /** The words were there: an earlier write came to its end after its time was up. */
  before: boolean;
}

/**
 * A question that asked for files answers with names, in the order in which they were handed over: on the wire it names
 * the attachments. A file that is left out is no answer.
 */
const namesAsIds = ({ answers, ...filled }: Filled, files: Chosen[]): Filled => {
  let next = 0;
  return {
    ...filled,
    answers: answers.flatMap((answer) => {
      if (answer.type !== 'file' || !Array.isArray(answer.value)) return [answer];
      const ids = answer.value.flatMap(() => {
        const index = next++;
        return files.filter((one) => one.index === index).map(({ info }) => info.id);
      });
      return ids.length ? [{ ...answer, value: ids, label: answer.value.join(', ').slice(0, 120) }] : [];
    }),
  };
};

/** Answers that name none of what is gone: one that named nothing else goes too. */
const without = (answers: Answer[], gone: Set<string>): Answer[] =>
  // what beforeSend made of them is the host's business
  !Array.isArray(answers) || !gone.size
    ? answers
    : answers.flatMap((answer) => {
        if (answer.type !== 'file' || !Array.isArray(answer.value)) return [answer];
        const value = answer.value.filter((id) => !gone.has(id));
        return value.length ? [{ ...answer, value }] : [];
      });

/**
 * Keeps words with their attachments in one transaction (Q1), and sends the words at once, as `engine.keep` does. What
 * attachments cost is never the words: they are kept without them where they cannot be kept with them (Q10).
 */
export const createKeep = (
  engine: Engine,
  { memory, finish, added, settle }: Extras,
  roomIn: (store: Store) => Promise<number>,
) => {
  const { settings, disk, signal } = engine;

  const write = async (store: Store, { id, ...row }: Claimed, files: Chosen[], draftKey: string): Promise<Written> => {
    const written = { total: { n: 1, bytes: row.bytes }, held: false, before: false };
    await store.run(
      (tx) =>
        tx.get(`q:${id}`, (found) => {
          written.before = !!found;
          if (found) return void (written.held = !(found as Claimed).lease);
          let sum = 0;
          for (const { info, content } of files) {
            const waiting: Attachment = { v: 1, type: info.type, bytes: content, at: row.at, lease: 0, by: '' };
            tx.put(keyOf(id, info.id), waiting);
            sum += info.bytes;
          }
          if (sum) addAttached(tx, sum);
          addTotal(tx, { n: 1, bytes: row.bytes }, (total) => {
            const held = (total.hold ?? 0) > row.at;
            Object.assign(written, { total, held });
            tx.put(`q:${id}`, held ? { ...row, lease: 0 } : row);
            if (draftKey) tx.del(draftKey);
          });
        }),
      'strict',
    );
    return written;
  };

  const attempt = async (filled: Filled, how: OpenHow, given: unknown[], draftKey: string): Promise<SubmitOutcome> => {
    const at = Date.now();
    const id = uuidv7(at);
    let store = engine.permits().words ? disk : memory;
    let failure: unknown;
    const failed = (cause: unknown) => {
      failure = cause;
      engine.emit('error', { code: 'storage', cause });
    };
    const room = await roomIn(store).catch(failed);
    const chosen = await choose(given, room ?? (await roomIn(memory)), at, signal);
    let files = chosen.kept;
    filled = namesAsIds(filled, files);
    const refused: RefusedAttachment[] = chosen.refused;

    const made = makeRecord(id, 'submission', at, filled, how, settings);
    const finished = await finish(files.length ? { ...made, attachments: files.map(({ info }) => info) } : made);
    if (!finished) return { ok: false, code: 'blocked' };
    // files take a while to read: what counts is what may be kept now
    if (!engine.permits().words) store = memory;
    const { record, secret } = finished;
    // what beforeSend took out of the list does not travel either
    const list: AttachmentInfo[] = Array.isArray(record.attachments) ? record.attachments : [];
    files = files.filter(({ info }) => list.some((one) => one?.id === info.id));

    const leaveOut = (gone: Chosen[]) => {
      for (const { index } of gone) refused.push({ index, code: 'no_room' });
      files = files.filter((one) => !gone.includes(one));
    };
    /** The words with a list of the files that go with them. */
    const entryWith = (going: Chosen[]): Claimed => {
      const gone = new Set(chosen.kept.filter((one) => !going.includes(one)).map(({ info }) => info.id));
      const attachments = list.filter((one) => !gone.has(one?.id));
      const body = toJson({
        ...record,
        answers: without(record.answers, gone),
        ...(list.length && { attachments: attachments.length ? attachments : undefined }),
      });
      const bytes = new TextEncoder().encode(body).length;
      const lease = at + settings.timing.leaseMs;
      return { id, v: 1, kind: 'submission', body, bytes, at, by: id, lease, secret };
    };
    let entry = entryWith(files);
    // words that are almost too long still go, without a list of files
    if (entry.bytes > settings.maxRecordBytes) {
      leaveOut(files);
      entry = entryWith([]);
    }
    if (entry.bytes > settings.maxRecordBytes)
      return { ok: false, code: 'too_large', maxBytes: settings.maxRecordBytes };

    // a disk that could not be read is asked for the words alone
    let written = room === undefined ? undefined : await write(store, entry, files, draftKey).catch(failed);
    if (!written && store.durable) {
      const alone = entryWith([]);
      written = await write(disk, alone, [], draftKey).catch(failed);
      if (written && !written.before) {
        leaveOut(files);
        entry = alone;
      }
    }
    if (!written) {
      store = memory;
      let left = await roomIn(memory);
      // what only took too long may yet come to the disk, and would go out of both
      leaveOut(files.filter(({ info }) => failure === 'timeout' || (left -= info.bytes) < 0));
      entry = entryWith(files);
      written = await write(memory, entry, files, draftKey);
    }

    for (const { index, code } of refused)
      engine.emit('error', {
        code: 'attachment',
        message: `attachment ${index} was left out (${code}); the words are kept`,
      });
    const { held, total } = written;
    const next = async () => {
      added(store, entry, total, held);
      if (!held) settle(store, entry, await engine.transport(envelope([entry], settings.project, Date.now())));
    };
    // whoever submitted hears first that it is kept; what only this page knows is sent before it can go away
    if (store.durable) setTimeout(next);
    else next();
    return {
      ok: true,
      id,
      kept: store.durable ? 'device' : 'memory',
      ...(refused.length && { refused: refused.sort((a, b) => a.index - b.index) }),
    };
  };

  return (filled: Filled, how: OpenHow, given: unknown[], draftKey = ''): Promise<SubmitOutcome> =>
    attempt(filled, how, given, draftKey).catch((cause) => {
      engine.emit('error', { code: 'submit', cause });
      return { ok: false, code: 'error' };
    });
};
