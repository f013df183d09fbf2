import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Running } from './process';
import { everyAckStands, type Sender, type Sent, until } from './sender';

/** `npm run test:durability` asks for 20; beside all other tests two show that it still works. */
export const ROUNDS = Number(process.env['DURABILITY_ROUNDS'] ?? 2);
export const LANES = 16;
const MOST_LATER_MS = 2;

/** A config without rate limits: all that is sent comes from one address. */
export const withoutLimits = (): { folder: string; env: Record<string, string> } => {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-kills-'));
  const path = join(folder, 'config.json');
  writeFileSync(
    path,
    JSON.stringify({
      projects: { shop: { origins: ['https://shop.example'] } },
      limits: { perIpPerMinute: 0, perProjectPerMinute: 0 },
    }),
  );
  return { folder, env: { EARSHOT_CONFIG: path, EARSHOT_PROJECTS: '' } };
};

/**
 * Waits for a moment in the middle of the load, another one each round, and kills there. Returns how many requests were
 * open then and did not get an ack.
 */
export const killInOpenRequests = async (
  sender: Sender,
  /** Awaits `now` when all is ready, and kills at once. */
  kill: (now: () => Promise<void>) => Promise<unknown>,
): Promise<number> => {
  const enough = sender.acked.size + 20 + Math.floor(Math.random() * 120);
  await until(() => sender.acked.size >= enough);
  let open: Sent[] = [];
  await kill(async () => {
    // Right after the answers that are here were read and others were asked for.
    do await new Promise((resolve) => setImmediate(resolve));
    while (!sender.open.size);
    open = [...sender.open];
    // On their way, in a group, in the commit, on their way back.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Math.random() * MOST_LATER_MS);
  });
  await until(() => open.every(({ outcome }) => outcome));
  return open.filter(({ outcome }) => outcome !== 'answered').length;
};

/** After the last round: all that was made is acked and stored once, and nothing else is. Says what the rounds were. */
export const allEndStoredOnce = async (what: string, sender: Sender, cut: number[], running: Running) => {
  await sender.drained();
  expect(sender.acked.size).toBe(sender.made());
  expect(await everyAckStands(sender.acked, running)).toBe(sender.made());
  const intoOpen = cut.filter((requests) => requests > 0).length;
  const { duplicate, resent } = sender.counts;
  console.log(
    `${what}: ${cut.length} kills, ${intoOpen} of them into open requests (${cut.reduce((a, b) => a + b, 0)} requests ` +
      `cut); ${sender.acked.size} records acked, each stored once; ${resent} resent, of which ${duplicate} were stored ` +
      'before and absorbed as duplicates',
  );
  // Kills into nothing would prove nothing; about two in three fall into something, which says little of two kills.
  if (cut.length >= 10) expect(intoOpen).toBeGreaterThanOrEqual(cut.length / 5);
};
