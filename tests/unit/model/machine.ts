import { AsyncLocalStorage } from 'node:async_hooks';
import { vi } from 'vitest';

/** What can be taken from a tab: its life, for ever, or its time, for a while. */
export interface Process {
  alive: boolean;
  frozen: boolean;
  /** What came due while it was frozen, in order. */
  late: (() => void)[];
}

/**
 * Virtual time, and processes that live in it. Every step of a process begins with one of its timers, so that a step
 * can be refused to the dead and put off for the frozen. `vi.useFakeTimers` must be on.
 */
export function makeMachine() {
  const current = new AsyncLocalStorage<Process>();
  const plain = globalThis.setTimeout; // the faked one

  const step = (process: Process, job: () => void) => {
    if (!process.alive) return;
    if (process.frozen) process.late.push(job);
    else current.run(process, job);
  };
  /** Runs `job` as a step of the process, `ms` from now. */
  const after = (process: Process, ms: number, job: () => void) => plain(() => step(process, job), ms);

  // the product's own timers belong to the process that set them
  vi.stubGlobal('setTimeout', (job: () => void, ms?: number, ...args: unknown[]) => {
    const process = current.getStore();
    return process ? after(process, ms ?? 0, () => (job as (...args: unknown[]) => void)(...args)) : plain(job, ms);
  });

  /** Resolves as a step of the process; never, if it is dead by then. */
  const sleep = (process: Process, ms: number) => new Promise<void>((resolve) => after(process, ms, resolve));

  const holders = new Map<string, Process>();
  vi.stubGlobal('navigator', {
    locks: {
      async request(name: string, _options: LockOptions, job: (lock: Lock | null) => unknown) {
        const process = current.getStore()!;
        if (holders.get(name)?.alive) return job(null);
        holders.set(name, process);
        try {
          return await job({ name, mode: 'exclusive' });
        } finally {
          if (holders.get(name) === process) holders.delete(name);
        }
      },
    },
  });
  vi.stubGlobal('addEventListener', () => {}); // no page is left here: tabs are killed

  return {
    sleep,
    /** Resolves in virtual time, outside of any process: what the browser, the network or the collector does. */
    elapse: (ms: number) => new Promise<void>((resolve) => plain(resolve, ms)),
    spawn: (): Process => ({ alive: true, frozen: false, late: [] }),
    run: <T>(process: Process, job: () => T): T => current.run(process, job),
    thaw(process: Process) {
      process.frozen = false;
      for (const job of process.late.splice(0)) plain(() => step(process, job), 0);
    },
    /** Lets time pass. */
    pass: (ms: number) => vi.advanceTimersByTimeAsync(ms),
  };
}
export type Machine = ReturnType<typeof makeMachine>;
