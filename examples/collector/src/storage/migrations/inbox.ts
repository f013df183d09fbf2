/**
 * What the team does with a submission. Its state and its owner stand in its own row, so that the inbox reads one table;
 * so do the three facts by which the inbox finds it, which are written with it.
 */
export const inbox: string[] = [
  `ALTER TABLE earshot_submissions ADD COLUMN IF NOT EXISTS owner text NOT NULL DEFAULT ''`,
  'ALTER TABLE earshot_submissions ADD COLUMN IF NOT EXISTS status_at timestamptz',
  // The first reply, or the first time that it became acknowledged or resolved.
  'ALTER TABLE earshot_submissions ADD COLUMN IF NOT EXISTS first_response_at timestamptz',
  // Keyed hash of who sent it; null where the record has nothing to know a respondent by.
  'ALTER TABLE earshot_submissions ADD COLUMN IF NOT EXISTS respondent text',
  'ALTER TABLE earshot_submissions ADD COLUMN IF NOT EXISTS wants_reply boolean NOT NULL DEFAULT false',
  // A rating in the lowest band of its scale.
  'ALTER TABLE earshot_submissions ADD COLUMN IF NOT EXISTS low boolean NOT NULL DEFAULT false',
  // What was stored before; the first look at the text spares reading every body as JSON.
  `UPDATE earshot_submissions SET wants_reply = true WHERE kind = 'submission' AND body LIKE '%"wantsReply":true%'
   AND body::json -> 'respondent' -> 'contact' ->> 'wantsReply' = 'true'`,
  `CREATE INDEX IF NOT EXISTS earshot_submissions_inbox ON earshot_submissions (project, status, received_at, id)
   WHERE kind = 'submission'`,
  `CREATE INDEX IF NOT EXISTS earshot_submissions_asked ON earshot_submissions (project, status, received_at, id)
   WHERE wants_reply AND kind = 'submission' AND NOT test`,
  `CREATE INDEX IF NOT EXISTS earshot_submissions_owners ON earshot_submissions (project, owner, received_at)
   WHERE owner <> ''`,
  `CREATE INDEX IF NOT EXISTS earshot_submissions_answered ON earshot_submissions (project, first_response_at)
   WHERE first_response_at IS NOT NULL`,
  `CREATE INDEX IF NOT EXISTS earshot_submissions_respondents ON earshot_submissions (project, respondent, received_at)
   WHERE respondent IS NOT NULL`,
  `CREATE TABLE earshot_notes (
    project text NOT NULL,
    submission_id text NOT NULL,
    id text NOT NULL,
    at timestamptz NOT NULL,
    who text NOT NULL,
    text text NOT NULL,
    PRIMARY KEY (project, submission_id, id)
  )`,
  `CREATE TABLE earshot_tags (
    project text NOT NULL,
    submission_id text NOT NULL,
    tag text NOT NULL,
    at timestamptz NOT NULL,
    who text NOT NULL,
    PRIMARY KEY (project, submission_id, tag)
  )`,
  'CREATE INDEX earshot_tags_tagged ON earshot_tags (project, tag, submission_id)',
  // The outbox. Whom a mail goes to stands in the submission alone.
  `CREATE TABLE earshot_replies (
    project text NOT NULL,
    submission_id text NOT NULL,
    id text NOT NULL,
    at timestamptz NOT NULL,
    who text NOT NULL,
    text text NOT NULL,
    state text NOT NULL,
    attempts integer NOT NULL,
    due_at timestamptz NOT NULL,
    give_up_at timestamptz NOT NULL,
    claimed_until timestamptz,
    sent_at timestamptz,
    error_code text,
    PRIMARY KEY (project, submission_id, id)
  )`,
  `CREATE INDEX earshot_replies_due ON earshot_replies (due_at) WHERE state = 'queued'`,
  // Every change of state, owner or tags. One action has one id, on however many submissions.
  `CREATE TABLE earshot_history (
    project text NOT NULL,
    submission_id text NOT NULL,
    id text NOT NULL,
    at timestamptz NOT NULL,
    who text NOT NULL,
    what text NOT NULL,
    value text NOT NULL,
    PRIMARY KEY (project, submission_id, id)
  )`,
  // at: the last look at the inbox; since: the last one of the visit before, which "unread" is counted from.
  `CREATE TABLE earshot_seen (
    person text NOT NULL,
    project text NOT NULL,
    at timestamptz NOT NULL,
    since timestamptz,
    PRIMARY KEY (person, project)
  )`,
];
