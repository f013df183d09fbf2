import { describe, expect, test } from 'vitest';
import { first, status } from '../support/faults';
import { useStage } from '../support/stage';
import { expectStoredOnce, token, untilHeld } from '../support/stored';
import { UNHURRIED } from '../support/tab';

const stage = useStage();

/** The longest wait that full jitter may choose, so that a wait can be measured. */
const longestJitter = () => {
  Math.random = () => 0.999;
};

describe.each([
  ['with', true],
  ['without', false],
])('%s navigator.locks', (_, locks) => {
  test('fault 5: 500s are waited out with a doubling backoff, then stored once (Q8)', async () => {
    const scene = await stage.scene({ locks, timing: UNHURRIED });
    scene.proxy.fault = first(4, status(500));
    const tab = await scene.tab({ before: longestJitter });
    const words = token();
    await tab.submit(words);
    await expectStoredOnce(scene, [words], tab);

    const { seen } = scene.proxy;
    expect(seen.map(({ ids, attempts }) => attempts[ids[0]!] ?? 0)).toEqual([0, 1, 2, 3, 4]);
    const gaps = seen.slice(1).map(({ atMs }, index) => atMs - seen[index]!.atMs);
    for (const [index, gap] of gaps.entries())
      expect(gap).toBeGreaterThanOrEqual(Math.floor(0.999 * 40 * 2 ** index) - 2);
  });

  test('fault 5: jitter may also be nothing, and 500s never exhaust a record (Q8)', async () => {
    const scene = await stage.scene({ locks, timing: UNHURRIED });
    scene.proxy.fault = first(12, status(503));
    const tab = await scene.tab({
      before: () => {
        Math.random = () => 0;
      },
    });
    const words = token();
    await tab.submit(words);
    await expectStoredOnce(scene, [words], tab);
    expect(scene.proxy.seen).toHaveLength(13);
    expect(await tab.events('rejected')).toEqual([]);
  });

  test.each([
    ['seconds', () => '5', 5_000],
    ['a date', () => new Date(Date.now() + 6_000).toUTCString(), 5_000], // HTTP dates have no milliseconds
  ])(
    'fault 6: 429 with Retry-After in %s holds back two tabs, a flush() and a reload (Q8)',
    async (_name, value, leastMs) => {
      const scene = await stage.scene({ locks, timing: UNHURRIED });
      const [one, two] = [await scene.tab(), await scene.tab()];
      const words = [token('one'), token('two')];
      scene.proxy.fault = first(1, (exchange) => status(429, { 'retry-after': value() })(exchange));
      await one.submit(words[0]!);
      await one.heard('saved');
      await untilHeld(scene, one);
      await two.submit(words[1]!);
      await two.call('flush');
      await one.call('flush');
      await two.page.reload();
      await expectStoredOnce(scene, words, two);
      expect(scene.proxy.seen[1]!.atMs - scene.proxy.seen[0]!.atMs).toBeGreaterThanOrEqual(leastMs - 5);
    },
  );

  test.each([
    ['garbage', 'soon'],
    ['negative', '-5'],
  ])('fault 6: a %s Retry-After counts as none (Q8)', async (_name, value) => {
    const scene = await stage.scene({ locks, timing: UNHURRIED });
    scene.proxy.fault = first(2, status(429, { 'retry-after': value }));
    const [one, two] = [await scene.tab({ before: longestJitter }), await scene.tab({ before: longestJitter })];
    const words = [token('one'), token('two')];
    await one.submit(words[0]!);
    await two.submit(words[1]!);
    await expectStoredOnce(scene, words, one);
    const { seen } = scene.proxy;
    expect(seen[2]!.atMs - seen[0]!.atMs).toBeGreaterThanOrEqual(35);
  });
});

test('Q8: retryAfter in the body holds where a proxy drops the header', async () => {
  const scene = await stage.scene({ timing: UNHURRIED });
  scene.proxy.fault = first(1, status(503, {}, { retryAfter: 1 }));
  const tab = await scene.tab();
  const words = token();
  await tab.submit(words);
  await expectStoredOnce(scene, [words], tab);
  expect(scene.proxy.seen[1]!.atMs - scene.proxy.seen[0]!.atMs).toBeGreaterThanOrEqual(995);
});
