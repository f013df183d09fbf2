const SUM = `project text NOT NULL,
    dimension text NOT NULL,
    figure text NOT NULL,
    key text NOT NULL,`;

/** The first day of the days that share both week and month with `day`: `weekPartOf` in SQL. */
const WEEK_PART = `to_char(GREATEST(date_trunc('week', day::date::timestamp), date_trunc('month', day::date::timestamp)),
  'YYYY-MM-DD')`;

/** What lets the report take no longer as answers grow. */
export const growth: string[] = [
  // The same sums, in an order by which the days at the edges of a period are found without all other days of each key.
  `CREATE TABLE earshot_ordered_sums (
    ${SUM}
    day text NOT NULL,
    value text NOT NULL,
    label text NOT NULL,
    n bigint NOT NULL,
    PRIMARY KEY (project, dimension, figure, day, key, value, label)
  )`,
  `INSERT INTO earshot_ordered_sums (project, dimension, figure, key, day, value, label, n)
   SELECT project, dimension, figure, key, day, value, label, n FROM earshot_sums`,
  'DROP TABLE earshot_sums',
  'ALTER TABLE earshot_ordered_sums RENAME TO earshot_sums',
  // The same by week part, under its first day: a long period is read by these, and only its edges by days.
  `CREATE TABLE earshot_week_sums (
    ${SUM}
    week text NOT NULL,
    value text NOT NULL,
    label text NOT NULL,
    n bigint NOT NULL,
    PRIMARY KEY (project, dimension, figure, week, key, value, label)
  )`,
  `INSERT INTO earshot_week_sums (project, dimension, figure, key, week, value, label, n)
   SELECT project, dimension, figure, key, ${WEEK_PART}, value, label, sum(n) FROM earshot_sums
   GROUP BY project, dimension, figure, key, ${WEEK_PART}, value, label`,
  // Tests have sums of their own from now on. Those that were counted before were counted as traffic and nothing else.
  `DELETE FROM earshot_traffic WHERE kind = 'test'`,
  `INSERT INTO earshot_pending (project, id)
   SELECT s.project, s.id FROM earshot_submissions s WHERE s.test AND s.kind = 'submission'
     AND EXISTS (SELECT 1 FROM earshot_counted c WHERE c.project = s.project AND c.id = s.id)
   ON CONFLICT DO NOTHING`,
  `DELETE FROM earshot_counted WHERE EXISTS (
     SELECT 1 FROM earshot_submissions s WHERE s.project = earshot_counted.project AND s.id = earshot_counted.id
       AND s.test AND s.kind = 'submission')`,
  // A rare survey or a rare low rating is found without reading all that is not.
  `CREATE INDEX earshot_submissions_surveys ON earshot_submissions (project, survey_id, received_at, id)
   WHERE kind = 'submission'`,
  `CREATE INDEX earshot_submissions_low ON earshot_submissions (project, status, received_at, id)
   WHERE low AND kind = 'submission'`,
  // Tests too: the filter that shows them found none by an index that left them out.
  'DROP INDEX IF EXISTS earshot_submissions_asked',
  `CREATE INDEX earshot_submissions_asked ON earshot_submissions (project, status, received_at, id)
   WHERE wants_reply AND kind = 'submission'`,
];
