/** O-data by the host's own key of a person, and who does what only one collector should do. */
export const transfer: string[] = [
  // `data` is JSON of at most 30 scalars, as in a record. Its erasure leaves a mark as that of a submission does.
  `CREATE TABLE earshot_userdata (
    project text NOT NULL,
    user_key text NOT NULL,
    data text NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (project, user_key)
  )`,
  // A row is held until `expires_at` by the clock of the database, which all collectors share.
  `CREATE TABLE earshot_leases (
    name text PRIMARY KEY,
    holder text NOT NULL,
    expires_at timestamptz NOT NULL
  )`,
];
