import type { ScaleQuestion, Survey, TextQuestion } from '../contract/types';

/** The words of the CES preset. `{site}` is filled in when they are shown. */
export interface CesWords {
  panelTitle: string;
  /** Follow-up before anything is rated. */
  askMore: string;
  cesStem: string;
  cesStatement: string;
  /** Seven, from disagreement to agreement. */
  agreement: string[];
  /** Follow-up by band. */
  whatDifficult: string;
  whatBetter: string;
  whatWell: string;
}

/** CES 2.0: seven points of agreement, higher is better. */
export const cesQuestion = (id: string, words: CesWords): ScaleQuestion => ({
  id,
  type: 'scale',
  metric: 'ces2',
  scale: { min: 1, max: 7, direction: 'higher_better', positive: [5, 7] },
  look: 'list',
  prompt: words.cesStem,
  statement: words.cesStatement,
  labels: words.agreement,
  bands: [3, 4],
});

/** The text below a rating, with a prompt that fits the score of the question `by`. */
export const commentBy = (
  by: string,
  words: CesWords,
  low: string,
  mid = words.whatBetter,
  high = words.whatWell,
): TextQuestion => ({ id: 'comment', type: 'text', prompt: words.askMore, promptByBand: { by, low, mid, high } });

export const survey = (
  id: string,
  mode: Survey['mode'],
  words: { panelTitle: string },
  questions: Survey['questions'],
): Survey => ({ id, version: '1', mode, title: words.panelTitle, questions });

/** The `ces` preset. It stands apart because it is the one that every byte budget is measured on. */
export const cesSurvey = (words: CesWords): Survey =>
  survey('ces', 'interaction', words, [cesQuestion('ces', words), commentBy('ces', words, words.whatDifficult)]);
