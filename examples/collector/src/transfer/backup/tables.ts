/**
 * How a table comes back from a backup:
 * `rows`: as they are; those that are there already stand. With `submission`, the column that names the submission they
 * belong to: only where that is there. `records`: through the same insert as new ones, so that all that is derived from
 * them is derived anew. The others have a way of their own, in `restore.ts`.
 */
export type Way = 'rows' | 'records' | 'attachments' | 'marks' | 'userdata' | 'counters' | 'settings';

export interface BackedUp {
  table: string;
  /** The columns of its primary key, in order. */
  key: string[];
  way: Way;
  submission?: string | undefined;
  /** What somebody removed on purpose is not there either: an account, an update that was withdrawn. It does not come back into a database that is in use. */
  onlyIntoEmpty?: boolean | undefined;
  /** Columns that are made anew from the others. */
  without?: string[] | undefined;
  /** Of `rows`: as what one comes back. What waited to be sent may have been sent since the backup was made. */
  comesBackAs?: ((row: { [column: string]: unknown }) => { [column: string]: unknown }) | undefined;
}

/** All that a backup holds, in the order in which it comes back. One more table is a line here or below; a test asks for it. */
export const BACKED_UP: BackedUp[] = [
  { table: 'earshot_settings', key: ['name'], way: 'settings' },
  // Before the submissions, so that nothing comes back that was erased.
  { table: 'earshot_erased', key: ['project', 'id_hash'], way: 'marks' },
  // Derived, but for when each was seen first.
  { table: 'earshot_figures', key: ['project', 'figure'], way: 'rows' },
  { table: 'earshot_submissions', key: ['project', 'id'], way: 'records', without: ['search_text', 'search_contact'] },
  { table: 'earshot_attachments', key: ['project', 'record_id', 'id'], way: 'attachments' },
  { table: 'earshot_accounts', key: ['name'], way: 'rows', onlyIntoEmpty: true },
  { table: 'earshot_audit', key: ['id'], way: 'rows' },
  { table: 'earshot_tags', key: ['project', 'submission_id', 'tag'], way: 'rows', submission: 'submission_id' },
  { table: 'earshot_notes', key: ['project', 'submission_id', 'id'], way: 'rows', submission: 'submission_id' },
  { table: 'earshot_history', key: ['project', 'submission_id', 'id'], way: 'rows', submission: 'submission_id' },
  {
    table: 'earshot_replies',
    key: ['project', 'submission_id', 'id'],
    way: 'rows',
    submission: 'submission_id',
    // Queued then, it may have been sent since: nobody gets a mail twice. The team can send it again.
    comesBackAs: (row) => (row['state'] === 'queued' ? { ...row, state: 'failed', error_code: 'restored' } : row),
  },
  { table: 'earshot_mail_choices', key: ['person', 'project'], way: 'rows', onlyIntoEmpty: true },
  {
    table: 'earshot_mails',
    key: ['kind', 'person', 'project', 'period'],
    way: 'rows',
    // As with replies: nobody gets the same digest twice.
    comesBackAs: (row) => (row['state'] === 'queued' ? { ...row, state: 'failed', error_code: 'restored' } : row),
  },
  { table: 'earshot_alerts', key: ['project', 'what', 'period'], way: 'rows' },
  { table: 'earshot_seen', key: ['person', 'project'], way: 'rows' },
  { table: 'earshot_updates', key: ['project', 'id'], way: 'rows', onlyIntoEmpty: true },
  { table: 'earshot_update_texts', key: ['project', 'id', 'locale'], way: 'rows', onlyIntoEmpty: true },
  {
    table: 'earshot_update_submissions',
    key: ['project', 'submission_id', 'update_id'],
    way: 'rows',
    onlyIntoEmpty: true,
    submission: 'submission_id',
  },
  { table: 'earshot_themes', key: ['project', 'id'], way: 'rows', onlyIntoEmpty: true },
  {
    table: 'earshot_theme_submissions',
    key: ['project', 'submission_id', 'theme_id'],
    way: 'rows',
    onlyIntoEmpty: true,
    submission: 'submission_id',
    // In no sum yet; `restore` has its themes looked through.
    comesBackAs: (row) => ({ ...row, counted: false }),
  },
  { table: 'earshot_views', key: ['project', 'id'], way: 'rows', onlyIntoEmpty: true },
  { table: 'earshot_userdata', key: ['project', 'user_key'], way: 'userdata' },
  // What comes back was counted again: those of the backup take the place of that.
  { table: 'earshot_counters', key: ['project', 'name'], way: 'counters' },
];

/** What no backup holds, and why. */
export const LEFT_OUT: { [table: string]: string } = {
  earshot_pending: 'what comes back is counted anew',
  earshot_counted: 'what comes back is counted anew',
  earshot_sums: 'what comes back is counted anew',
  earshot_week_sums: 'what comes back is counted anew',
  earshot_traffic: 'what comes back is counted anew',
  earshot_keys: 'what comes back is counted anew',
  earshot_theme_sums: 'what comes back is counted anew',
  earshot_search: 'what comes back is indexed anew',
  earshot_unsearched: 'what comes back is indexed anew',
  earshot_passes: 'what comes back is indexed anew',
  earshot_sessions: 'people sign in again',
  earshot_deliveries: 'what was waiting may have been delivered since',
  earshot_webhook_attempts: 'says how a receiver is, not what people said',
  earshot_leases: 'holds for minutes',
  earshot_log_dead: 'waits for a collector that can store it, and is no submission yet',
  earshot_recent_texts: 'hashes of the last hour',
  earshot_migrations: 'says what this database is, not what it holds',
};

/**
 * Settings that stay out: the admin token belongs to an installation, and so does whether its tables are partitioned. What signs erasures must be in: without it their marks
 * say nothing, and what was erased would come back.
 */
export const SETTINGS_LEFT_OUT = ['admin_token_hash', 'partitions'];
