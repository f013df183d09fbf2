const [FROM, TO] = ['<!-- chaos -->', '<!-- /chaos -->'];

const number = (count: number) => count.toLocaleString('en');

const table = (head: string, rows: [string, number][]) =>
  [`| ${head} | |`, '|---|--:|', ...rows.map(([name, count]) => `| ${name} | ${number(count)} |`)].join('\n');

/** The manual with a run's figures in place of those of the run before. */
export const withFigures = (manual: string, figures: [string, number][], fired: [string, number][]): string => {
  const [start, end] = [manual.indexOf(FROM), manual.indexOf(TO)];
  if (start < 0 || end < start) throw new Error(`tests/README.md has no ${FROM} … ${TO}.`);
  const tables = [table('What became of them', figures), table('Fault, and how often it met something', fired)];
  return `${manual.slice(0, start + FROM.length)}\n${tables.join('\n\n')}\n${manual.slice(end)}`;
};
