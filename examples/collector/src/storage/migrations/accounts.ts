/** Lines of the contact as it stood at the end of `search_text`: e-mail address, then name, each only where it was given. */
const CONTACT = `concat_ws(chr(10), nullif(contact ->> 'email', ''), nullif(contact ->> 'name', ''))`;
/** What no database takes out of a JSON text, though it stands in one: NUL and halves of surrogate pairs. */
const UNREADABLE = String.raw`'\\u(0000|d[89a-f][0-9a-f]{2})', '\ufffd', 'g'`;

/**
 * Who may read the report, who is signed in, and who changed what. And contacts get a column of their own to be searched
 * in: whoever sees them masked must not find them letter by letter.
 */
export const accounts: string[] = [
  // `password` is a salted hash with its parameters. `generation` is new with each change after which nobody may go on as
  // before: a session holds the one that it was started in.
  `CREATE TABLE earshot_accounts (
    name text PRIMARY KEY,
    role text NOT NULL,
    password text NOT NULL,
    generation text NOT NULL,
    disabled boolean NOT NULL,
    created_at timestamptz NOT NULL,
    signed_in_at timestamptz
  )`,
  // `token_hash` is of the cookie's value: who reads this table can sign in as nobody.
  `CREATE TABLE earshot_sessions (
    token_hash text PRIMARY KEY,
    account text NOT NULL,
    generation text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
  )`,
  'CREATE INDEX earshot_sessions_account ON earshot_sessions (account)',
  'CREATE INDEX earshot_sessions_expiry ON earshot_sessions (expires_at)',
  // `id` begins with the time. `target` is an account, a submission's id, or whatever else was changed; never words.
  `CREATE TABLE earshot_audit (
    id text PRIMARY KEY,
    at timestamptz NOT NULL,
    project text,
    who text NOT NULL,
    action text NOT NULL,
    target text NOT NULL,
    detail text NOT NULL
  )`,
  'CREATE INDEX earshot_audit_who ON earshot_audit (who, id)',
  'CREATE INDEX earshot_audit_target ON earshot_audit (project, target)',
  `ALTER TABLE earshot_submissions ADD COLUMN search_contact text NOT NULL DEFAULT ''`,
  // As many lines as the contact has are taken from the end: they are there in lower case, which this database may make
  // otherwise than JavaScript did.
  `UPDATE earshot_submissions s SET search_text = parts.words,
     search_contact = ltrim(substr(s.search_text, length(parts.words) + 1), chr(10))
   FROM (
     SELECT project, id, regexp_replace(search_text,
       '(^|\\n)([^\\n]*\\n){' || (length(contact) - length(replace(contact, chr(10), ''))) || '}[^\\n]*$', '') AS words
     FROM (
       SELECT project, id, search_text, ${CONTACT} AS contact
       FROM (
         SELECT project, id, search_text,
           regexp_replace(body, ${UNREADABLE})::json #> '{respondent,contact}' AS contact
         FROM earshot_submissions WHERE position('"contact":{' in body) > 0
       ) AS found
     ) AS said WHERE contact <> ''
   ) AS parts WHERE s.project = parts.project AND s.id = parts.id`,
];
