import { isAddress } from '../inbox/may-reply';
import type { Query } from '../storage/database';

/** When somebody gets a digest of a project. */
export const DIGESTS = ['none', 'daily', 'weekly'] as const;
export type Digest = (typeof DIGESTS)[number];

/** What somebody chose for one project. */
export interface Choice {
  project: string;
  digest: Digest;
  /** From 1, a Monday, to 7; of weekly ones. */
  weekday: number;
  alerts: boolean;
}

export interface StoredChoice extends Choice {
  person: string;
  /** When the digest was chosen, in milliseconds since 1970. */
  changedAtMs: number;
}

export const NO_CHOICE: Omit<Choice, 'project'> = { digest: 'none', weekday: 1, alerts: false };

/** Where somebody's mails go: the address that they gave, else their name where it is one. */
export const addressOf = ({ name, email }: { name: string; email: string }): string | undefined =>
  [email, name].find(isAddress);

interface ChoiceRow {
  person: string;
  project: string;
  digest: Digest;
  weekday: number | string;
  alerts: boolean;
  changed_at: Date;
  email: string;
}

const CHOSEN = `SELECT c.person, c.project, c.digest, c.weekday, c.alerts, c.changed_at, a.email
  FROM earshot_mail_choices c JOIN earshot_accounts a ON a.name = c.person`;

const readRow = ({ person, project, digest, weekday, alerts, changed_at }: ChoiceRow): StoredChoice => ({
  person,
  project,
  digest,
  weekday: Number(weekday),
  alerts,
  changedAtMs: new Date(changed_at).getTime(),
});

export const choicesOf = async (query: Query, person: string): Promise<StoredChoice[]> =>
  (await query<ChoiceRow>(`${CHOSEN} WHERE c.person = $1`, [person])).map(readRow);

/** Of all who can get mail now. */
export const allChoices = async (query: Query): Promise<StoredChoice[]> =>
  (await query<ChoiceRow>(`${CHOSEN} WHERE NOT a.disabled AND (c.alerts OR c.digest <> 'none')`))
    .filter(({ person, email }) => addressOf({ name: person, email }) !== undefined)
    .map(readRow);

export const emailOf = async (query: Query, person: string): Promise<string> =>
  (await query<{ email: string }>('SELECT email FROM earshot_accounts WHERE name = $1', [person]))[0]?.email ?? '';

export const setEmail = (query: Query, person: string, email: string): Promise<unknown> =>
  query('UPDATE earshot_accounts SET email = $2 WHERE name = $1', [person, email]);

const CHOOSE = `INSERT INTO earshot_mail_choices (person, project, digest, weekday, alerts, changed_at)
  VALUES ($1, $2, $3, $4::integer, $5::boolean, $6::timestamptz)
  ON CONFLICT (person, project) DO UPDATE SET digest = excluded.digest, weekday = excluded.weekday,
    alerts = excluded.alerts, changed_at = CASE WHEN earshot_mail_choices.digest = excluded.digest
      AND earshot_mail_choices.weekday = excluded.weekday THEN earshot_mail_choices.changed_at ELSE excluded.changed_at END`;

/** Digests begin with the next time at which they are due. */
export const choose = (query: Query, person: string, choice: Choice, nowMs: number): Promise<unknown> => {
  const { project, digest, weekday, alerts } = choice;
  return query(CHOOSE, [person, project, digest, weekday, alerts, new Date(nowMs).toISOString()]);
};

/** What one link turns off. */
export type Kind = 'digest' | 'alert';

/** Turns one off, and nothing else. What waits of it is not sent either. */
export const turnOff = async (
  query: Query,
  { kind, person, project }: { kind: Kind; person: string; project: string },
): Promise<void> => {
  const off = kind === 'digest' ? `digest = 'none'` : 'alerts = false';
  await query(`UPDATE earshot_mail_choices SET ${off} WHERE person = $1 AND project = $2`, [person, project]);
  await query(
    `UPDATE earshot_mails SET state = 'failed', error_code = 'turned_off', subject = '', text = '', html = '', unsubscribe = ''
     WHERE kind = $1 AND person = $2 AND project = $3 AND state = 'queued'`,
    [kind, person, project],
  );
};
