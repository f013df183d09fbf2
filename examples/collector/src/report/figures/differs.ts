import { dayWords } from '../format';
import { metricWords } from '../words';
import type { Asked, Figure } from './figures';

const HOW: Record<string, string> = {
  always_on: 'from the tab, always on',
  interaction: 'asked after an interaction',
  journey: 'asked after a journey',
  relationship: 'asked by a relationship survey',
  passive: 'from passive signals',
};

/** Other figures of the same question of the same survey: what keeps them apart is what must not be counted together. */
export const siblingsOf = (figure: Figure, all: Figure[]): Figure[] =>
  all.filter((one) => one !== figure && one.survey === figure.survey && one.question === figure.question);

const day = (ms: number): string => dayWords(new Date(ms).toISOString().slice(0, 10));

/** The same language of both, the largest of the one. */
const together = (one: Figure, other: Figure): [Asked, Asked] | undefined => {
  for (const asked of one.asked) {
    const same = other.asked.find(({ locale }) => locale === asked.locale);
    if (same) return [asked, same];
  }
  return undefined;
};

const labelWords = (here: Asked, there: Asked): string | undefined => {
  const changed = [...there.labels].filter(([value, label]) => (here.labels.get(value) ?? label) !== label);
  const [first, ...more] = changed;
  if (!first) return undefined;
  const [value, label] = first;
  const others = more.length ? ` and ${more.length} more labels` : '';
  return `with the label “${label}” instead of “${here.labels.get(value)}”${others}`;
};

const wordingWords = (one: Figure, other: Figure): string[] => {
  const pair = together(one, other);
  if (!pair)
    return other.promptLocale === one.promptLocale
      ? []
      : [`asked in ${[...new Set(other.asked.map(({ locale }) => locale))].join(', ')}`];
  const [here, there] = pair;
  const found = [
    there.prompt !== here.prompt ? `worded “${there.prompt}”` : undefined,
    labelWords(here, there),
    there.marked !== here.marked
      ? there.marked
        ? 'with a mark of its wording'
        : 'without a mark of its wording (an older Earshot, or another sender)'
      : undefined,
  ].filter((words) => words !== undefined);
  return found;
};

const scaleWords = (one: Figure, other: Figure): string | undefined => {
  if (one.metric !== other.metric) return `asked as ${metricWords[other.metric].short}`;
  if (JSON.stringify(one.scale) === JSON.stringify(other.scale)) return undefined;
  if (!other.scale) return 'without a scale';
  const { min, max, positive } = other.scale;
  const ends = `on a scale of ${min} to ${max}`;
  const sameEnds = one.scale?.min === min && one.scale.max === max;
  return sameEnds ? `${ends} of which ${positive[0]} to ${positive[1]} are good` : ends;
};

/** When the one was asked, where the two follow each other. */
const whenWords = (one: Figure, other: Figure): string => {
  const pair = together(one, other);
  if (!pair || pair[0].firstSeenMs === pair[1].firstSeenMs) return '';
  const [here, there] = pair;
  return there.firstSeenMs > here.firstSeenMs ? ` since ${day(there.firstSeenMs)}` : ` until ${day(here.firstSeenMs)}`;
};

/** What sets the other figure of a question apart from this one, in a few words that are said of the other. */
export const differsBy = (one: Figure, other: Figure): string => {
  const apart = [
    other.version !== one.version ? `version ${other.version}` : undefined,
    other.mode !== one.mode ? (HOW[other.mode] ?? `asked by ${other.mode}`) : undefined,
    other.channel !== one.channel ? `from the channel ${other.channel}` : undefined,
    scaleWords(one, other),
  ].filter((words) => words !== undefined);
  const isSplit = other.version === one.version && other.mode === one.mode && other.channel === one.channel;
  const worded = wordingWords(one, other);
  // A wording of one language may only come with what is said already.
  const all = [...apart, ...worded];
  return `${all.length ? all.join(', ') : 'worded differently'}${isSplit || worded.length ? whenWords(one, other) : ''}`;
};
