/** A load on plain sockets: its own cost stays small beside the server's, with which it shares the machine. */
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';

const words = 'The delivery date only showed at the very end. 배송 날짜를 더 빨리 알고 싶어요.';
const record = {
  id: '@@',
  v: 1,
  kind: 'submission',
  test: false,
  mode: 'journey',
  trigger: 'prompt',
  channel: 'web',
  touchpoint: 'checkout.done',
  survey: { id: 'ces', version: '1' },
  locale: 'en',
  answers: [
    {
      question: 'ces',
      type: 'scale',
      metric: 'ces2',
      value: 5,
      scale: { min: 1, max: 7, direction: 'higher_better', positive: [5, 7] },
      prompt: 'How much do you agree?',
      label: 'Somewhat agree',
      ms: 2_400,
    },
    { question: 'why', type: 'text', value: words, prompt: 'What could be better?', ms: 9_000 },
  ],
  context: {
    url: 'https://shop.example/checkout/done',
    referrer: 'https://shop.example/checkout',
    device: { type: 'phone', os: 'Android', browser: 'Chrome', major: 156 },
    viewport: { w: 412, h: 915 },
    dpr: 2.6,
    tz: 'Asia/Seoul',
    online: true,
  },
  consent: { state: 'pending', contact: false },
  time: {
    startedAt: '2026-11-22T10:00:00.000Z',
    createdAt: '2026-11-22T10:00:12.000Z',
    tzOffsetMin: 540,
    durationMs: 12_000,
  },
};
const batch = {
  v: 1,
  project: 'bench',
  sdk: { name: 'earshot', version: '0.1.0' },
  sentAt: '2026-11-22T10:00:12.100Z',
  attempts: {},
  records: [record],
};
const [before, after] = JSON.stringify(batch).split('@@');
const ID_LENGTH = 36;
const bytes = Buffer.byteLength(before) + Buffer.byteLength(after) + ID_LENGTH;
/** Bytes of one request body: a CES rating with a comment. */
export const bodyBytes = bytes;

const run = randomBytes(4).toString('hex');
let made = 0;
const newId = () => {
  const n = (made++).toString(16).padStart(12, '0');
  return `${run}-0000-7000-8000-${n}`;
};

/** One record with an id of its own, as it stands in a request. */
export const recordText = () => JSON.stringify({ ...record, id: newId() });

/**
 * POSTs single records on `connections` kept-alive connections for `ms`, or until `requests` were sent, each sending the
 * next one when it is answered.
 * Resolves with the number of answers, those that were not "accepted", and every latency in milliseconds.
 */
export const load = async (
  url,
  { connections, ms = Number.POSITIVE_INFINITY, requests = Number.POSITIVE_INFINITY },
) => {
  const { hostname, port } = new URL(url);
  const head = `POST /v1/submissions HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Type: text/plain;charset=UTF-8\r\nContent-Length: ${bytes}\r\n\r\n`;
  const latencies = [];
  let refused = 0;
  let left = requests;
  const endAt = performance.now() + ms;
  const lane = () =>
    new Promise((resolve, reject) => {
      const socket = connect({ host: hostname, port: Number(port), noDelay: true });
      let sentAt = 0;
      let pending = '';
      const send = () => {
        left--;
        sentAt = performance.now();
        socket.write(`${head}${before}${newId()}${after}`);
      };
      socket.on('connect', send);
      socket.on('error', reject);
      socket.on('data', (chunk) => {
        pending += chunk.toString('latin1');
        const headEnd = pending.indexOf('\r\n\r\n');
        if (headEnd < 0) return;
        const length = Number(/content-length: (\d+)/i.exec(pending)?.[1]);
        if (Number.isNaN(length)) return reject(new Error(`an answer without Content-Length:\n${pending}`));
        if (pending.length < headEnd + 4 + length) return;
        latencies.push(performance.now() - sentAt);
        if (!pending.includes('"accepted"')) refused++;
        pending = '';
        if (performance.now() < endAt && left > 0) return send();
        socket.end();
        resolve();
      });
    });
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: connections }, lane));
  return {
    perSecond: (1_000 * latencies.length) / (performance.now() - startedAt),
    answers: latencies.length,
    refused,
    latencies,
  };
};

/** The value below which `share` of the list lies. */
export const quantile = (list, share) =>
  [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))];
