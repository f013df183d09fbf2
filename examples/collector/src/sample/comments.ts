import type { Random, Weights } from './random';
import type { Sentences } from './sentences/sentences';
import type { Language } from './words';

export type Mood = 'low' | 'mid' | 'high';

/** Some praise what they came for, others everything. */
const ABOUT_THE_THEME = 0.4;
/** Some are not done after one sentence. */
const SAYS_MORE = 0.45;

const filled = (random: Random, text: string, { items, days }: Sentences): string =>
  text.replace(/\{(item|day|n|min)\}/g, (_, place: 'item' | 'day' | 'n' | 'min') => {
    if (place === 'item') return random.pick(items);
    if (place === 'day') return random.pick(days);
    return String(place === 'n' ? random.whole(2, 9) : random.whole(3, 20));
  });

/** What somebody writes below a score; `themes` says what there is to complain about here. */
export const comment = (
  random: Random,
  { language, sentences, themes, mood }: { language: Language; sentences: Sentences; themes: Weights; mood: Mood },
): string => {
  const { low, high } = sentences.themes[random.weighted(themes)]!;
  const content = mood === 'high' || (mood === 'mid' && random.chance(0.3));
  const main = content ? (high && random.chance(ABOUT_THE_THEME) ? high : sentences.praise) : low;
  const said = [random.pick(main)];
  if (random.chance(SAYS_MORE)) said.push(random.pick(content ? sentences.more.high : sentences.more.low));
  return filled(random, said.join(language === 'ja' ? '' : ' '), sentences);
};
