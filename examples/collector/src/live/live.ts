import type { Sessions } from '../accounts/sessions';
import { createWatch, type WatchOptions } from './watch';

/** What one page that is open holds. */
export interface Listener {
  /** Whose it is. */
  person: string;
  /** Hash of the account's session; undefined for one of the admin token. */
  session: string | undefined;
  /** Ends it: for good where who listens is not signed in any more, else until they come back. */
  end: (how: 'signed out' | 'later') => void;
}

/** Pages that may be open at once: of one account, and of one process. Only those in sight count, of which nobody has many. */
export const MOST_LISTENING = { person: 20, process: 500 };
/** How long a page goes on after its session ended elsewhere. */
const CHECK_MS = 2_000;

export interface LiveOptions extends WatchOptions {
  sessions: Pick<Sessions, 'alive'>;
  most?: { person: number; process: number } | undefined;
  checkMs?: number | undefined;
}

/** Who listens on this process, how many may, and that nobody does who has signed out. */
export const createLive = ({ sessions, most = MOST_LISTENING, checkMs = CHECK_MS, ...options }: LiveOptions) => {
  const watch = createWatch(options);
  const listeners = new Set<Listener>();
  let closed = false;

  const check = async () => {
    const held = [...listeners].filter(({ session }) => session);
    if (!held.length) return;
    const alive = await sessions.alive([...new Set(held.map(({ session }) => session!))]);
    for (const one of held) if (!alive.has(one.session!)) one.end('signed out');
  };
  // A database that is away says nothing of anybody; what it would tell is not told meanwhile either.
  const timer = setInterval(() => check().catch(() => {}), checkMs);
  timer.unref();

  return {
    join: watch.join,
    /** Adds a listener, or says what there are too many of. */
    open(listener: Listener): 'person' | 'process' | undefined {
      if (closed || listeners.size >= most.process) return 'process';
      const own = [...listeners].filter(({ person }) => person === listener.person).length;
      if (own >= most.person) return 'person';
      listeners.add(listener);
      return undefined;
    },
    leave: (listener: Listener) => listeners.delete(listener),
    /** Sends everybody away, so that a server that stops does not wait for them; another collector takes them. */
    end() {
      closed = true;
      for (const one of listeners) one.end('later');
    },
    async close() {
      closed = true;
      clearInterval(timer);
      for (const one of listeners) one.end('later');
      await watch.close();
    },
  };
};

export type Live = ReturnType<typeof createLive>;
