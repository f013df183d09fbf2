import type { Question, Text } from '../../contract/types';
import { fieldOf } from '../../survey/field-of';
import type { Words } from './words';

type Item = { id: string; label: Text; exclusive?: boolean | undefined };

/** `from 0 to 10`, `from 0`, `to 10`; nothing where there is no bound. */
const bounds = (min: unknown, max: unknown): string =>
  [min !== undefined && `from ${min}`, max !== undefined && `to ${max}`].filter(Boolean).join(' ');

const between = (...parts: (string | false | undefined)[]) => parts.filter(Boolean).join(', ');

/** What a question offers, in one line or several, with all that limits it. `say` is a text in the language that is drawn. */
export function offered(question: Question, say: (text: Text | undefined) => string, words: Words): string[] {
  const list = (items: Item[], mark: string) =>
    items.map(({ label, exclusive }) => `${mark} ${say(label)}${exclusive ? ' (and no other)' : ''}`);
  const link = 'link' in question && question.link ? [`${say(question.link.label)} → ${question.link.url}`] : [];
  switch (question.type) {
    case 'scale': {
      const { scale, labels } = question;
      const points = Array.from({ length: scale.max - scale.min + 1 }, (_, at) => scale.min + at);
      return labels.length === points.length
        ? points.map((point, at) => `( ) ${point} ${say(labels[at])}`)
        : [points.map((point) => `( ) ${point}`).join(' '), `${say(labels[0])} … ${say(labels[1])}`];
    }
    case 'choice': {
      const { options, multiple, other, order, look } = question;
      const mark = multiple ? '[ ]' : '( )';
      const menu = look === 'menu' || (!look && !multiple && options.length + (other ? 1 : 0) > 10);
      const how = between(
        menu && fieldOf(question) === 'choices' && 'as a menu',
        order === 'shuffled' && 'in another order for each visitor',
      );
      return [
        ...(how ? [`(${how})`] : []),
        ...list(options, mark),
        ...(other ? [`${mark} ${other === true ? words.otherOption : say(other)}: ______`] : []),
      ];
    }
    case 'boolean':
      return [
        (question.labels ?? [words.yesPartlyNo[0]!, words.yesPartlyNo[2]!])
          .map((label) => `( ) ${say(label)}`)
          .join('  '),
      ];
    case 'consent':
      return ['[ ] yes', ...link];
    case 'contact':
      return (question.fields ?? ['email']).map(
        (field) => `${field === 'email' ? words.emailLabel : words.nameLabel}: ______`,
      );
    case 'number': {
      const { min, max, unit, step = 1 } = question;
      const steps = step === 'any' ? 'any decimals' : step === 1 ? 'whole steps' : `steps of ${step}`;
      return [between(`______ ${say(unit)}`.trim(), bounds(min, max), steps)];
    }
    case 'date':
      return [between('____-__-__', bounds(question.min, question.max))];
    case 'ranking':
      return [
        ...(question.order === 'kept' ? [] : ['(in another order for each visitor)']),
        ...list(question.options, '↕'),
      ];
    case 'matrix':
      return [
        ...(question.required ? ['(each row must be answered)'] : []),
        ...question.rows.map(({ label }) => `${say(label)}: ${list(question.columns, '( )').join('  ')}`),
      ];
    case 'file':
      return [`[${words.addFile}] at most ${question.maxFiles ?? 1}, ${question.accept ?? 'image/*'}`];
    case 'statement':
      return [...(question.text ? [say(question.text)] : []), ...link];
    case 'text': {
      const { size, maxLength } = question;
      return [
        between(
          size === 'short' ? '______' : '____________________',
          maxLength !== undefined && `at most ${maxLength} characters`,
        ),
      ];
    }
  }
}
