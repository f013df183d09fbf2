import type { Answer, Question, Survey } from '../src/contract/types';
import { isAnswered, promptOf, type Values } from '../src/survey/flow';
import type { Words } from '../src/survey/wording';
import { parts } from './parts';

/** The label of what was chosen, as it was displayed. A scale that names only its ends has none in between. */
function labelOf(
  question: Question,
  value: Answer['value'],
  say: (text: Survey['title']) => Words,
): string | undefined {
  if (question.type === 'choice') return parts.choiceLabel?.(question, value as string[], say);
  if (question.type !== 'scale') return undefined;
  const { labels, scale } = question;
  const { min, max } = scale;
  const at = labels.length > max - min ? (value as number) - min : [min, max].indexOf(value as number);
  return labels[at] && say(labels[at]).text;
}

/** The answers as they go on the wire, in the survey's order, with the words that were displayed. */
export function answersOf(
  survey: Survey,
  values: Values,
  ms: { [question: string]: number },
  say: (text: Survey['title'] | undefined) => Words,
): Answer[] {
  return survey.questions
    .filter((question) => isAnswered(question, values))
    .map((question) => {
      const { id, type } = question;
      const value = values[id]!;
      const prompt = say(type === 'text' ? promptOf(question, survey, values) : question.prompt).text;
      // What is undefined is left out of the JSON.
      return {
        question: id,
        type,
        metric: type === 'text' ? undefined : question.metric,
        value: typeof value === 'string' ? value.normalize() : value,
        scale: type === 'scale' ? question.scale : undefined,
        prompt: type === 'scale' && question.statement ? `${prompt} ${say(question.statement).text}` : prompt,
        label: labelOf(question, value, say),
        ms: ms[id],
      };
    });
}
