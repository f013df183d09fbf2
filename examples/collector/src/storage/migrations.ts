/**
 * Each entry is one version and is never changed once released: add a new one below it.
 * Text keys, no sequences, no extensions, so that the same SQL runs on every database that speaks Postgres.
 */
export const migrations: string[][] = [
  [
    // `body` is the record as it was frozen on the device, after the contract dropped unknown fields. The other
    // columns repeat parts of it for reading and searching.
    `CREATE TABLE submissions (
      project text NOT NULL,
      id text NOT NULL,
      kind text NOT NULL,
      received_at timestamptz NOT NULL,
      created_at timestamptz NOT NULL,
      skew_ms bigint NOT NULL,
      survey_id text NOT NULL,
      survey_version text NOT NULL,
      mode text NOT NULL,
      trigger_source text NOT NULL,
      channel text NOT NULL,
      locale text NOT NULL,
      test boolean NOT NULL,
      touchpoint text,
      receipt text,
      status text NOT NULL,
      search_text text NOT NULL,
      body text NOT NULL,
      PRIMARY KEY (project, id)
    )`,
    'CREATE INDEX submissions_newest ON submissions (project, kind, received_at)',
    'CREATE INDEX submissions_tests ON submissions (project, id) WHERE test',
    // What answers may be counted together (figure key): survey, version, question, mode, channel, and per locale the
    // displayed prompt and scale. `figure` is the hash of all that.
    `CREATE TABLE figures (
      project text NOT NULL,
      figure text NOT NULL,
      survey_id text NOT NULL,
      survey_version text NOT NULL,
      question text NOT NULL,
      mode text NOT NULL,
      channel text NOT NULL,
      locale text NOT NULL,
      metric text NOT NULL,
      prompt text NOT NULL,
      scale text NOT NULL,
      first_seen timestamptz NOT NULL,
      PRIMARY KEY (project, figure)
    )`,
    // Answers that count in a figure; those of test records are left out here and stay in their submission's body.
    // No index by figure: it would cost each insert more than a look through the whole table costs the report.
    `CREATE TABLE answers (
      project text NOT NULL,
      id text NOT NULL,
      question text NOT NULL,
      figure text NOT NULL,
      value text NOT NULL,
      label text NOT NULL,
      PRIMARY KEY (project, id, question)
    )`,
    `CREATE TABLE counters (
      project text NOT NULL,
      name text NOT NULL,
      value bigint NOT NULL,
      PRIMARY KEY (project, name)
    )`,
    // Keyed hashes of erased ids: a late retry is answered `duplicate` and stores nothing (security rule 9).
    `CREATE TABLE erased (
      project text NOT NULL,
      id_hash text NOT NULL,
      erased_at timestamptz NOT NULL,
      PRIMARY KEY (project, id_hash)
    )`,
    'CREATE TABLE settings (name text PRIMARY KEY, value text NOT NULL)',
  ],
];
