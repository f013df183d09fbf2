/**
 * PGlite in a thread of its own: the process goes on taking requests while the database works. Plain JavaScript, so
 * that the same file runs from src/ in tests and from dist/. It answers `{ id, sql, params }` with `{ id, rows }` or
 * `{ id, error }`, in order; `{ id, close: true }` is the last message.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite, types } from '@electric-sql/pglite';

const port = parentPort;
const db = await PGlite.create({
  dataDir: workerData.dataDir,
  // As bytes: PGlite measures a text character by character before it sends it, and these are long.
  // Attachments as they are: PGlite by itself turns them to hex, and back, byte by byte while all else waits.
  serializers: {
    [types.JSON]: (text) => Buffer.from(text),
    [types.BYTEA]: (bytes) => bytes,
  },
  parsers: { [types.BYTEA]: (text) => Buffer.from(text.slice(2), 'hex') },
});
port.postMessage({ ready: true });

port.on('message', async ({ id, sql, params, close }) => {
  try {
    if (close) {
      await db.close();
      port.postMessage({ id, rows: [] });
      port.close();
      return;
    }
    const { rows } = await db.query(sql, params);
    port.postMessage({ id, rows });
  } catch (error) {
    port.postMessage({ id, error: { message: error.message, code: error.code } });
  }
});
