/** What makes a submission look like spam. It stands in its own row, and goes with it. */
export const spam: string[] = [
  // Names with a space between them (`spam/signal.ts`); empty for almost all.
  `ALTER TABLE earshot_submissions ADD COLUMN IF NOT EXISTS signals text NOT NULL DEFAULT ''`,
  `CREATE INDEX IF NOT EXISTS earshot_submissions_suspect ON earshot_submissions (project, status, received_at, id)
   WHERE signals <> '' AND kind = 'submission'`,
  // Of the last hour: keyed hashes of texts, and of whom they came from. The salt of an address's is in no database.
  `CREATE TABLE earshot_recent_texts (
    project text NOT NULL,
    submission_id text NOT NULL,
    text_hash text NOT NULL,
    address text NOT NULL,
    respondent text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (project, submission_id)
  )`,
  'CREATE INDEX earshot_recent_texts_same ON earshot_recent_texts (project, text_hash, at)',
  'CREATE INDEX earshot_recent_texts_old ON earshot_recent_texts (at)',
];
