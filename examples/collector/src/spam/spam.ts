import { createHash } from 'node:crypto';
import type { FeedbackRecord } from '../contract';
import { respondentOf } from '../inbox/respondent';
import type { Store } from '../storage/store';
import { tooFast } from './dwell';
import { trapped } from './honeypot';
import { manyLinks } from './links';
import { type Found, flag, forgetBefore, remember, type Seen, withSameTexts } from './recent-texts';
import { isLong, normalText, repeated, WINDOW_MS } from './repeated';
import { type Signal, signalText } from './signal';

export interface SpamOptions {
  store: Store;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** One line a problem; nothing of a submission. */
  log: (line: string) => void;
  /** What is taken may be stored only later, out of an ingest log. @default false */
  storedLater?: boolean | undefined;
}

/** Where a record came in. */
export interface CameIn {
  project: string;
  atMs: number;
  /** `addressHash`: salted, and empty where the address is not known. */
  address: string;
  /** The batch as it was sent. */
  batch: unknown;
}

export interface Look {
  /** What shows at once, as the column has it. */
  signals: string;
  /** It is stored: what shows only beside others is looked for in the background. */
  stored(): void;
}

const LOOK_MS = 1_000;
const FORGET_MS = 60_000;
/** Looked at within a second. Of a flood any part shows it, and nobody waits for the rest. */
const MOST_AT_ONCE = 1_000;
/** Texts that were flagged, kept in memory: what has one of them is flagged as it comes in, and costs nothing more. */
const MOST_KNOWN = 10_000;

/** What the log has not written yet is looked for again so often, once a second: about as long as a burst takes. */
const MOST_TURNS = 120;

/** A submission that is to be looked at beside others. Nothing of what it says is held. */
interface Waiting extends Seen {
  /** Hash of its normal text, in memory only. */
  digest: string;
  /** How often it was looked for and not there. */
  turns: number;
}

/**
 * Looks for what makes a submission look like spam. It only ever says so: nothing is refused, dropped or left out of a
 * figure by it.
 */
export const createSpam = ({ store, clock, log, storedLater = false }: SpamOptions) => {
  const { database, hashOf } = store;
  let waiting: Waiting[] = [];
  let looking: Promise<void> | undefined;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  /** When each was seen last, by `keyOf`. */
  const known = new Map<string, number>();
  const keyOf = (project: string, digest: string, sender = '') => `${project}\n${digest}\n${sender}`;

  const know = (key: string, atMs: number) => {
    known.delete(key);
    known.set(key, atMs);
    if (known.size > MOST_KNOWN) known.delete(known.keys().next().value!);
  };
  const isKnown = (key: string, atMs: number): boolean => {
    const lastMs = known.get(key);
    if (lastMs === undefined || atMs - lastMs > WINDOW_MS) return false;
    know(key, atMs);
    return true;
  };

  const lookAt = async (these: Waiting[]): Promise<void> => {
    const seen = await remember(database, these);
    if (storedLater) {
      const held = new Set(seen);
      const missing = these.filter((one) => !held.has(one) && ++one.turns < MOST_TURNS);
      waiting = [...missing, ...waiting].slice(0, MOST_AT_ONCE);
    }
    if (!seen.length) return;
    const atMs = Math.max(...seen.map((one) => one.atMs));
    const texts = new Map(seen.map((one) => [`${one.project}\n${one.text}`, one]));
    const asked = [...texts.values()].map(({ project, text }) => ({ project, text }));
    const byProject = new Map<string, string[]>();
    for (const same of await withSameTexts(database, asked, atMs - WINDOW_MS)) {
      const [first] = same as [Found, ...Found[]];
      const key = `${first.project}\n${first.text}`;
      const { digest, long } = texts.get(key)!;
      const { flagged, byAnybody } = repeated(same, long);
      if (byAnybody) know(keyOf(first.project, digest), atMs);
      for (const one of flagged) {
        if (!byAnybody && one.address) know(keyOf(one.project, digest, one.address), atMs);
        const ids = byProject.get(one.project);
        if (ids) ids.push(one.id);
        else byProject.set(one.project, [one.id]);
      }
    }
    for (const [project, ids] of byProject) await flag(database, project, ids, 'repeat');
  };

  const soon = () => {
    if (!closed) timer ??= setTimeout(lookAtAll, LOOK_MS).unref();
  };
  /** One turn at a time: what comes while the database hangs waits in `waiting`, which is bounded, and nowhere else. */
  const lookAtAll = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    if (looking) return looking;
    const these = waiting;
    waiting = [];
    if (!these.length) return Promise.resolve();
    looking = lookAt(these)
      // A signal less is all that is lost.
      .catch((error) => log(`spam: the database failed: ${(error as { code?: string }).code ?? error.name}`))
      .finally(() => {
        looking = undefined;
        if (waiting.length) soon();
      });
    return looking;
  };
  const settled = async (): Promise<void> => {
    await looking;
    await lookAtAll();
  };

  const forgetting = setInterval(() => {
    forgetBefore(database, clock() - WINDOW_MS).catch(() => {}); // in a minute again
  }, FORGET_MS);
  forgetting.unref();

  const look = (record: FeedbackRecord, sent: unknown, mended: string[], from: CameIn): Look => {
    const nothing = { signals: '', stored: () => {} };
    // Who tries a form out is quick and says the same again.
    if (record.kind !== 'submission' || record.test) return nothing;
    const { project, atMs, address, batch } = from;
    const signals: Signal[] = [];
    if (trapped(batch) || trapped(sent)) signals.push('honeypot');
    // A time that could not be read says nothing.
    if (!mended.some((path) => path.startsWith('time')) && tooFast(record)) signals.push('dwell');
    if (manyLinks(record)) signals.push('links');
    const normal = normalText(record);
    if (normal === undefined) return { signals: signalText(signals), stored: nothing.stored };
    const digest = createHash('sha256').update(normal).digest('base64url');
    if (isKnown(keyOf(project, digest), atMs) || (address && isKnown(keyOf(project, digest, address), atMs)))
      return { signals: signalText([...signals, 'repeat']), stored: nothing.stored };
    return {
      signals: signalText(signals),
      stored() {
        if (waiting.length >= MOST_AT_ONCE) return;
        waiting.push({
          project,
          id: record.id,
          text: hashOf(project, `text ${digest}`),
          long: isLong(normal),
          address,
          respondent: respondentOf(record, (key) => hashOf(project, key)) ?? '',
          atMs,
          digest,
          turns: 0,
        });
        soon();
      },
    };
  };

  return {
    look,
    /** Looks now at what waits. */
    settled,
    async close() {
      closed = true;
      clearInterval(forgetting);
      await settled();
    },
  };
};

export type Spam = ReturnType<typeof createSpam>;
