/** The manual with this between `<!-- NAME -->` and `<!-- /NAME -->`. `write` gets what stands there. */
export const withMarked = (manual, name, write) => {
  const [from, to] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [start, end] = [manual.indexOf(from), manual.indexOf(to)];
  if (start < 0 || end < start) throw new Error(`tests/README.md has no ${from} … ${to}.`);
  const head = manual.slice(0, start + from.length);
  return `${head}\n${write(manual.slice(head.length, end))}\n${manual.slice(end)}`;
};

/** Rows of a table in Markdown; the first are the titles. */
export const rowsOf = (text) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|') && !line.startsWith('|--'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((part) => part.trim()),
    );
