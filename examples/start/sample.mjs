import { loadSample, SAMPLE } from '../collector/dist/app.js';

const PRINT_EVERY_MS = 200;

/** Back to the beginning of the line, and nothing left of what stood there. */
const ANEW = '\r\u001b[K';

/** One line that is written over on a terminal; in a log file only its beginning and its end. */
const progressLine = (out) => {
  let printedMs = performance.now();
  return ({ submissions, of }) => {
    if (!out.isTTY || performance.now() - printedMs < PRINT_EVERY_MS) return;
    printedMs = performance.now();
    out.write(`${ANEW}Loading the sample … ${submissions} of ${of} submissions`);
  };
};

/** Fills a database with the sample, the first time. Rejects with the collector's StartError where real feedback is in it. */
export const fillWithSample = async (store, wanted, out = process.stdout) => {
  const sinceMs = performance.now();
  const size = wanted === true ? SAMPLE.size : wanted;
  let last = { submissions: 0, of: size };
  const show = progressLine(out);
  out.write('Loading the sample … ');
  const loaded = await loadSample(store, { ...SAMPLE, size, now: Date.now() }, (progress) => {
    last = progress;
    show(progress);
  });
  const seconds = ((performance.now() - sinceMs) / 1000).toFixed(1);
  if (!loaded) out.write('it is there already\n');
  else out.write(`${out.isTTY ? `${ANEW}Loading the sample … ` : ''}${last.submissions} submissions, ${seconds} s\n`);
};
