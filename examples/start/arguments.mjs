import { StartError } from './prepare.mjs';

export const HELP = `npm start                    the shop, the collector and its report, on one port
npm start -- --sample        the same with a year of invented feedback in the report, in a folder of its own
npm start -- --sample=2000   with as many submissions
npm start -- --help          this

PORT, DATA_DIR, DATABASE_URL, ADMIN_TOKEN, SMTP_URL and EARSHOT_CONFIG (a file with mail, webhooks and more) are settings of
the collector: examples/collector/README.md.`;

const MOST = 10_000_000;

/**
 * What stands behind `npm start --`. `sample` is a number of submissions, true for as many as are usual, or false.
 * @throws {StartError} for what is none of these.
 */
export const readArguments = (given) => {
  const read = { help: false, sample: false };
  for (const one of given) {
    const size = /^--sample=([1-9]\d*)$/.exec(one)?.[1];
    if (one === '--help' || one === '-h') read.help = true;
    else if (one === '--sample') read.sample = true;
    else if (size && Number(size) <= MOST) read.sample = Number(size);
    else if (one.startsWith('--sample='))
      throw new StartError(`${one}: write a number of submissions from 1 to ${MOST}, for example --sample=2000`);
    else throw new StartError(`npm start does not know "${one}".\n\n${HELP}`);
  }
  return read;
};
