import type { MatrixQuestion } from '../../contract/types';
import type { Kind } from './kind';

/** The rows that have an answer, in the survey's order. */
const answeredRows = ({ rows, columns }: MatrixQuestion, entered: unknown): [string, string][] => {
  if (typeof entered !== 'object' || entered === null) return [];
  const given = entered as { [row: string]: unknown };
  return rows
    .map(({ id }) => [id, Object.hasOwn(given, id) ? given[id] : undefined] as [string, string])
    .filter(([, column]) => columns.some(({ id }) => id === column));
};

/** Some rows are an answer; where the question is required, all of them must have one. */
export const matrix: Kind<'matrix'> = {
  read(question, entered) {
    const rows = answeredRows(question, entered);
    return rows.length ? Object.fromEntries(rows) : undefined;
  },
  problem(question, entered) {
    const { length } = answeredRows(question, entered);
    return question.required && length > 0 && length < question.rows.length ? 'rowsMissing' : undefined;
  },
};
