import type { Answer, ChoiceQuestion, Question, ScaleQuestion, Survey, TextQuestion } from '../src/contract/types';
import { isAnswered, promptOf, type Values } from '../src/survey/flow';
import { parts } from './parts';
import type { Panel } from './view';

/** The label of what was chosen, as it was displayed. A scale that names only its ends has none in between. */
function labelOf(question: Question, value: Answer['value'], say: Panel['say']): string | undefined {
  if (question.type === 'choice') return parts.choiceLabel?.(question, value as string[], say);
  if (question.type !== 'scale') return undefined;
  const { labels, scale } = question;
  const { min, max } = scale;
  const at = labels.length > max - min ? (value as number) - min : [min, max].indexOf(value as number);
  return labels[at] && say(labels[at]).text;
}

/**
 * FNV-1a, 32 bits, of what was asked, in the language shown and before the names of site and subject are filled in:
 * only answers to the same words stand in one figure (MEASUREMENT.md, "Metrics").
 */
export function wordingHash(question: Question, say: Panel['say']): string {
  const {
    prompt,
    statement,
    scale,
    labels = (question as ChoiceQuestion).options?.map(({ label }) => label) ?? [],
  } = question as ScaleQuestion;
  let hash = 0;
  for (const sign of JSON.stringify([scale, [prompt, statement, ...labels].map((text) => say(text, {}).text)]))
    hash = Math.imul(hash ^ sign.codePointAt(0)!, 0x1000193);
  return (hash >>> 0).toString(36);
}

/** The answers as they go on the wire, in the survey's order, with the words that were displayed. */
export function answersOf(
  survey: Survey,
  values: Values,
  ms: { [question: string]: number },
  say: Panel['say'],
): Answer[] {
  return (survey.questions as (ScaleQuestion | ChoiceQuestion | TextQuestion)[])
    .filter((question) => isAnswered(question, values))
    .map((question) => {
      const { id, type } = question;
      const value = values[id]!;
      const prompt = say(type === 'text' ? promptOf(question, survey, values) : question.prompt).text;
      // What is undefined is left out of the JSON.
      return {
        question: id,
        type,
        ...(type !== 'text' && { metric: question.metric, wording: wordingHash(question, say) }),
        value: typeof value === 'string' ? value.normalize() : value,
        scale: type === 'scale' ? question.scale : undefined,
        prompt: type === 'scale' && question.statement ? `${prompt} ${say(question.statement).text}` : prompt,
        label: labelOf(question, value, say),
        ms: ms[id],
      };
    });
}
