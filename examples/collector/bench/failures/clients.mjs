import { sleep } from './processes.mjs';

const REQUEST_MS = 15_000; // as the widget
const MOST_RECORDS = 3;
const PAUSE_MS = 60;
/** Requests that were made within so many turns of the event loop are enough for a fault. */
const [TOGETHER, TURNS, MOST_TURNS] = [4, 3, 2_000];
/** On their way, in a group, in the commit, on their way back. */
const MOST_LATER_MS = 2;

const hex = (random, digits) => Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');
const newId = (random) => {
  const ms = Date.now().toString(16).padStart(12, '0');
  return `${ms.slice(0, 8)}-${ms.slice(8)}-7${hex(random, 3)}-8${hex(random, 3)}-${hex(random, 12)}`;
};

const recordOf = (id, token, value) => {
  const scale = { min: 1, max: 7, direction: 'higher_better', positive: [5, 7] };
  const prompt = 'How much do you agree?';
  return JSON.stringify({
    id,
    v: 1,
    kind: 'submission',
    test: false,
    mode: 'journey',
    trigger: 'prompt',
    channel: 'web',
    survey: { id: 'ces', version: '1' },
    locale: 'en',
    answers: [
      { question: 'ces', type: 'scale', metric: 'ces2', value, scale, prompt },
      { question: 'why', type: 'text', value: token, prompt: 'What could be better?' },
    ],
    context: {
      url: 'https://shop.example/',
      referrer: '',
      viewport: { w: 1280, h: 800 },
      dpr: 2,
      tz: 'UTC',
      online: true,
    },
    consent: { state: 'pending', contact: false },
    time: { startedAt: new Date().toISOString(), createdAt: new Date().toISOString(), tzOffsetMin: 0, durationMs: 900 },
  });
};

/**
 * `count` visitors who send without a pause, and what was not acked by its own result again, byte for byte, as the widget
 * does. `urlOf(lane, attempt)` says where to.
 */
export const startClients = ({ count, random, urlOf }) => {
  /** Token by id. */
  const sent = new Map();
  const acked = new Set();
  const open = new Set();
  const counts = { duplicate: 0, rejected: 0, resent: 0 };
  const acks = [];
  /** When requests ended that were not acked whole. */
  const failures = [];
  let made = 0;
  let stopped = false;

  const post = async (records, lane, attempt) => {
    const body = `{"v":1,"project":"shop","sdk":{"name":"earshot","version":"0.1.0"},"sentAt":${JSON.stringify(
      new Date().toISOString(),
    )},"attempts":{},"records":[${[...records.values()].join()}]}`;
    try {
      const response = await fetch(`${urlOf(lane, attempt)}/v1/submissions`, {
        method: 'POST',
        body,
        headers: { 'Content-Type': 'text/plain;charset=UTF-8' },
        signal: AbortSignal.timeout(REQUEST_MS),
      });
      const { results = [] } = await response.json();
      return results;
    } catch {
      return [];
    }
  };

  const lane = async (index) => {
    const records = new Map();
    for (let attempt = 0; !stopped || records.size; attempt++) {
      if (!records.size && !stopped)
        for (let left = 1 + Math.floor(random() * MOST_RECORDS); left; left--) {
          const id = newId(random);
          const token = `token-${sent.size}-${hex(random, 8)}`;
          sent.set(id, token);
          records.set(id, recordOf(id, token, 1 + Math.floor(random() * 7)));
        }
      else counts.resent += records.size;
      const request = { cut: false };
      open.add(request);
      made++;
      for (const { id, status } of await post(records, index, attempt)) {
        if (status === 'rejected') counts.rejected++;
        if (status !== 'accepted' && status !== 'duplicate') continue;
        if (status === 'duplicate') counts.duplicate++;
        if (records.delete(id)) acked.add(id);
        acks.push(performance.now());
      }
      open.delete(request);
      if (!records.size) continue;
      request.cut = true;
      failures.push(performance.now());
      await sleep(PAUSE_MS * (0.5 + random()));
    }
  };
  const done = Promise.all(Array.from({ length: count }, (_, index) => lane(index)));

  /** The longest time without an ack from a moment on. */
  const gapAfter = (atMs) => {
    let longest = { ms: 0, endMs: atMs };
    let before = atMs;
    for (const ackMs of acks.filter((ms) => ms > atMs)) {
      if (ackMs - before > longest.ms) longest = { ms: ackMs - before, endMs: ackMs };
      before = ackMs;
    }
    return longest;
  };

  return {
    sent,
    acked,
    counts,
    /** Runs `hit` while requests are open, and resolves with what shows how it hit: ask when all is over. */
    async during(hit) {
      // A moment in which several requests were made: those are in a server's hands, while of others the answer may be here.
      for (let turn = 0, before = made; turn < MOST_TURNS && made < before + TOGETHER; turn++) {
        if (turn % TURNS === 0) before = made;
        await new Promise(setImmediate);
      }
      await new Promise(setImmediate); // they are written
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, MOST_LATER_MS * random());
      const caught = [...open];
      const atMs = performance.now();
      await hit();
      return {
        /** Requests that were open and were not acked whole. */
        cut: () => caught.filter((request) => request.cut).length,
        /** All requests that were not acked whole from then on, up to the first ack after the longest time without one. */
        failed: () => failures.filter((ms) => ms > atMs && ms <= gapAfter(atMs).endMs).length,
        /** Records acked since. */
        ackedSince: () => acks.filter((ackMs) => ackMs > atMs).length,
        /** The longest time without an ack from then on, in milliseconds. */
        gapMs: () => gapAfter(atMs).ms,
      };
    },
    ackedNow: () => acks.length,
    /** Makes nothing new, and resolves when all that was made is acked. */
    async drained() {
      stopped = true;
      await done;
    },
  };
};
