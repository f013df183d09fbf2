import pg from 'pg';
import { type Database, type Query, StartError } from './database';
import { hostsOf, placeOf } from './postgres-hosts';
import { createServers } from './postgres-servers';
import { transactionQueries } from './transaction-queries';

export interface PostgresOptions {
  /** Connection string. Of several servers that it names, the one that takes writes is used (`postgres-hosts.ts`). */
  url: string;
  /** Schema of all tables, made when missing. @default the connection's own search path */
  schema?: string | undefined;
  /** Most connections of this process. @default 10 */
  maxConnections?: number | undefined;
}

const CONNECT_TIMEOUT_MS = 10_000;
/** Longer than any honest query here; a hanging one must not hold an ack for ever. */
const QUERY_TIMEOUT_MS = 30_000;

/**
 * Within a transaction the server ends a statement before its client gives up: else it would go on with nobody waiting,
 * and hold its locks.
 */
const STATEMENT_TIMEOUT_MS = 25_000;
/** A process that freezes within a transaction loses it, so that the others do not wait for its rows. */
const BEGIN = `BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL idle_in_transaction_session_timeout = ${QUERY_TIMEOUT_MS}; SET LOCAL statement_timeout = ${STATEMENT_TIMEOUT_MS}`;

const BEGIN_PATIENTLY = 'BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL statement_timeout = 0';

const ignore = () => {};

/**
 * A client takes one query at a time; what is asked meanwhile waits here. Where one fails those behind it are not asked:
 * behind one that hangs each would wait out its own timeout.
 */
const oneByOne = (ask: (sql: string, params?: unknown[]) => Promise<{ rows: unknown[] }>): Query => {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(sql: string, params?: unknown[]) => {
    const answer = last.then(() => ask(sql, params)).then(({ rows }) => rows as T[]);
    last = answer;
    answer.catch(ignore);
    return answer;
  };
};

/** What is wrong and what to do, in the words of who set DATABASE_URL. */
const whyNot = (code: string | undefined, message: string): string => {
  // Without a password in the address the driver itself fails, in the words of the protocol.
  if (code ? /^28/.test(code) : /SASL|password/i.test(message))
    return `refuses this user or password: ${message}. Correct them in DATABASE_URL.`;
  if (code === '3D000') return `is there, but has no such database: ${message}. Make it, or correct DATABASE_URL.`;
  if (code === 'NO_WRITABLE_SERVER') return `cannot be written to: ${message}. Promote one, or correct DATABASE_URL.`;
  // SQLSTATEs have five characters; those of the network are words.
  if (code?.length === 5) return `refuses the connection: ${message} (${code}).`;
  return `does not answer (${code ?? message}). Check that it runs and that DATABASE_URL names its host and port.`;
};

const ignoreExisting = (error: { code?: string }) => {
  if (error.code !== '23505' && error.code !== '42P06') throw error;
};

/**
 * PostgreSQL, or what speaks its protocol. Any number of collectors may share one database.
 * @throws {StartError} `unreachable`, `config`.
 */
export const openPostgres = async ({ url, schema, maxConnections = 10 }: PostgresOptions): Promise<Database> => {
  if (schema !== undefined && !/^[a-z_][a-z0-9_]{0,62}$/.test(schema))
    throw new StartError(
      'config',
      `DATABASE_SCHEMA "${schema}" must be 1 to 63 of a-z 0-9 _ and not begin with a digit.`,
    );
  const urls = hostsOf(url);
  const settings = {
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'earshot-collector',
    ...(schema && { options: `-c search_path=${schema}` }),
  };
  const openPool = (connectionString: string): pg.Pool => {
    const pool = new pg.Pool({
      ...settings,
      connectionString,
      max: maxConnections,
      query_timeout: QUERY_TIMEOUT_MS,
      // Erasure rests on it (see `erase.ts`), so it is not left to a setting of the server.
      onConnect: async (client) => {
        await client.query(`SET default_transaction_isolation = 'read committed'`);
      },
    });
    // An idle connection that the server closes is replaced at the next query; without a listener it ends the process.
    pool.on('error', (error) => servers.failed(error));
    return pool;
  };
  const servers = createServers(urls, openPool);
  /** Whatever fails on a server may be a reason to look for another one. */
  const heard = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await answer;
    } catch (error) {
      servers.failed(error);
      throw error;
    }
  };
  const ask = async (sql: string, params?: unknown[]) => {
    const { pool } = await servers.now();
    return heard(pool.query(sql, params));
  };
  const name = `PostgreSQL at ${urls.map(placeOf).join(' or ')}`;
  try {
    const { rowCount } = await ask('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema ?? '']);
    // Asked for first, since IF NOT EXISTS needs the right to make one even where it is there. Two collectors that start
    // at once may both find it missing; the slower one's error says that it is there now.
    if (schema && !rowCount) await ask(`CREATE SCHEMA IF NOT EXISTS ${schema}`).catch(ignoreExisting);
  } catch (error) {
    await servers.close();
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === '42501')
      throw new StartError('config', `${name} does not let this user make the schema "${schema}": ${message}.`, {
        cause: error,
      });
    throw new StartError('unreachable', `${name} ${whyNot(code, message)}`, { cause: error });
  }
  return {
    name,
    gone: new Promise(() => {}), // connections come back
    shared: true,
    query: async <T>(sql: string, params?: unknown[]) => (await ask(sql, params)).rows as T[],
    async transaction(work) {
      const { pool } = await servers.now();
      const client = await heard(pool.connect());
      // The pool listens only to idle ones. A connection lost here also fails the query that is running or comes next.
      client.on('error', ignore);
      const giveBack = () => {
        client.off('error', ignore);
        client.release();
      };
      const queries = transactionQueries(oneByOne((sql, params) => heard(client.query(sql, params))));
      try {
        await heard(client.query(BEGIN));
        const result = await work(queries.query);
        await queries.end();
        await heard(client.query('COMMIT'));
        giveBack();
        return result;
      } catch (error) {
        await queries.end().catch(ignore);
        // A connection that cannot even roll back is thrown away, not handed to the next caller. It keeps its listener:
        // the rest of its end may still come.
        await client.query('ROLLBACK').then(giveBack, () => client.release(true));
        throw error;
      }
    },
    async patiently(work) {
      // A connection of its own: those of the pool give up on a statement, so that none holds an answer for ever.
      const client = new pg.Client({ ...settings, connectionString: (await servers.now()).url });
      client.on('error', ignore);
      await heard(client.connect());
      const queries = transactionQueries(oneByOne((sql, params) => client.query(sql, params)));
      try {
        await client.query(BEGIN_PATIENTLY);
        const result = await work(queries.query);
        await queries.end();
        await client.query('COMMIT');
        return result;
      } finally {
        await client.end(); // which also rolls back what was not committed
      }
    },
    close: servers.close,
  };
};
