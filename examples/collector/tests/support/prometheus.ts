const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const LABEL = '([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\\\\n]|\\\\["\\\\n])*)"';
const SAMPLE = new RegExp(`^(${NAME})(?:\\{(${LABEL}(?:,${LABEL})*)\\})? (-?\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?)$`);

const unescaped = (text: string) => text.replaceAll(/\\(.)/g, (_, sign) => (sign === 'n' ? '\n' : sign));

/** What each family is, and the value of a sample by name and labels; undefined where there is none. */
export interface Exposed {
  types: Record<string, string>;
  value(name: string, labels?: Record<string, string>): number | undefined;
}

/**
 * Reads Prometheus' text format 0.0.4 without any leniency: HELP, TYPE, then the samples of each family together, each
 * once, and a line feed behind the last.
 * @throws on anything else
 */
export const parseExposition = (text: string): Exposed => {
  if (!text.endsWith('\n')) throw new Error('the last line has no line feed');
  const types: Record<string, string> = {};
  const samples = new Map<string, number>();
  const keyOf = (name: string, labels: Record<string, string>) =>
    JSON.stringify([name, ...Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))]);
  let helped = '';
  let family = '';
  for (const line of text.slice(0, -1).split('\n')) {
    const [, help] = new RegExp(`^# HELP (${NAME}) \\S.*$`).exec(line) ?? [];
    const [, typed, type] = new RegExp(`^# TYPE (${NAME}) (counter|gauge)$`).exec(line) ?? [];
    const sample = SAMPLE.exec(line);
    if (help) {
      if (help in types) throw new Error(`${help} is there twice`);
      helped = help;
    } else if (typed) {
      if (typed !== helped) throw new Error(`${typed} has no HELP right before its TYPE`);
      family = typed;
      types[typed] = type!;
    } else if (sample) {
      const [, name = '', given = ''] = sample;
      if (name !== family) throw new Error(`a sample of ${name} stands outside of its family`);
      const labels = Object.fromEntries(
        [...given.matchAll(new RegExp(LABEL, 'g'))].map(([, label = '', value = '']) => [label, unescaped(value)]),
      );
      const key = keyOf(name, labels);
      if (samples.has(key)) throw new Error(`${key} is there twice`);
      samples.set(key, Number(sample.at(-1)));
    } else throw new Error(`no line of the format: ${JSON.stringify(line)}`);
  }
  return { types, value: (name, labels = {}) => samples.get(keyOf(name, labels)) };
};
