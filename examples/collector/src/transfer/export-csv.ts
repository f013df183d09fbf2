import { stringify } from 'csv-stringify/sync';
import type { Database } from '../storage/database';
import { safeCell } from './csv-cell';
import { type Asked, answerCells, type Cell, columnKey, columnName, FIXED } from './csv-columns';
import { arrivedOf, type Part } from './export-ndjson';
import { pagesOf, stretchesOf, within } from './pages';
import type { Selection } from './selection';

/** Any page may invent questions. What has no column of its own is in `other_answers`. */
const MOST_COLUMNS = 500;

/** The questions that were answered in what is asked for, in the order of their names. */
const questionsOf = async (database: Database, selection: Selection): Promise<Asked[]> => {
  const found = new Map<string, Asked>();
  for await (const stretch of stretchesOf(database.query, selection.project)) {
    const { where, params } = within(selection, stretch);
    const rows = await database.query<Asked>(
      `SELECT DISTINCT s.survey_id AS survey, a.value ->> 'question' AS question
       FROM earshot_submissions s, json_array_elements(s.body::json -> 'answers') AS a(value) WHERE ${where}`,
      params,
    );
    for (const asked of rows) if (found.size < MOST_COLUMNS) found.set(columnKey(asked), asked);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, asked]) => asked);
};

const written = (rows: Cell[][]): string =>
  stringify(
    rows.map((row) => row.map((cell) => (typeof cell === 'string' ? safeCell(cell) : cell))),
    // RFC 4180. Every text in quotes: some readers end a line at a lone CR or LF that stands bare.
    { record_delimiter: '\r\n', quoted_string: true, cast: { boolean: String } },
  );

export interface CsvOptions {
  /** A byte order mark, without which Excel takes UTF-8 for the encoding of its machine. @default false */
  bom?: boolean | undefined;
}

/**
 * One row a record, in the order of ids: the fixed columns, one for each question of each survey that was answered, and
 * `other_answers`. Reads twice: once for the questions, once for the rows.
 */
export async function* csvParts(
  database: Database,
  selection: Selection,
  { bom = false }: CsvOptions = {},
): AsyncGenerator<Part> {
  const questions = await questionsOf(database, selection);
  const columns = new Map(questions.map((asked, index) => [columnKey(asked), index]));
  const header = [...FIXED.map(([name]) => name), ...questions.map(columnName), 'other_answers'];
  yield { text: (bom ? '\uFEFF' : '') + written([header]), records: 0 };
  for await (const { rows } of pagesOf(database.query, selection)) {
    if (!rows.length) continue;
    const arrived = await arrivedOf(database, selection.project, rows);
    const cells = rows.map(({ id, received_at, status, body }) => {
      const row = { received_at, status, record: JSON.parse(body), arrived: arrived.get(id) ?? [] };
      return [...FIXED.map(([, of]) => of(row)), ...answerCells(row.record, columns)];
    });
    yield { text: written(cells), records: rows.length };
  }
}
