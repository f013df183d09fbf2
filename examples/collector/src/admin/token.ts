import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { createRateLimit } from '../ingest/rate-limit';
import { StartError } from '../storage/database';
import type { Store } from '../storage/store';

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url');

const equal = (a: string, b: string): boolean => {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
};

/**
 * The admin token's hash: of `given`, else of the one made at the first start with this database.
 * `token` is present only when it was made just now: print it, it cannot be read again.
 */
export const adminToken = async (store: Store, given?: string): Promise<{ hash: string; token?: string }> => {
  if (given) return { hash: hashToken(given) };
  const token = randomBytes(24).toString('base64url');
  const { value, made } = await store.setting('admin_token_hash', () => hashToken(token));
  return made ? { hash: value, token } : { hash: value };
};

const SHORTEST_TOKEN = 16;
/** Longer ones get lost on their way: in form fields, headers and addresses. */
const LONGEST_TOKEN = 200;

/**
 * A token that cannot be found by trying, and fits everywhere.
 * @throws {StartError} `config`; `name` says whose setting it is.
 */
export const longToken = (token: string, name: string): string => {
  if (token.length > LONGEST_TOKEN)
    throw new StartError(
      'config',
      `${name} has ${token.length} characters, and may have ${LONGEST_TOKEN}. For example: openssl rand -hex 16`,
    );
  if (token.length >= SHORTEST_TOKEN) return token;
  throw new StartError(
    'config',
    `${name} needs ${SHORTEST_TOKEN} characters or more: whoever guesses it reads everything. For example: openssl rand -hex 16`,
  );
};

const SESSION_MS = 30 * 86_400_000;
const WRONG_TOKENS_PER_MINUTE = 20;

/** What a token opens. The metrics may have one of their own, which opens nothing else. */
export type Door = 'admin' | 'metrics';

/** Who may read. A session is a signed expiry date, so that several collectors with one token need no shared memory. */
export const createAdminCheck = (hash: string, clock: () => number, metricsHash?: string | undefined) => {
  const sign = (expires: string) => createHmac('sha256', `report session ${hash}`).update(expires).digest('base64url');
  const wrong = createRateLimit(WRONG_TOKENS_PER_MINUTE, clock);
  return {
    /** Wrong tries by address, shared by all doors: a password is tried at the same ones. */
    wrong,
    /**
     * Whether this token opens the door; the admin token opens each. After too many wrong ones from an address (`addressHash`), through whichever
     * door they came, none is looked at for `waitS` seconds, not even the right one.
     */
    tryToken: (token: string, address: string, door: Door = 'admin'): { ok: boolean; waitS: number } => {
      const waitS = wrong.wait(address);
      if (waitS) return { ok: false, waitS };
      const given = hashToken(token);
      const ok = equal(given, hash) || (door === 'metrics' && metricsHash !== undefined && equal(given, metricsHash));
      if (!ok) wrong.take(address);
      return { ok, waitS: 0 };
    },
    newSession: () => {
      const expires = String(clock() + SESSION_MS);
      return { value: `${expires}.${sign(expires)}`, maxAgeS: SESSION_MS / 1_000 };
    },
    isSession: (value: string | undefined) => {
      const [expires = '', signature = ''] = (value ?? '').split('.');
      return equal(signature, sign(expires)) && Number(expires) > clock();
    },
  };
};

export type AdminCheck = ReturnType<typeof createAdminCheck>;
