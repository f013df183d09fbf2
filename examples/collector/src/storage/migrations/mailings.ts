/** Mails to the people of the report: what each chose, and what is on its way. And what was looked at, so that it is once. */
export const mailings: string[] = [
  // Where their mails go; empty: to the name, where that is an address.
  `ALTER TABLE earshot_accounts ADD COLUMN IF NOT EXISTS email text NOT NULL DEFAULT ''`,
  // `digest` is none, daily, or weekly on `weekday`, from 1, a Monday, to 7. `changed_at` is of the digest.
  `CREATE TABLE earshot_mail_choices (
    person text NOT NULL,
    project text NOT NULL,
    digest text NOT NULL,
    weekday integer NOT NULL,
    alerts boolean NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (person, project)
  )`,
  // The key is what makes each once. Subject and bodies are there until the mail is sent; of what anybody sent they hold ids only, as `plainId` leaves them.
  `CREATE TABLE earshot_mails (
    kind text NOT NULL,
    person text NOT NULL,
    project text NOT NULL,
    period text NOT NULL,
    id text NOT NULL,
    at timestamptz NOT NULL,
    subject text NOT NULL,
    text text NOT NULL,
    html text NOT NULL,
    unsubscribe text NOT NULL,
    state text NOT NULL,
    attempts integer NOT NULL,
    due_at timestamptz NOT NULL,
    give_up_at timestamptz NOT NULL,
    claimed_until timestamptz,
    sent_at timestamptz,
    error_code text,
    PRIMARY KEY (kind, person, project, period)
  )`,
  `CREATE INDEX earshot_mails_due ON earshot_mails (due_at) WHERE state = 'queued'`,
  // `look`: the figures of a day were looked at. `figure …`: its change was told on that day. `silence`: since when nothing
  // came, and it was told. `watch`: since when somebody is there who would notice.
  `CREATE TABLE earshot_alerts (
    project text NOT NULL,
    what text NOT NULL,
    period text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (project, what, period)
  )`,
];
