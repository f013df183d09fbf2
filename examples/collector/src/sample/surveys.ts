import type { Answer } from '../contract';
import type { Mood } from './comments';
import { type Asked, answerTo, type Names, type Question, textAnswer } from './questions';
import type { Random } from './random';
import type { Words } from './words';

/** The presets of the widget. */
export type SurveyId = 'ces' | 'csat' | 'nps' | 'feedback' | 'interaction' | 'helpful';

/** What somebody feels, 0 on an ordinary visit and 1 a standard deviation better. */
type Feeling = number;

const within = (value: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, Math.round(value)));

/** How a feeling comes out on each scale. */
const values: { [asked in Exclude<Asked, 'category'>]: (feeling: Feeling) => number | string } = {
  ces: (feeling) => within(5.8 + 1.25 * feeling, 1, 7),
  csat: (feeling) => within(4.0 + 0.95 * feeling, 1, 5),
  nps: (feeling) => within(8.1 + 2.1 * feeling, 0, 10),
  emotion: (feeling) => within(3.9 + 0.9 * feeling, 1, 5),
  helpful: (feeling) => (feeling > -0.75 ? 1 : 0),
  success: (feeling) => (feeling > -0.7 ? 'yes' : feeling > -1.4 ? 'partly' : 'no'),
};

/** Question id and what is asked, in the order of the preset; the first one leads to the text below it. */
const ASKS: { [survey in SurveyId]: [question: string, asked: Asked][] } = {
  ces: [['ces', 'ces']],
  csat: [['csat', 'csat']],
  nps: [['nps', 'nps']],
  feedback: [
    ['csat', 'csat'],
    ['category', 'category'],
  ],
  interaction: [
    ['effort', 'ces'],
    ['success', 'success'],
    ['emotion', 'emotion'],
  ],
  helpful: [['helpful', 'helpful']],
};

/** Upper values of the low and the middle band. */
const BANDS: { [survey in SurveyId]: [low: number, mid: number] } = {
  ces: [3, 4],
  csat: [2, 3],
  nps: [6, 8],
  feedback: [2, 3],
  interaction: [3, 4],
  helpful: [0, 0],
};

const CATEGORIES: { [mood in Mood]: { [id: string]: number } } = {
  low: { problem: 9, question: 1 },
  mid: { idea: 6, problem: 3, question: 2 },
  high: { praise: 8, idea: 2 },
};

const followUp = (survey: SurveyId, mood: Mood, words: Words): string => {
  if (survey === 'nps') return words.whyScore;
  if (mood !== 'low') return mood === 'mid' ? words.whatBetter : words.whatWell;
  if (survey === 'helpful') return words.whatMissing;
  return survey === 'ces' || survey === 'interaction' ? words.whatDifficult : words.whatWrong;
};

interface Filling {
  survey: SurveyId;
  feeling: Feeling;
  words: Words;
  questions: { [asked in Asked]: Question };
  names: Names;
  /** What is written below a rating of that mood; undefined where nothing is. */
  writes(mood: Mood): string | undefined;
}

/** The answers of one person, in the order of the form, and how long giving them took. */
export const fillIn = (random: Random, { survey, feeling, words, questions, names, writes }: Filling) => {
  let spentMs = random.whole(1_200, 4_000);
  const spend = (ms: number) => Math.round((spentMs += ms));
  const answers: Answer[] = [];
  let mood: Mood = 'mid';
  for (const [at, [question, asked]] of ASKS[survey].entries()) {
    // What one feels about the same visit differs a little from question to question.
    const value: number | string =
      asked === 'category'
        ? random.weighted(CATEGORIES[mood])
        : values[asked](feeling + (at ? random.normal(0, 0.4) : 0));
    if (at === 0) {
      const [low, mid] = BANDS[survey];
      mood = Number(value) <= low ? 'low' : Number(value) <= mid ? 'mid' : 'high';
    }
    answers.push(answerTo(questions[asked], { question, value, names, ms: spend(random.whole(600, 2_800)) }));
  }
  // The preset asks first whether it worked, then how hard it was.
  if (survey === 'interaction') answers.unshift(...answers.splice(1, 1));
  const text = writes(mood);
  if (text)
    answers.push(
      textAnswer(followUp(survey, mood, words), text, spend(2_000 + [...text].length * random.whole(110, 260))),
    );
  return { answers, mood, text, durationMs: spend(random.whole(500, 2_500)) };
};
