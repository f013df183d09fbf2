import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';

/** Cost of a hash: memory is 128 · N · r bytes, time grows with N · r · p. */
export interface PasswordCost {
  /** A power of two. */
  N: number;
  r: number;
  p: number;
}

/** 128 MiB and a third of a second. https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#scrypt */
export const OWASP_COST: PasswordCost = { N: 2 ** 17, r: 8, p: 1 };

export const SHORTEST_PASSWORD = 12;
/** Far beyond any sentence; a bound all the same, since anybody may send the form. */
export const LONGEST_PASSWORD = 200;

const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** Hashes that may wait for their turn; more would wait longer than a person does. */
const MOST_WAITING = 50;

/** Node's own `scrypt`, or what a test puts in its place. */
export type Derive = (password: string, salt: Buffer, cost: PasswordCost) => Promise<Buffer>;

const derive: Derive = (password, salt, { N, r, p }) =>
  new Promise((resolve, reject) => {
    // Node allows 32 MiB by default.
    const maxmem = 128 * N * r + 128 * r * p + 2 ** 20;
    scrypt(password, salt, HASH_BYTES, { N, r, p, maxmem }, (error, hash) => (error ? reject(error) : resolve(hash)));
  });

/** The same text, however its letters were typed (NIST SP 800-63B, 5.1.1.2). */
const normal = (password: string): string => password.normalize('NFKC');

const lengthOf = (password: string): number => [...normal(password)].length;

/** What is wrong with a new password, as a sentence; undefined when nothing is. */
export const passwordProblem = (password: string): string | undefined => {
  const length = lengthOf(password);
  if (length < SHORTEST_PASSWORD)
    return `A password needs ${SHORTEST_PASSWORD} characters or more. Four words will do.`;
  return length > LONGEST_PASSWORD ? `A password may have ${LONGEST_PASSWORD} characters.` : undefined;
};

/** Without letters and digits that are taken for one another. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** `kq3f-…`: 24 characters in groups of four, to be read out to somebody. */
export const newPassword = (): string =>
  Array.from({ length: 6 }, () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')).join(
    '-',
  );

interface Stored {
  cost: PasswordCost;
  salt: Buffer;
  hash: Buffer;
}

/** PHC string format: `$scrypt$ln=17,r=8,p=1$salt$hash`. https://github.com/P-H-C/phc-string-format */
const write = ({ cost: { N, r, p }, salt, hash }: Stored): string =>
  `$scrypt$ln=${Math.log2(N)},r=${r},p=${p}$${salt.toString('base64url')}$${hash.toString('base64url')}`;

const read = (stored: string): Stored | undefined => {
  const match = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,3}),p=(\d{1,3})\$([\w-]+)\$([\w-]+)$/.exec(stored);
  if (!match) return undefined;
  const [, ln, r, p, salt, hash] = match;
  return {
    cost: { N: 2 ** Number(ln), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt!, 'base64url'),
    hash: Buffer.from(hash!, 'base64url'),
  };
};

/** Thrown where too many hashes wait already; the one who asks may try again. */
export class TooBusy extends Error {}

/**
 * Hashes passwords and checks them, one at a time: each takes 128 MiB, and anybody may send the form that asks for one.
 * @throws {TooBusy} when fifty wait.
 */
export const createPasswords = (cost: PasswordCost = OWASP_COST, deriveHash: Derive = derive) => {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  const inTurn: Derive = (...asked) => {
    if (waiting >= MOST_WAITING) return Promise.reject(new TooBusy('Too many passwords are being checked.'));
    waiting++;
    const mine = last.then(() => deriveHash(...asked)).finally(() => waiting--);
    last = mine.catch(() => {});
    return mine;
  };
  const dummySalt = randomBytes(SALT_BYTES);

  return {
    /** The text to store; another one each time. */
    async hash(password: string): Promise<string> {
      const salt = randomBytes(SALT_BYTES);
      return write({ cost, salt, hash: await inTurn(normal(password), salt, cost) });
    },
    /** Whether this is the password that was stored. Without a stored one it takes as long, and the answer is no. */
    async matches(password: string, stored: string | undefined): Promise<boolean> {
      const known = stored === undefined ? undefined : read(stored);
      // Nobody has so long a one, whatever the name: that says nothing of the name.
      const given = lengthOf(password) > LONGEST_PASSWORD ? '' : normal(password);
      const hash = await inTurn(given, known?.salt ?? dummySalt, known?.cost ?? cost);
      return known !== undefined && hash.length === known.hash.length && timingSafeEqual(hash, known.hash);
    },
    /** Whether it was stored at another cost than new ones are. */
    needsRehash(stored: string): boolean {
      const known = read(stored)?.cost;
      return !known || known.N !== cost.N || known.r !== cost.r || known.p !== cost.p;
    },
  };
};

export type Passwords = ReturnType<typeof createPasswords>;
