/**
 * What webhooks still have to be told. A delivery names its submission and holds nothing of it: the payload is made when
 * it is sent. `waiting`: to be sent from `due_at` on; whoever claims one moves `due_at` to the end of its lease. `dead`:
 * given up at `due_at`, kept to be looked at and sent again. One that arrived is deleted.
 */
export const webhooks: string[] = [
  `CREATE TABLE earshot_deliveries (
    project text NOT NULL,
    id text NOT NULL,
    webhook text NOT NULL,
    event text NOT NULL,
    record_id text NOT NULL,
    detail text NOT NULL,
    happened_at timestamptz NOT NULL,
    state text NOT NULL,
    due_at timestamptz NOT NULL,
    claim text NOT NULL,
    attempts integer NOT NULL,
    attempted_at timestamptz,
    last_status integer,
    last_code text NOT NULL,
    PRIMARY KEY (project, id)
  )`,
  'CREATE INDEX earshot_deliveries_due ON earshot_deliveries (project, webhook, state, due_at)',
  'CREATE INDEX earshot_deliveries_record ON earshot_deliveries (project, record_id)',
  // How the last attempt at each webhook went, over all collectors.
  `CREATE TABLE earshot_webhook_attempts (
    project text NOT NULL,
    webhook text NOT NULL,
    attempted_at timestamptz NOT NULL,
    delivered boolean NOT NULL,
    status integer,
    code text NOT NULL,
    PRIMARY KEY (project, webhook)
  )`,
];
