/** Loaded into a collector with `--import`: it says on its fourth stream how much memory it has, ten times a second. */
import { createWriteStream } from 'node:fs';

const out = createWriteStream('', { fd: 3 });
out.on('error', () => {});
setInterval(() => {
  const { rss, heapUsed, external } = process.memoryUsage();
  out.write(`${JSON.stringify({ rss, heapUsed, external })}\n`);
}, 100).unref();
