/** "You said, we did", and the way from a receipt to what became of one's own words. */
export const updates: string[] = [
  // `title` and `text` are in `locale`, its first language. `who` changed it last. `published_at` is of the last time.
  `CREATE TABLE earshot_updates (
    project text NOT NULL,
    id text NOT NULL,
    state text NOT NULL,
    title text NOT NULL,
    text text NOT NULL,
    locale text NOT NULL,
    url text,
    created_at timestamptz NOT NULL,
    published_at timestamptz,
    changed_at timestamptz NOT NULL,
    who text NOT NULL,
    PRIMARY KEY (project, id)
  )`,
  `CREATE INDEX earshot_updates_published ON earshot_updates (project, published_at) WHERE state = 'published'`,
  // The same in its other languages.
  `CREATE TABLE earshot_update_texts (
    project text NOT NULL,
    id text NOT NULL,
    locale text NOT NULL,
    title text NOT NULL,
    text text NOT NULL,
    PRIMARY KEY (project, id, locale)
  )`,
  // Whose words led to it. The key answers what became of a submission; the index, how many are behind an update.
  `CREATE TABLE earshot_update_submissions (
    project text NOT NULL,
    update_id text NOT NULL,
    submission_id text NOT NULL,
    PRIMARY KEY (project, submission_id, update_id)
  )`,
  'CREATE INDEX earshot_update_submissions_behind ON earshot_update_submissions (project, update_id, submission_id)',
  // IF NOT EXISTS: with many millions of submissions it can be made before this version starts, CONCURRENTLY, so that
  // nobody who sends waits for it.
  'CREATE INDEX IF NOT EXISTS earshot_submissions_receipt ON earshot_submissions (project, receipt) WHERE receipt IS NOT NULL',
];
