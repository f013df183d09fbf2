import type { PresetName, Survey } from '../contract/types';
import { survey } from './ces';
import { followUp, type ReadyWords, readyQuestion } from './ready';

/** All presets but `ces`, in the language of `words` (MEASUREMENT.md, "Metrics" and "Wording"). */
export function presets(words: ReadyWords): Record<Exclude<PresetName, 'ces'>, Survey> {
  const ask = (name: 'csat' | 'nps' | 'success' | 'emotion' | 'helpful' | 'category') =>
    readyQuestion(name, name, words);
  const [csat, nps, effort, helpful] = [ask('csat'), ask('nps'), readyQuestion('effort', 'ces', words), ask('helpful')];
  return {
    feedback: survey('feedback', 'always_on', words, [
      { ...csat, look: 'faces' } as never,
      ask('category'),
      followUp('comment', csat, words),
    ]),
    csat: survey('csat', 'interaction', words, [csat, followUp('comment', csat, words)]),
    nps: survey('nps', 'relationship', words, [nps, followUp('comment', nps, words)]),
    interaction: survey('interaction', 'interaction', words, [
      ask('success'),
      effort,
      ask('emotion'),
      followUp('comment', effort, words),
    ]),
    helpful: {
      ...survey('helpful', 'interaction', words, [helpful, followUp('comment', helpful, words)]),
      layout: 'inline',
      reply: false,
    },
  };
}
