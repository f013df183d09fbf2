/**
 * Figures are sums: what is stored waits in `earshot_pending` until it is counted, and the report reads only the sums.
 * They take the place of `earshot_answers`, which the report had to read whole.
 */
export const rollup: string[] = [
  // Written in the statement that stores the record, so that nothing is stored and never counted.
  'CREATE TABLE earshot_pending (project text NOT NULL, id text NOT NULL, PRIMARY KEY (project, id))',
  // What a record was counted as, to the letter: it is subtracted again when the record is erased or called spam.
  `CREATE TABLE earshot_counted (
    project text NOT NULL,
    id text NOT NULL,
    facts text NOT NULL,
    PRIMARY KEY (project, id)
  )`,
  // Answers by day. `dimension` is empty for all of them, else what `key` is of: `page`, `release`, `data.plan` …
  `CREATE TABLE earshot_sums (
    project text NOT NULL,
    dimension text NOT NULL,
    figure text NOT NULL,
    key text NOT NULL,
    day text NOT NULL,
    value text NOT NULL,
    label text NOT NULL,
    n bigint NOT NULL,
    PRIMARY KEY (project, dimension, figure, key, day, value, label)
  )`,
  // Records by day: what the response rate is made of, and how many tests were left out.
  `CREATE TABLE earshot_traffic (
    project text NOT NULL,
    day text NOT NULL,
    kind text NOT NULL,
    survey_id text NOT NULL,
    survey_version text NOT NULL,
    mode text NOT NULL,
    n bigint NOT NULL,
    PRIMARY KEY (project, day, kind, survey_id, survey_version, mode)
  )`,
  // Keys that have rows of their own, by month, and of how many records; what comes beyond the limit is "other".
  `CREATE TABLE earshot_keys (
    project text NOT NULL,
    dimension text NOT NULL,
    month text NOT NULL,
    key text NOT NULL,
    n bigint NOT NULL,
    PRIMARY KEY (project, dimension, month, key)
  )`,
  'INSERT INTO earshot_pending (project, id) SELECT project, id FROM earshot_submissions',
  'DROP TABLE earshot_answers',
];
