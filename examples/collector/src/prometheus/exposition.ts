/** One metric with all its samples, in the words of Prometheus' text format 0.0.4. */
export interface Family {
  name: string;
  help: string;
  type: 'counter' | 'gauge';
  samples: { labels?: Record<string, string>; value: number }[];
}

export const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

const inHelp = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
const inLabel = (text: string) => inHelp(text).replaceAll('"', '\\"');

const labelsOf = (labels: Record<string, string> = {}) => {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${inLabel(value)}"`);
  return pairs.length ? `{${pairs.join()}}` : '';
};

/** https://prometheus.io/docs/instrumenting/exposition_formats/#text-format-details */
export const exposition = (families: Family[]): string =>
  families
    .map(({ name, help, type, samples }) =>
      [
        `# HELP ${name} ${inHelp(help)}`,
        `# TYPE ${name} ${type}`,
        ...samples.map(({ labels, value }) => `${name}${labelsOf(labels)} ${value}`),
        '',
      ].join('\n'),
    )
    .join('');
