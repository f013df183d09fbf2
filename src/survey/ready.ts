import { READY } from '../contract/ready';
import type {
  ChoiceQuestion,
  Question,
  ReadyName,
  ReadyQuestion,
  ScaleQuestion,
  Survey,
  WrittenSurvey,
} from '../contract/types';
import { type CesWords, cesQuestion, commentBy } from './ces';

/** The words of ready questions in one language. `{site}` and `{subject}` are filled in when they are shown. */
export interface ReadyWords extends CesWords {
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
  askGoal: string;
  askExpected: string;
  /** Worse, as expected, better. */
  expected: string[];
  /** CES 1.0. */
  askEffort: string;
  /** Both ends, from very low. */
  effortEnds: string[];
  whatWrong: string;
  /** Follow-up of NPS in every band, so that reasons can be compared. */
  whyScore: string;
  whatMissing: string;
}

/** A ready question in the language of `words`. */
export function readyQuestion(id: string, name: Exclude<ReadyName, 'comment'>, words: ReadyWords): Question {
  if (name === 'ces') return cesQuestion(id, words);
  const { yesPartlyNo } = words;
  const [prompt, labels = []] = {
    csat: [words.askCsat, words.satisfied],
    nps: [words.askNps, words.likely],
    emotion: [words.askEmotion, words.feeling],
    helpful: [words.askHelpful, [yesPartlyNo[2], yesPartlyNo[0]]],
    expected: [words.askExpected, words.expected],
    effort: [words.askEffort, words.effortEnds],
    success: [words.askSuccess, yesPartlyNo],
    category: [words.askCategory, words.categories],
    goal: [words.askGoal],
  }[name] as [string, string[]?];
  const meaning = READY[name];
  if (meaning.type === 'scale') return { ...meaning, id, prompt, labels };
  if (meaning.type === 'text') return { ...meaning, id, prompt };
  const { ids } = meaning;
  const options = ids.map((option, at) => ({ id: option, label: labels[at]! }));
  return { id, type: 'choice', ...(name === 'success' && { metric: name }), prompt, options } as ChoiceQuestion;
}

/** The text below a rating, with what fits its metric; below none it asks for anything. */
export function followUp(id: string, rated: Question | undefined, words: ReadyWords): Question {
  if (!rated) return { id, type: 'text', prompt: words.askMore };
  const { metric = '' } = rated as Partial<ScaleQuestion>;
  const { whyScore: reason } = words;
  const comment =
    metric === 'nps'
      ? commentBy(rated.id, words, reason, reason, reason)
      : commentBy(
          rated.id,
          words,
          metric === 'helpful' ? words.whatMissing : /^ces/.test(metric) ? words.whatDifficult : words.whatWrong,
        );
  return { ...comment, id };
}

/** The questions of a survey, with those that are ready written out in the language of `words`. Takes what JSON may hold. */
export function inWords(questions: WrittenSurvey['questions'], words: ReadyWords): Survey['questions'] {
  const made: Question[] = [];
  for (const question of questions) {
    const { ready, by, ...rest } = Object(question) as ReadyQuestion;
    made.push(
      !Object.hasOwn(READY, ready ?? '')
        ? (question as Question)
        : ({
            ...(ready === 'comment'
              ? followUp(
                  rest.id,
                  made.find(({ id }) => id === by),
                  words,
                )
              : readyQuestion(rest.id, ready, words)),
            ...rest,
          } as Question),
    );
  }
  return made;
}
