import { rowsOf } from './marked.mjs';

/**
 * The table of tests/README.md: question × way × engine → how its test ended. A run adds or replaces the columns of its
 * engine; what it did not run is said to be that. Tests are read by their titles, `every question by WAY: NAME …`.
 */
const WAYS = ['keyboard', 'touch', 'tree'];

const worst = ['failed', 'passed', 'not run'];

/** What the tests of one report say of each question: by name, then by way. */
export const questionsIn = (report) => {
  const questions = new Map();
  for (const { fullName, status } of (report?.testResults ?? []).flatMap(({ assertionResults }) => assertionResults)) {
    const [, way, name] = /\bevery question by (keyboard|touch|tree): (\S+)/.exec(fullName) ?? [];
    if (!name) continue;
    const said = status === 'passed' || status === 'failed' ? status : 'not run';
    const ways = questions.get(name) ?? {};
    // of several tests the worst counts
    ways[way] = worst.find((one) => one === said || one === ways[way]);
    questions.set(name, ways);
  }
  return questions;
};

/**
 * @param {string} before the table as it stands, or nothing
 * @param {{title: string, questions: Map<string, {[way: string]: string}>}[]} runs
 */
export const questionTable = (before, runs) => {
  const [titles = [], ...old] = rowsOf(before);
  /** Column by heading: the cell of each question. */
  const columns = new Map(
    titles.slice(1).map((heading, at) => [heading, new Map(old.map((row) => [row[0], row[at + 1]]))]),
  );
  const names = new Set(old.map(([name]) => name));
  for (const { title, questions } of runs) {
    for (const way of WAYS)
      columns.set(`${title}, ${way}`, new Map([...questions].map(([name, ways]) => [name, ways[way]])));
    for (const name of questions.keys()) names.add(name);
  }
  const line = (parts) => `| ${parts.join(' | ')} |`;
  return [
    line(['Question', ...columns.keys()]),
    `|---|${[...columns].map(() => '---|').join('')}`,
    ...[...names].map((name) => line([name, ...[...columns.values()].map((cells) => cells.get(name) ?? 'not run')])),
  ].join('\n');
};
