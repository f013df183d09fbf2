import { pathOf } from '../../../contract/path';
import type { Survey, Text } from '../../../contract/types';
import type { Problem } from '../problem';

const texts = (text: Text): [tag: string, text: string][] =>
  typeof text === 'string' ? [['', text]] : Object.entries(text);

/** Options, rows and columns that nobody can tell apart, and choices in which each option stands alone. */
export function optionFlaws({ questions }: Survey): Problem[] {
  const found: Problem[] = [];
  questions.forEach((question, at) => {
    for (const name of ['options', 'rows', 'columns'] as const) {
      const items = ((question as unknown as Record<string, unknown>)[name] ?? []) as { label: Text }[];
      const seen = new Map<string, number>();
      items.forEach(({ label }, place) => {
        const same = texts(label)
          .map(([tag, text]) => `${tag}\n${text.trim()}`)
          .map((key) => {
            const first = seen.get(key);
            if (first === undefined) seen.set(key, place);
            return first;
          })
          .find((first) => first !== undefined);
        if (same !== undefined)
          found.push({
            path: pathOf(['questions', at, name, place, 'label']),
            message: `is the label of the one at [${same}] as well: nobody can tell them apart`,
            mild: true,
          });
      });
    }
    if (question.type === 'choice' && question.multiple && question.options.every((one) => one.exclusive))
      found.push({
        path: pathOf(['questions', at, 'options']),
        message: 'each is exclusive, so only one can be chosen: take "multiple" and "exclusive" out',
        mild: true,
      });
  });
  return found;
}
