/** What no statement of the collector may hold, and which engine it would not run on, or not mean the same (`src/storage/README.md`). */
export const REFUSED: { name: string; pattern: RegExp }[] = [
  { name: 'sequences', pattern: /\b(small|big)?serial\b|\bIDENTITY\b|\bSEQUENCE\b|\b(next|curr|set|last)val\s*\(/i },
  {
    name: 'extensions',
    pattern: /\bCREATE\s+EXTENSION\b|\b(similarity|digest|crypt|uuid_generate_v4)\s*\(|\b(citext|hstore|ltree)\b/i,
  },
  { name: 'triggers and rules', pattern: /\bCREATE\b[^;]*?\b(TRIGGER|RULE)\b/i },
  {
    name: 'functions and procedures',
    pattern: /\bCREATE\b[^;]*?\b(FUNCTION|PROCEDURE)\b|\bplpgsql\b|^\s*(DO\s*['$]|CALL\s)/i,
  },
  { name: 'LISTEN and NOTIFY', pattern: /^\s*(UN)?LISTEN\b|^\s*NOTIFY\b|\bpg_notify\b/i },
  { name: 'advisory locks', pattern: /advisory\w*lock/i },
  { name: 'table locks', pattern: /^\s*LOCK\s+TABLE\b/i },
  {
    name: 'unlogged and temporary tables',
    pattern: /\bUNLOGGED\b|\bCREATE\s+(GLOBAL\s+|LOCAL\s+)?TEMP(ORARY)?\b|\bON\s+COMMIT\s+(DROP|DELETE|PRESERVE)\b/i,
  },
  { name: 'system columns', pattern: /\b(ctid|xmin|xmax|cmin|cmax|tableoid)\b/i },
  { name: 'system catalogs', pattern: /\bpg_(?!advisory|notify)\w+|::reg\w+|\bto_reg\w+/i },
  { name: 'rows that are skipped', pattern: /\bSKIP\s+LOCKED\b|\bNOWAIT\b/i },
  {
    name: 'partitions and inheritance',
    pattern: /\bPARTITION\s+(BY\s+(RANGE|LIST|HASH)|OF)\b|\b(AT|DE)TACH\s+PARTITION\b|\bINHERITS\b/i,
  },
  { name: 'foreign keys', pattern: /\bREFERENCES\b|\bFOREIGN\s+KEY\b/i },
  { name: 'exclusion and deferred constraints', pattern: /\bEXCLUDE\s+USING\b|\bDEFERRABLE\b/i },
  { name: 'generated columns', pattern: /\bGENERATED\s+ALWAYS\s+AS\s*\(/i },
  { name: 'types and views of its own', pattern: /\bCREATE\s+(TYPE|DOMAIN|MATERIALIZED|COLLATION)\b/i },
  { name: 'MERGE', pattern: /^\s*MERGE\s+INTO\b/i },
  { name: 'COPY and cursors', pattern: /^\s*COPY\s|^\s*DECLARE\s|\bWITH\s+HOLD\b/i },
  {
    name: 'indexes of one engine',
    pattern: /\bUSING\s+(gist|spgist|sp-gist|brin|hash)\b|\bINDEX\s+CONCURRENTLY\b|\bINCLUDE\s*\(/i,
  },
  { name: 'indexes of several columns by GIN', pattern: /\bUSING\s+gin\s*\([^)]*,/i },
  { name: 'full text by one language', pattern: /\bto_ts(vector|query)\b|\btsvector\b/i },
  { name: 'ON CONFLICT by the name of a constraint', pattern: /\bON\s+CONFLICT\s+ON\s+CONSTRAINT\b/i },
  { name: 'maintenance', pattern: /^\s*(VACUUM|ANALYZE|REINDEX|CLUSTER)\b/i },
  { name: 'samples and grouping sets', pattern: /\bTABLESAMPLE\b|\bGROUPING\s+SETS\b|\b(CUBE|ROLLUP)\s*\(/i },
];

interface Exception {
  name: string;
  /** Of the statement. */
  text: RegExp;
  why: string;
}

/** Few, and each with what becomes of it elsewhere. */
export const ALLOWED: Exception[] = [
  {
    name: 'advisory locks',
    text: /^SELECT pg_advisory_xact_lock\(/,
    why: 'Migrations of collectors that start at once wait for each other. Where it locks nothing (CockroachDB until 2026), start one collector first.',
  },
  {
    name: 'functions and procedures',
    text: /FUNCTION earshot_none_erased\(/,
    why: 'One statement in SQL that must look anew while another runs. Where it sees what that one sees, all is SERIALIZABLE or must be (src/storage/erase.ts).',
  },
  {
    name: 'rows that are skipped',
    text: /FROM earshot_deliveries\b[\s\S]*FOR UPDATE SKIP LOCKED/,
    why: 'Only so that two do not wait for each other: who waits instead finds the rows no longer due, since the update asks again.',
  },
  {
    name: 'system catalogs',
    text: /^SELECT 1 FROM pg_namespace WHERE nspname = \$1$/,
    why: 'Asked for only with DATABASE_SCHEMA; all three have it.',
  },
  {
    name: 'system catalogs',
    text: /^SELECT substr\(pg_walfile_name\(/,
    why: 'Asked for only where DATABASE_URL names several servers, which is for standbys of PostgreSQL.',
  },
  {
    name: 'maintenance',
    text: /^VACUUM earshot_\w+$/,
    why: 'PGlite only, which has no autovacuum: behind `!database.shared`.',
  },
  {
    name: 'system catalogs',
    text: /^SELECT gin_clean_pending_list\(/,
    why: 'PGlite only, for the same reason: an insert would do it all at once.',
  },
];

/** Only where PARTITIONS=month was asked for, which is for PostgreSQL: other engines spread tables in ways of their own. */
const ALLOWED_IN = /^(storage\/partitions\/|retention\/(whole-months|forget-expired)\.)/;
const ALLOWED_THERE = ['table locks', 'system catalogs', 'partitions and inheritance'];

/** What of a statement would not run everywhere; empty where all of it would. `file` is where it stands, below `src/`. */
export const refusals = (sql: string, file = ''): string[] => {
  const text = sql.replace(/--[^\n]*/g, '').trim();
  return REFUSED.filter(({ pattern }) => pattern.test(text))
    .map(({ name }) => name)
    .filter((name) => !ALLOWED.some((one) => one.name === name && one.text.test(text)))
    .filter((name) => !(ALLOWED_IN.test(file) && ALLOWED_THERE.includes(name)));
};
