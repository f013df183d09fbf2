import { readKnown } from '../inbox/read-known';
import { OTHER } from '../rollup/keys';
import type { Database } from '../storage/database';

/** What there is to choose from, of what a project was sent; each as many as a person looks through. */
export interface Choices {
  surveys: string[];
  questions: string[];
  languages: string[];
  releases: string[];
  touchpoints: string[];
  tags: string[];
  themes: { id: string; name: string }[];
}

const MOST = 200;

/** From tables that are small however many submissions there are. */
export const readChoices = async (database: Database, project: string): Promise<Choices> => {
  const { query } = database;
  const [figures, sent, keys, { tags }, themes] = await Promise.all([
    query<{ survey_id: string; question: string }>(
      `SELECT DISTINCT survey_id, question FROM earshot_figures WHERE project = $1 ORDER BY survey_id, question LIMIT ${MOST}`,
      [project],
    ),
    // Also those that ask for words only: they have no figure.
    query<{ survey_id: string }>(
      `SELECT DISTINCT survey_id FROM earshot_traffic WHERE project = $1 AND kind IN ('submission', 'test')
       ORDER BY survey_id LIMIT ${MOST}`,
      [project],
    ),
    query<{ dimension: string; key: string }>(
      `SELECT dimension, key FROM earshot_keys WHERE project = $1 AND dimension IN ('locale', 'release', 'touchpoint') AND key <> $2
       GROUP BY dimension, key ORDER BY max(month) DESC, sum(n) DESC LIMIT ${3 * MOST}`,
      [project, OTHER],
    ),
    readKnown(database, project),
    query<{ id: string; name: string }>(
      `SELECT id, name FROM earshot_themes WHERE project = $1 ORDER BY name, id LIMIT ${MOST}`,
      [project],
    ),
  ]);
  const keysOf = (dimension: string) => keys.filter((one) => one.dimension === dimension).map(({ key }) => key);
  return {
    surveys: [...new Set([...figures, ...sent].map(({ survey_id }) => survey_id))].sort(),
    questions: [...new Set(figures.map(({ question }) => question))],
    languages: keysOf('locale').sort(),
    releases: keysOf('release'),
    touchpoints: keysOf('touchpoint').sort(),
    tags,
    themes,
  };
};
