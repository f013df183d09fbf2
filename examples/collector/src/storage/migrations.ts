import { accounts } from './migrations/accounts';
import { growth } from './migrations/growth';
import { inbox } from './migrations/inbox';
import { ingestLog } from './migrations/ingest-log';
import { mailings } from './migrations/mailings';
import { rollup } from './migrations/rollup';
import { search } from './migrations/search';
import { spam } from './migrations/spam';
import { themeSums } from './migrations/theme-sums';
import { transfer } from './migrations/transfer';
import { updates } from './migrations/updates';
import { webhooks } from './migrations/webhooks';

/**
 * Each entry is one version and is never changed once released: add a new one below it, as a file of `migrations/` and a
 * line here. All names begin with `earshot_`: the database may be one that other tools keep a `settings` or a
 * `migrations` in.
 * Text keys, no sequences, no extensions, so that the same SQL runs on every database that speaks Postgres.
 */
export const migrations: string[][] = [
  [
    // `body` is the record as it was frozen on the device, after the contract dropped unknown fields. The other
    // columns repeat parts of it for reading and searching.
    `CREATE TABLE earshot_submissions (
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
    'CREATE INDEX earshot_submissions_newest ON earshot_submissions (project, kind, received_at)',
    'CREATE INDEX earshot_submissions_tests ON earshot_submissions (project, id) WHERE test',
    // What answers may be counted together (figure key): survey, version, question, mode, channel, and per locale the
    // wording: its hash, or the displayed prompt and scale. `figure` is the hash of all that.
    `CREATE TABLE earshot_figures (
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
    `CREATE TABLE earshot_answers (
      project text NOT NULL,
      id text NOT NULL,
      question text NOT NULL,
      figure text NOT NULL,
      value text NOT NULL,
      label text NOT NULL,
      PRIMARY KEY (project, id, question)
    )`,
    `CREATE TABLE earshot_counters (
      project text NOT NULL,
      name text NOT NULL,
      value bigint NOT NULL,
      PRIMARY KEY (project, name)
    )`,
    // Keyed hashes of erased ids: a late retry is answered `duplicate` and stores nothing (security rule 9).
    `CREATE TABLE earshot_erased (
      project text NOT NULL,
      id_hash text NOT NULL,
      erased_at timestamptz NOT NULL,
      PRIMARY KEY (project, id_hash)
    )`,
    'CREATE TABLE earshot_settings (name text PRIMARY KEY, value text NOT NULL)',
  ],
  [
    // The hash that stands for prompt, labels and scale where the page sends one, else empty.
    `ALTER TABLE earshot_figures ADD COLUMN wording text NOT NULL DEFAULT ''`,
  ],
  [
    // Fails, by dividing by zero, when a row of the list of { project, id_hash } is erased by now. VOLATILE is what it
    // is for: such a function looks anew, where the statement that calls it sees only what was there when it began.
    `CREATE OR REPLACE FUNCTION earshot_none_erased(list json) RETURNS integer LANGUAGE sql VOLATILE AS
      'SELECT 1 / CASE WHEN EXISTS (
         SELECT 1 FROM json_to_recordset($1) AS t (project text, id_hash text)
         JOIN earshot_erased e ON e.project = t.project AND e.id_hash = t.id_hash
       ) THEN 0 ELSE 1 END'`,
  ],
  [
    // Pictures and files that a record lists under `attachments`. `type` is what the bytes begin like.
    `CREATE TABLE earshot_attachments (
      project text NOT NULL,
      record_id text NOT NULL,
      id text NOT NULL,
      type text NOT NULL,
      bytes integer NOT NULL,
      sha256 text NOT NULL,
      received_at timestamptz NOT NULL,
      body bytea NOT NULL,
      PRIMARY KEY (project, record_id, id)
    )`,
  ],
  rollup,
  accounts,
  webhooks,
  updates,
  inbox,
  transfer,
  ingestLog,
  spam,
  mailings,
  growth,
  search,
  themeSums,
];
