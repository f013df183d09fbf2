import type { Answer, Question, Survey, Text } from '../../src/contract/types';
import { OTHER, otherOf } from '../../src/survey/kinds/choice';
import { answersOf, wordingHash } from '../answers';
import type { FieldFile } from '../kit';
import type { Panel } from '../view';

/** At most this many code points of a label go on the wire (`LIMITS.label`). */
const LABEL = 120;
const cut = (text: string | undefined) => text && [...text].slice(0, LABEL).join('');

/** All words that a question offers to choose from: with them its figures stand or fall. */
const offered = (question: Question): Text[] =>
  question.type === 'matrix'
    ? [...question.rows, ...question.columns].map(({ label }) => label)
    : question.type === 'ranking'
      ? question.options.map(({ label }) => label)
      : question.type === 'boolean'
        ? (question.labels ?? [])
        : [];

/** One answered question as it goes on the wire, and beside a choice the visitor's own words. */
export function onTheWire(
  panel: Panel,
  survey: Survey,
  question: Question,
  value: Answer['value'],
  field: FieldFile['field'] | undefined,
): Answer[] {
  const { say, state, words } = panel;
  const { id, type } = question;
  const own = otherOf(id);
  const text = type === 'choice' && (value as string[]).includes(OTHER) ? state.values[own] : undefined;
  const other: Answer[] =
    typeof text === 'string' && text.trim()
      ? [{ question: own, type: 'text', value: text.normalize(), prompt: words.otherLabel, ms: state.ms[own] }]
      : [];
  const label = cut(field?.label?.(panel, question as never, value));
  if (type === 'scale' || type === 'choice' || type === 'text') {
    const [base] = answersOf({ ...survey, questions: [question] }, { [id]: value }, state.ms, say);
    return [{ ...base!, ...(label && { label }) }, ...other];
  }
  return [
    {
      question: id,
      type: type === 'consent' ? 'boolean' : (type as Answer['type']),
      value,
      prompt: say(question.prompt).text,
      label,
      wording: wordingHash({ ...question, labels: offered(question) } as never, say),
      ms: state.ms[id],
    },
  ];
}
