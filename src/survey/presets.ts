import type { ChoiceQuestion, PresetName, ScaleQuestion, Survey } from '../contract/types';
import { type CesWords, cesQuestion, commentBy, survey } from './ces';

/** The words of the other presets in one language. `{site}` and `{subject}` are filled in when they are shown. */
export interface PresetWords extends CesWords {
  csat: string;
  /** Five, from very dissatisfied to very satisfied. */
  satisfied: string[];
  nps: string;
  /** Both ends. */
  likely: string[];
  success: string;
  /** Yes, partly, no. */
  done: string[];
  emotion: string;
  /** Five, from very bad to very good. */
  feeling: string[];
  helpful: string;
  category: string;
  /** Problem, idea, praise, question. */
  categories: string[];
  wrong: string;
  /** Follow-up of NPS in every band, so that reasons can be compared. */
  reason: string;
  missing: string;
}

/** A scale of the presets: higher is better, and the positive values are those above the middle band. */
const scale = (
  metric: ScaleQuestion['metric'],
  [min, low, mid, max]: [number, number, number, number],
  look: ScaleQuestion['look'],
  prompt: string,
  labels: string[],
): ScaleQuestion => ({
  id: metric,
  type: 'scale',
  metric,
  scale: { min, max, direction: 'higher_better', positive: [mid + 1, max] },
  look,
  prompt,
  labels,
  bands: [low, mid],
});

const choice = (id: string, prompt: string, ids: string, labels: string[]): ChoiceQuestion => ({
  id,
  type: 'choice',
  prompt,
  options: ids.split(' ').map((option, at) => ({ id: option, label: labels[at]! })),
});

/** All presets but `ces`, in the language of `words` (MEASUREMENT.md, "Metrics" and "Wording"). */
export function presets(words: PresetWords): Record<Exclude<PresetName, 'ces'>, Survey> {
  const csat = (look: ScaleQuestion['look']) => scale('csat', [1, 2, 3, 5], look, words.csat, words.satisfied);
  const { reason } = words;
  return {
    feedback: survey('feedback', 'always_on', words, [
      csat('faces'),
      choice('category', words.category, 'problem idea praise question', words.categories),
      commentBy('csat', words, words.wrong),
    ]),
    csat: survey('csat', 'interaction', words, [csat('list'), commentBy('csat', words, words.wrong)]),
    nps: survey('nps', 'relationship', words, [
      scale('nps', [0, 6, 8, 10], 'numbers', words.nps, words.likely),
      commentBy('nps', words, reason, reason, reason),
    ]),
    interaction: survey('interaction', 'interaction', words, [
      { ...choice('success', words.success, 'yes partly no', words.done), metric: 'success' },
      cesQuestion('effort', words),
      scale('emotion', [1, 2, 3, 5], 'faces', words.emotion, words.feeling),
      commentBy('effort', words, words.difficult),
    ]),
    helpful: {
      ...survey('helpful', 'interaction', words, [
        scale('helpful', [0, 0, 0, 1], 'list', words.helpful, [words.done[2]!, words.done[0]!]),
        commentBy('helpful', words, words.missing),
      ]),
      layout: 'inline',
      reply: false,
    },
  };
}
