import type { Context } from 'hono';
import { audit } from '../accounts/audit';
import { refuse } from '../ingest/answer';
import { headerOf } from '../ingest/header';
import { declaredBytes } from '../ingest/read-body';
import type { Projects } from '../limits';
import type { Store } from '../storage/store';
import { type ImportProgress, importLines } from './import';

export interface TransferOptions {
  store: Store;
  projects: Projects;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** One line a problem; never a body, an address or an id. */
  log: (line: string) => void;
}

/** Number of a line. */
export const FROM_LINE = /^[1-9]\d{0,9}$/;

/** A line of progress at most so often. */
const PROGRESS_MS = 500;

async function* chunksOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  if (!reader) return;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel().catch(() => {}); // the sender went away
  }
}

/**
 * `POST /v1/admin/import?project=&format=ndjson|csv&from_line=&source=`: reads the body as fast as the database takes it,
 * and answers lines of progress while it reads; the last one has `done`.
 */
export const importRoute =
  ({ store, projects, clock, log }: TransferOptions) =>
  async (c: Context): Promise<Response> => {
    const bad = (message: string) => refuse(c, 400, { code: 'invalid_batch', message });
    const { project = '', source, from_line: from = '1' } = c.req.query();
    if (!Object.hasOwn(projects, project))
      return refuse(c, 404, { code: 'unknown_project', message: 'Say which: ?project=NAME, as in EARSHOT_PROJECTS.' });
    const isCsv = /^text\/csv\b/i.test(headerOf(c, 'content-type') ?? '');
    const format = c.req.query('format') ?? (isCsv ? 'csv' : 'ndjson');
    if (format !== 'ndjson' && format !== 'csv') return bad('"format" must be ndjson or csv.');
    if (!FROM_LINE.test(from)) return bad('"from_line" must be the number of a line, 1 or more.');

    await audit(store.database.query, {
      atMs: clock(),
      who: 'admin API',
      action: 'records.imported',
      target: format,
      project,
    });
    const total = declaredBytes(c);
    const chunks = chunksOf(c.req.raw.body as ReadableStream<Uint8Array> | null);
    const encoder = new TextEncoder();
    let gone = false;
    let saidAtMs = Date.now();
    const body = new ReadableStream<Uint8Array>({
      async start(controller) {
        const say = (line: object) => {
          if (!gone) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
        };
        const onProgress = (progress: ImportProgress) => {
          // Who does not read hears less of it, and takes no memory.
          if (Date.now() - saidAtMs < PROGRESS_MS || (controller.desiredSize ?? 0) <= 0) return;
          saidAtMs = Date.now();
          say({ ...progress, ...(total && { share: Math.min(1, progress.bytes / total) }), done: false });
        };
        const given = { store, project, format, chunks, source, nowMs: clock(), fromLine: Number(from), onProgress };
        // Not awaited: a stream is read only once it has started.
        void importLines({ ...given, format })
          .then(
            (result) => {
              if (!result.done) log(`import: project "${project}": the database failed at line ${result.fromLine}`);
              say(result);
            },
            (error) => log(`import: project "${project}": broken off: ${(error as Error).name}`),
          )
          .finally(() => {
            if (!gone) controller.close();
          });
      },
      cancel() {
        gone = true;
        return chunks.return(undefined).then(() => {});
      },
    });
    return c.body(body, 200, { 'Content-Type': 'application/x-ndjson; charset=utf-8' });
  };
