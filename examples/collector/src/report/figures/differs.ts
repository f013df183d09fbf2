import { languageName } from '../../updates/languages';
import { count, dayWords } from '../format';
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

/** One language in which both were asked. */
type Pair = [here: Asked, there: Asked];

const pairsOf = (one: Figure, other: Figure): Pair[] =>
  one.asked.flatMap((here): Pair[] => {
    const there = other.asked.find(({ locale }) => locale === here.locale);
    return there ? [[here, there]] : [];
  });

const labelWords = ([here, there]: Pair): string | undefined => {
  const changed = [...there.labels].filter(([value, label]) => (here.labels.get(value) ?? label) !== label);
  const [first, ...more] = changed;
  if (!first) return undefined;
  const [value, label] = first;
  const others = more.length ? ` and ${more.length} more labels` : '';
  return `with the label “${label}” instead of “${here.labels.get(value)}”${others}`;
};

/** The hash stands for all of a wording. What fills it in, such as a name, may differ from prompt to prompt. */
const isSame = (pair: Pair): boolean => {
  const [here, there] = pair;
  return here.wording || there.wording
    ? here.wording === there.wording
    : here.prompt === there.prompt && !labelWords(pair);
};

const wordingWords = (pair: Pair): string[] => {
  const [here, there] = pair;
  const labels = labelWords(pair);
  // Where a label explains why two hashes differ, the prompts may differ by what was filled in only.
  const explained = labels !== undefined && here.wording !== '' && there.wording !== '';
  const found = [
    there.prompt !== here.prompt && !explained ? `worded “${there.prompt}”` : undefined,
    labels,
    !there.wording !== !here.wording
      ? there.wording
        ? 'with a mark of its wording'
        : 'without a mark of its wording (an older Earshot, or another sender)'
      : undefined,
  ].filter((words) => words !== undefined);
  // A label that nobody chose may be the difference.
  return found.length ? found : ['worded differently'];
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

/** When the one was asked in a language: only where no answer to the one lies among those to the other. */
const whenWords = ([{ days: here }, { days: there }]: Pair): string => {
  if (!here || !there || here.first === there.first) return '';
  if (there.first >= here.last && there.first > here.first) return ` since ${dayWords(there.first)}`;
  return here.first >= there.last ? ` until ${dayWords(there.last)}` : '';
};

const languages = (...figures: Figure[]): number =>
  new Set(figures.flatMap(({ asked }) => asked.map(({ locale }) => locale))).size;

const listWords = (names: string[]): string =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** What sets the other figure of a question apart from this one, in a few words that are said of the other, with its n. */
export const differsBy = (one: Figure, other: Figure): { words: string; n: string } => {
  const apart = [
    other.version !== one.version ? `version ${other.version}` : undefined,
    other.mode !== one.mode ? (HOW[other.mode] ?? `asked by ${other.mode}`) : undefined,
    other.channel !== one.channel ? `from the channel ${other.channel}` : undefined,
    scaleWords(one, other),
  ].filter((words) => words !== undefined);
  const isSplit = other.version === one.version && other.mode === one.mode && other.channel === one.channel;
  const pairs = pairsOf(one, other);
  const changed = pairs.filter((pair) => !isSame(pair));
  // A scale may have changed under the same words.
  const [pair, ...more] = changed.length || !isSplit ? changed : pairs;
  const worded = changed[0]
    ? wordingWords(changed[0])
    : pairs.length
      ? []
      : [`asked in ${listWords(other.asked.map(({ locale }) => languageName(locale)))}`];
  const all = [...apart, ...worded];
  const words = all.length ? all.join(', ') : 'worded differently';
  const n = `n\u00a0=\u00a0${count(other.summary.n)}`;
  if (!pair) return { words, n };
  const [{ locale }] = pair;
  const when = whenWords(pair);
  if (languages(one, other) < 2) return { words: `${words}${when}`, n };
  // What holds for one language is not said of all.
  const language = languageName(locale);
  const also = more.length ? `, also changed in ${listWords(more.map(([here]) => languageName(here.locale)))}` : '';
  const within = other.locales.find((sized) => sized.locale === locale)?.n ?? 0;
  const ofIt = within === other.summary.n ? '' : `, ${within ? count(within) : 'none'} in ${language}`;
  return { words: `${words} in ${language}${when}${also}`, n: `${n}${ofIt}` };
};
