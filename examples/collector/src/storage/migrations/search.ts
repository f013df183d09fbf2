/** What submissions are found by, the themes that hold them, and the views that people saved. */
export const search: string[] = [
  // `tokens`: hashes of pairs of letters, and of facts such as the release (`search/tokens.ts`). No words are in it.
  `CREATE TABLE earshot_search (
    project text NOT NULL,
    id text NOT NULL,
    received_at timestamptz NOT NULL,
    has_text boolean NOT NULL,
    tokens integer[] NOT NULL,
    PRIMARY KEY (project, id)
  )`,
  'CREATE INDEX earshot_search_tokens ON earshot_search USING gin (tokens)',
  'CREATE INDEX earshot_search_texts ON earshot_search (project, received_at) WHERE has_text',
  // Stored and not in it yet: a row for each group that was stored at once, with its ids between commas.
  `CREATE TABLE earshot_unsearched (
    project text NOT NULL,
    lot text NOT NULL,
    ids text NOT NULL,
    PRIMARY KEY (project, lot)
  )`,
  // A look through all that is stored, in order of id: for the index (`what` is empty) or for one theme. `after_id`: how far.
  `CREATE TABLE earshot_passes (
    project text NOT NULL,
    what text NOT NULL,
    after_id text NOT NULL,
    PRIMARY KEY (project, what)
  )`,
  `INSERT INTO earshot_passes (project, what, after_id)
   SELECT DISTINCT project, '', '' FROM earshot_submissions WHERE kind = 'submission'`,
  // `words`: a JSON list. `state`: open, planned or done.
  `CREATE TABLE earshot_themes (
    project text NOT NULL,
    id text NOT NULL,
    name text NOT NULL,
    description text NOT NULL,
    words text NOT NULL,
    state text NOT NULL,
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    who text NOT NULL,
    PRIMARY KEY (project, id)
  )`,
  // `how`: by a `word`, by `hand`, or `not` at all, since somebody took it out. `ratings`: JSON of what it counts as in figures.
  `CREATE TABLE earshot_theme_submissions (
    project text NOT NULL,
    theme_id text NOT NULL,
    submission_id text NOT NULL,
    how text NOT NULL,
    received_at timestamptz NOT NULL,
    has_text boolean NOT NULL,
    ratings text NOT NULL,
    PRIMARY KEY (project, submission_id, theme_id)
  )`,
  `CREATE INDEX earshot_theme_submissions_held ON earshot_theme_submissions (project, theme_id, received_at, submission_id)
   WHERE how <> 'not'`,
  // `path` begins within the project: `inbox?status=all`. `owner`: whose it is alone; empty for everybody's.
  `CREATE TABLE earshot_views (
    project text NOT NULL,
    id text NOT NULL,
    name text NOT NULL,
    path text NOT NULL,
    owner text NOT NULL,
    who text NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (project, id)
  )`,
];
