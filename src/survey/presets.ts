import type { ChoiceQuestion, PresetName, ScaleQuestion, Survey } from '../contract/types';
import { type CesWords, cesQuestion, commentBy, survey } from './ces';

/** The words of the other presets in one language. `{site}` and `{subject}` are filled in when they are shown. */
export interface PresetWords extends CesWords {
  askCsat: string;
  /** Five, from very dissatisfied to very satisfied. */
  satisfied: string[];
  askNps: string;
  /** Both ends. */
  likely: string[];
  askSuccess: string;
  /** Yes, partly, no. */
  yesPartlyNo: string[];
  askEmotion: string;
  /** Five, from very bad to very good. */
  feeling: string[];
  askHelpful: string;
  askCategory: string;
  /** Problem, idea, praise, question. */
  categories: string[];
  whatWrong: string;
  /** Follow-up of NPS in every band, so that reasons can be compared. */
  whyScore: string;
  whatMissing: string;
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
  const csat = (look: ScaleQuestion['look']) => scale('csat', [1, 2, 3, 5], look, words.askCsat, words.satisfied);
  const { whyScore: reason } = words;
  return {
    feedback: survey('feedback', 'always_on', words, [
      csat('faces'),
      choice('category', words.askCategory, 'problem idea praise question', words.categories),
      commentBy('csat', words, words.whatWrong),
    ]),
    csat: survey('csat', 'interaction', words, [csat('list'), commentBy('csat', words, words.whatWrong)]),
    nps: survey('nps', 'relationship', words, [
      scale('nps', [0, 6, 8, 10], 'numbers', words.askNps, words.likely),
      commentBy('nps', words, reason, reason, reason),
    ]),
    interaction: survey('interaction', 'interaction', words, [
      { ...choice('success', words.askSuccess, 'yes partly no', words.yesPartlyNo), metric: 'success' },
      cesQuestion('effort', words),
      scale('emotion', [1, 2, 3, 5], 'faces', words.askEmotion, words.feeling),
      commentBy('effort', words, words.whatDifficult),
    ]),
    helpful: {
      ...survey('helpful', 'interaction', words, [
        scale('helpful', [0, 0, 0, 1], 'list', words.askHelpful, [words.yesPartlyNo[2]!, words.yesPartlyNo[0]!]),
        commentBy('helpful', words, words.whatMissing),
      ]),
      layout: 'inline',
      reply: false,
    },
  };
}
