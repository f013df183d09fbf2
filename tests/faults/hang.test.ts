import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { SeenRequest } from '../support/fault-proxy';
import { first, hang, status } from '../support/faults';
import { useStage } from '../support/stage';
import { expectStoredOnce, token, untilAsked } from '../support/stored';

const stage = useStage();

// a lease so long that no record is freed by its end within a test: only the end of the request can free it
const timing = { requestTimeoutMs: 3_000, leaseMs: 600_000 };

const heldLocks = (page: Page) =>
  page.evaluate(async () => (await navigator.locks.query()).held!.map(({ name }) => name));

/** From the making of the record to its arrival in `again`. */
const waitedMs = ({ raw, atMs }: SeenRequest, words: string) => {
  const record = [...raw.values()].find((text) => text.includes(words))!;
  return atMs - Date.parse(JSON.parse(record).time.createdAt);
};

describe.each([
  ['with', true],
  ['without', false],
])('%s navigator.locks', (_, locks) => {
  test('fault 7: the first request of a submit hangs and is aborted, and its record is sent again (Q8)', async () => {
    const scene = await stage.scene({ locks, timing });
    scene.proxy.fault = first(1, hang);
    const tab = await scene.tab();
    const words = token();
    await tab.submit(words);
    await expectStoredOnce(scene, [words], tab);
    expect(waitedMs(scene.proxy.seen[1]!, words)).toBeGreaterThanOrEqual(timing.requestTimeoutMs);
  });

  test("fault 7: the drain loop's request hangs and is aborted, and its lease and lock are free for others (Q5, Q8)", async () => {
    const scene = await stage.scene({ locks, timing });
    const [stuck, other] = [await scene.tab(), await scene.tab()];
    const words = [token('stuck'), token('other')];
    // refused at first, so that it is the drain loop that sends the second time, under the lock
    scene.proxy.fault = first(1, status(429, { 'retry-after': '1' }), first(1, hang));
    await stuck.submit(words[0]!);
    await untilAsked(scene, 2);
    if (locks) expect(await heldLocks(stuck.page)).toEqual([`earshot:${scene.project}`]);
    await other.submit(words[1]!);
    await expectStoredOnce(scene, words, other);

    const mine = scene.proxy.seen.filter(({ raw }) => [...raw.values()].some((text) => text.includes(words[0]!)));
    expect(waitedMs(mine[2]!, words[0]!)).toBeGreaterThanOrEqual(1_000 + timing.requestTimeoutMs);
    if (locks) {
      const free = { message: 'locks that are never given back' };
      await expect.poll(() => heldLocks(stuck.page), free).toEqual([]);
    }
  });
});
