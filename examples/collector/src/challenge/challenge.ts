import { createRateLimit } from '../ingest/rate-limit';

/** What a hook is asked about: a batch of a project that more comes to than it should. Nothing of anybody's words. */
export interface ChallengeRequest {
  project: string;
  /** What the batch has as `challenge`; undefined where it has none, as with every widget of today. */
  token: string | undefined;
  /** Of the request, where it has one. */
  origin: string | undefined;
  /** Salted hash of the address; empty where it is not known. Another one after each start. */
  address: string;
  records: number;
}

/** `ask`: the records are answered `retry`, and pass with a token, or later without one. */
export type Challenge = (request: ChallengeRequest) => 'pass' | 'ask' | Promise<'pass' | 'ask'>;

export interface ChallengeOptions {
  challenge: Challenge | undefined;
  /** Requests a minute to one project that pass without being asked, with as many at once; 0: all. */
  perMinute: number;
  /** Milliseconds since 1970. */
  clock: () => number;
  log: (line: string) => void;
}

/** A hook that says nothing for so long lets pass: whoever wrote waits for an answer. */
const HOOK_MS = 2_000;
/** A longer text is no token. */
export const LONGEST_TOKEN = 4_096;
/** Seconds after which a sender that knows nothing of challenges tries again. */
export const ASKED_RETRY_S = 60;

/** The token of a batch as it was sent: none of the contract, so a collector without a hook drops it. */
export const tokenOf = (batch: unknown): string | undefined => {
  const token =
    typeof batch === 'object' &&
    batch !== null &&
    Object.hasOwn(batch, 'challenge') &&
    (batch as { challenge: unknown }).challenge;
  return typeof token === 'string' && token !== '' && token.length <= LONGEST_TOKEN ? token : undefined;
};

/**
 * Whether a batch has to come again. The hook is asked only while more requests come to a project than it is set to take
 * freely, and never decides about anything but when: no record is refused or lost by it (rules Q2 and Q4). Where it fails,
 * all pass.
 */
export const createChallenge = ({ challenge, perMinute, clock, log }: ChallengeOptions) => {
  const free = createRateLimit(perMinute, clock);
  const lines = createRateLimit(1, clock);
  /** A hook fails in a flood if ever: one line a minute says it as well as thousands. */
  const say = (project: string, what: string) => {
    if (!lines.take(project)) log(`challenge: the hook of project "${project}" ${what}: all pass`);
  };
  const late = () =>
    new Promise<'late'>((resolve) => {
      setTimeout(resolve, HOOK_MS, 'late').unref();
    });
  return async (request: ChallengeRequest): Promise<boolean> => {
    if (!challenge || !free.take(request.project)) return false;
    try {
      const verdict = await Promise.race([challenge(request), late()]);
      if (verdict === 'late') say(request.project, `did not answer within ${HOOK_MS} ms`);
      return verdict === 'ask';
    } catch (error) {
      say(request.project, `failed (${(error as Error).name})`);
      return false;
    }
  };
};
