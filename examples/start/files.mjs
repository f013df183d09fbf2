import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
};

/**
 * Answers with a file below `folder`, or returns false where there is none.
 * `headers` gets the path inside the folder and gives the headers to send with it.
 */
export const sendFile = async (folder, path, headers, request, response) => {
  let file;
  try {
    file = join(folder, normalize(decodeURIComponent(path)));
  } catch {
    return false; // not an encoded path at all
  }
  const found = file.startsWith(folder + sep) ? await stat(file).catch(() => undefined) : undefined;
  if (!found?.isFile()) return false;
  response.writeHead(200, {
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    'content-length': found.size,
    'x-content-type-options': 'nosniff',
    ...headers(path),
  });
  if (request.method === 'HEAD') response.end();
  else
    createReadStream(file)
      .once('error', () => response.destroy())
      .pipe(response);
  return true;
};
