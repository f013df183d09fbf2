const WEEK = 'CAST(floor(extract(epoch FROM x.received_at) / 604800) AS integer)';
const SPAM = `FROM earshot_submissions s WHERE s.project = x.project AND s.kind = 'submission' AND s.status = 'spam'`;
/** What no database takes out of a JSON text, though it stands in one: NUL and halves of surrogate pairs. */
const RATINGS = String.raw`regexp_replace(x.ratings, '(?<!\\)((?:\\\\)*)\\u(0000|d[89a-f][0-9a-f]{2})',
  '\1\\ufffd', 'g')::json`;

/** What themes hold is added up by week, so that their page takes no longer as submissions grow. */
export const themeSums: string[] = [
  // Whether a row is in the sums. What a collector of an older version writes beside this one is in none.
  'ALTER TABLE earshot_theme_submissions ADD COLUMN counted boolean NOT NULL DEFAULT true',
  'ALTER TABLE earshot_theme_submissions ALTER COLUMN counted SET DEFAULT false',
  `UPDATE earshot_theme_submissions SET counted = false WHERE how = 'not'`,
  `UPDATE earshot_theme_submissions x SET counted = false ${SPAM} AND s.id = x.submission_id`,
  // From now on it says whether a text counts: no spam.
  `UPDATE earshot_search x SET has_text = false ${SPAM} AND s.id = x.id AND x.has_text`,
  `CREATE INDEX earshot_theme_submissions_out ON earshot_theme_submissions (project, theme_id, submission_id)
   WHERE how = 'not'`,
  // `week`: whole weeks since 1970-01-01 UTC. `figure` is empty for the number of submissions, `theme_id` for all texts.
  `CREATE TABLE earshot_theme_sums (
    project text NOT NULL,
    figure text NOT NULL,
    week integer NOT NULL,
    theme_id text NOT NULL,
    value text NOT NULL,
    label text NOT NULL,
    n bigint NOT NULL,
    texts bigint NOT NULL,
    PRIMARY KEY (project, figure, week, theme_id, value, label)
  )`,
  `INSERT INTO earshot_theme_sums (project, figure, week, theme_id, value, label, n, texts)
   SELECT x.project, '', ${WEEK}, '', '', '', count(*), count(*) FROM earshot_search x WHERE x.has_text
   GROUP BY x.project, ${WEEK}`,
  `INSERT INTO earshot_theme_sums (project, figure, week, theme_id, value, label, n, texts)
   SELECT x.project, '', ${WEEK}, x.theme_id, '', '', count(*), sum(CASE WHEN x.has_text THEN 1 ELSE 0 END)
   FROM earshot_theme_submissions x WHERE x.counted GROUP BY x.project, ${WEEK}, x.theme_id`,
  `INSERT INTO earshot_theme_sums (project, figure, week, theme_id, value, label, n, texts)
   SELECT x.project, r.value ->> 0, ${WEEK}, x.theme_id, r.value ->> 1, r.value ->> 2, count(*), 0
   FROM earshot_theme_submissions x, json_array_elements(${RATINGS}) AS r (value) WHERE x.counted
   GROUP BY x.project, r.value ->> 0, ${WEEK}, x.theme_id, r.value ->> 1, r.value ->> 2`,
];
