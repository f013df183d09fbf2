import { createRateLimit } from '../ingest/rate-limit';
import type { Accounts, Generation } from './accounts';
import type { KnownBrowser } from './known-browser';

/** Of one name, from all addresses together; after them one more every 12 s, so that nobody is kept out for long. */
const WRONG_PASSWORDS_PER_MINUTE = 5;

export type SignInOutcome = { is: 'in'; account: Generation } | { is: 'wrong' } | { is: 'wait'; waitS: number };

export interface PasswordTry {
  name: string;
  password: string;
  /** Hash of the address it comes from. */
  address: string;
  /** What the browser's cookie says of who signed in there before. */
  mark: string | undefined;
}

export interface SignInOptions {
  accounts: Accounts;
  /** Counts wrong tries by address, also those of the admin token. */
  byAddress: ReturnType<typeof createRateLimit>;
  knownBrowser: KnownBrowser;
  clock: () => number;
}

/** Tries a name and a password, as often as may be. */
export const createSignIn = ({ accounts, byAddress, knownBrowser, clock }: SignInOptions) => {
  const byName = createRateLimit(WRONG_PASSWORDS_PER_MINUTE, clock);

  return async ({ name: given, password, address, mark }: PasswordTry): Promise<SignInOutcome> => {
    const name = given.trim().toLowerCase();
    const tries = knownBrowser.triesOf(name, mark);
    const waitS = Math.max(byAddress.wait(address), byName.wait(tries));
    if (waitS) return { is: 'wait', waitS };
    // Counted before the answer is known: a hundred at once are a hundred tries.
    byAddress.take(address);
    byName.take(tries);
    let wrong = false;
    try {
      const account = await accounts.check(name, password);
      wrong = !account;
      return account ? { is: 'in', account } : { is: 'wrong' };
    } finally {
      if (!wrong) {
        byAddress.giveBack(address);
        byName.giveBack(tries);
      }
    }
  };
};

export type SignIn = ReturnType<typeof createSignIn>;
