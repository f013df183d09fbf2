import type { Database, Query } from '../storage/database';
import { readStored, type StoredRow, type StoredSubmission } from '../storage/list';
import type { Theme, ThemeState } from './theme';

/** From the first to before the last, in milliseconds since 1970. */
export interface Between {
  fromMs: number;
  toMs: number;
}

interface ThemeRow {
  id: string;
  name: string;
  description: string;
  words: string;
  state: ThemeState;
  who: string;
  changed_at: Date;
  whole: boolean;
}

const COLUMNS = `t.id, t.name, t.description, t.words, t.state, t.who, t.changed_at, NOT EXISTS (
  SELECT 1 FROM earshot_passes p WHERE p.project = t.project AND p.what IN (t.id, '')) AS whole`;

const readRow = ({ words, changed_at, ...row }: ThemeRow): Theme => ({
  ...row,
  words: JSON.parse(words),
  changedAt: new Date(changed_at).toISOString(),
});

/** All themes of a project by name. */
export const readThemes = async (query: Query, project: string): Promise<Theme[]> =>
  (
    await query<ThemeRow>(`SELECT ${COLUMNS} FROM earshot_themes t WHERE t.project = $1 ORDER BY t.name, t.id`, [
      project,
    ])
  ).map(readRow);

export const readTheme = async (query: Query, project: string, id: string): Promise<Theme | undefined> => {
  const rows = await query<ThemeRow>(`SELECT ${COLUMNS} FROM earshot_themes t WHERE t.project = $1 AND t.id = $2`, [
    project,
    id,
  ]);
  return rows[0] && readRow(rows[0]);
};

/** The themes that a submission is in, by name. */
export const themesOf = (query: Query, project: string, submission: string): Promise<{ id: string; name: string }[]> =>
  query(
    `SELECT t.id, t.name FROM earshot_theme_submissions x JOIN earshot_themes t ON t.project = x.project AND t.id = x.theme_id
     WHERE x.project = $1 AND x.submission_id = $2 AND x.how <> 'not' ORDER BY t.name, t.id`,
    [project, submission],
  );

const during = (column: string) => `${column} >= $2::timestamptz AND ${column} < $3::timestamptz`;
const params = (project: string, { fromMs, toMs }: Between) => [
  project,
  new Date(fromMs).toISOString(),
  new Date(toMs).toISOString(),
];

/** The newest submission with words in each theme, by theme. */
export const readNewest = async (
  { query }: Database,
  project: string,
  between: Between,
): Promise<Map<string, StoredSubmission>> => {
  const rows = await query<StoredRow & { theme: string }>(
    `SELECT n.theme, s.project, s.received_at, s.skew_ms, s.status, s.body FROM (
       SELECT t.id AS theme, (SELECT x.submission_id FROM earshot_theme_submissions x
         WHERE x.project = $1 AND x.theme_id = t.id AND x.how <> 'not' AND x.counted AND x.has_text AND ${during('x.received_at')}
         ORDER BY x.received_at DESC, x.submission_id DESC LIMIT 1) AS id
       FROM earshot_themes t WHERE t.project = $1
     ) AS n JOIN earshot_submissions s ON s.project = $1 AND s.id = n.id`,
    params(project, between),
  );
  return new Map(rows.map(({ theme, ...row }) => [theme, readStored(row)]));
};
