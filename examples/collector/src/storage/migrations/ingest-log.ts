/** What came out of the ingest log and cannot be stored, with the words that were promised to be kept. */
export const ingestLog: string[] = [
  // `project` is empty where the message is no record; `record_id` is then a hash of it. `entry` is the message.
  `CREATE TABLE earshot_log_dead (
    project text NOT NULL,
    record_id text NOT NULL,
    reason text NOT NULL,
    received_at timestamptz NOT NULL,
    entry text NOT NULL,
    PRIMARY KEY (project, record_id)
  )`,
];
