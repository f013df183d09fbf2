import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Rounds that passed, kept so that twenty in a row need not be one evening: a row that was cut short goes on where it
 * stopped, as long as nothing that a round is about has changed. A round that fails ends the row.
 */

/**
 * What a round is about: what pages load, what tests them, and with which versions. The sources too: some faults are shown
 * on builds that are changed in one place.
 */
const SUBJECTS = [
  ...['dist', 'examples/collector/dist', 'src', 'widget', 'themes', 'examples/start', 'examples/react-native'],
  ...['tests/faults', 'tests/support', 'tests/fixtures', 'vitest.config.ts', 'package-lock.json'],
];
/** A report of the build: it also holds what no page loads. */
const NOT = new Set(['graph.json']);

/** One hash of all of it, by names and bytes. */
export const fingerprint = (root) => {
  const hash = createHash('sha256');
  const add = (path) => {
    const full = join(root, path);
    if (!existsSync(full)) return;
    let names;
    try {
      names = readdirSync(full).sort();
    } catch {
      hash.update(`${path}\0`).update(readFileSync(full)).update('\0');
      return;
    }
    for (const name of names) if (!NOT.has(name)) add(`${path}/${name}`);
  };
  for (const subject of SUBJECTS) add(subject);
  return hash.digest('hex');
};

/** The worse of what two rounds say of one fault. */
export const worse = (one, other) =>
  other && (other.failed - one.failed || one.passed - other.passed) > 0 ? other : one;

/**
 * The row of rounds of one run (`firefox`, `webkit:full`), kept in `file`.
 * @param {string} file
 * @param {string} of the fingerprint
 */
export const rowOf = (file, of) => {
  const none = { of, rounds: 0, passed: 0, faults: [] };
  const read = () => {
    try {
      const row = JSON.parse(readFileSync(file, 'utf8'));
      return row.of === of ? row : none;
    } catch {
      return none;
    }
  };
  return {
    /** How many rounds passed in a row, and the worst that each fault saw. */
    read() {
      const { rounds, passed, faults } = read();
      return { rounds, passed, faults: new Map(faults) };
    },
    /** One more round passed: `passed` tests, and what they say of each fault. */
    add(passed, faults) {
      const row = read();
      const all = new Map(row.faults);
      for (const [fault, seen] of faults) all.set(fault, worse(seen, all.get(fault)));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(
        file,
        JSON.stringify({ of, rounds: row.rounds + 1, passed: row.passed + passed, faults: [...all] }),
      );
    },
    /** A round failed, or a new row begins. */
    end: () => rmSync(file, { force: true }),
  };
};
