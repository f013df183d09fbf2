// `node examples/pwa/serve.mjs`: the app, Earshot's files and the smallest collector on one port. Run `npm run build` first.
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sendFile } from '../start/files.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const dist = join(here, '../../dist');
const folder = process.env.DATA_DIR || join(here, '../../.earshot');
const file = join(folder, 'notes.jsonl');
const MOST_BYTES = 262144;

mkdirSync(folder, { recursive: true });
/** What is stored, by id: a note that comes again is answered, and not stored again. */
const known = new Set();
for (const line of existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []) {
  try {
    known.add(JSON.parse(line).id);
  } catch {} // torn by a crash, so it was never acked and comes again
}

const store = (record) => {
  const { id, answers } = Object(record);
  if (typeof id !== 'string' || !Array.isArray(answers)) return { id, status: 'rejected', code: 'invalid_record' };
  if (known.has(id)) return { id, status: 'duplicate' };
  // On the disk before the answer; on a line of its own, whatever a crash or a full disk left before it.
  appendFileSync(file, `\n${JSON.stringify(record)}\n`, { flush: true });
  known.add(id);
  console.log(answers.map(({ value }) => value).join(' · '));
  return { id, status: 'accepted' };
};

const collect = async (request, response) => {
  let body = '';
  for await (const part of request.setEncoding('utf8')) if (body.length < MOST_BYTES) body += part;
  const answer = (status, value) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(value));
  };
  let records;
  try {
    ({ records } = JSON.parse(body));
  } catch {}
  if (!Array.isArray(records)) return answer(400, {});
  try {
    answer(200, { results: records.map(store) });
  } catch (error) {
    console.error(
      `Nothing is acknowledged, and comes again: ${file} cannot be written (${error.code}). Is the disk full?`,
    );
    answer(503, {});
  }
};

/** A worker is asked for anew at each visit, so that a site can mend it. */
const headers = (path) => ({
  'cache-control': path.startsWith('chunks/') ? 'max-age=31536000, immutable' : 'no-cache',
});

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost');
  if (request.method === 'POST' && pathname === '/v1/submissions') return collect(request, response);
  const path = pathname === '/' ? 'index.html' : pathname.slice(1);
  for (const root of [join(here, 'public'), dist]) if (await sendFile(root, path, headers, request, response)) return;
  response.writeHead(404).end();
});
// `localhost` counts as a secure context, which service workers need
server.listen(process.env.PORT ?? 8789, '127.0.0.1', () =>
  console.log(`http://localhost:${server.address().port}/  (notes: ${file})`),
);
