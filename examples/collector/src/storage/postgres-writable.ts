import pg from 'pg';
import { placeOf } from './postgres-hosts';

/** One that hangs must not hold up the choice of one that does not. */
const LOOK_TIMEOUT_MS = 3_000;

/** What one of several servers says of itself. */
export type Seen =
  | {
      url: string;
      writable: boolean;
      /** Of PostgreSQL's history: one more with each promotion, as eight hexadecimal digits. Empty where it has none. */
      timeline: string;
    }
  | { url: string; error: Error & { code?: string } };

/**
 * The server to write to. Of two that both take writes it is the one that was promoted last: the other one is a primary
 * that came back from the dead and does not know of its successor.
 */
export const bestOf = (seen: Seen[]): string | undefined => {
  let best: { url: string; timeline: string } | undefined;
  for (const one of seen) if ('writable' in one && one.writable && (!best || one.timeline > best.timeline)) best = one;
  return best?.url;
};

/** Says of each why it is not the one. */
export const noneWritable = (seen: Seen[]): Error => {
  const each = seen.map((one) => {
    const place = placeOf(one.url);
    return 'error' in one ? `${place} does not answer (${one.error.code ?? one.error.message})` : `${place} only reads`;
  });
  return Object.assign(new Error(`no server takes writes: ${each.join('; ')}`), { code: 'NO_WRITABLE_SERVER' });
};

/** Whether an error may mean that another server should be looked for: this one is gone, going, or only reads by now. */
export const isAway = (error: unknown): boolean => {
  // What a server says has a severity; all else is the network, or the driver giving up.
  const { severity, code = '' } = error as { severity?: string; code?: string };
  return severity === undefined || /^(08|57P|25006)/.test(code);
};

/** Asks a server. Never rejects. */
export const lookAt = async (url: string): Promise<Seen> => {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: LOOK_TIMEOUT_MS,
    query_timeout: LOOK_TIMEOUT_MS,
    application_name: 'earshot-collector',
  });
  client.on('error', () => {}); // it also fails the query
  try {
    await client.connect();
    // A standby shows it, and a primary that was set to it; each engine that speaks Postgres knows it.
    const { rows } = await client.query('SHOW transaction_read_only');
    const writable = rows[0]?.transaction_read_only === 'off';
    const timeline = writable
      ? await client
          .query('SELECT substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) AS timeline')
          .then((found) => String(found.rows[0].timeline))
          .catch(() => '') // another engine, which has other ways to agree on one
      : '';
    return { url, writable, timeline };
  } catch (error) {
    return { url, error: error as Error };
  } finally {
    await client.end().catch(() => {});
  }
};
