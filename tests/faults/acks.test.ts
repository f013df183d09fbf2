import { describe, expect, test } from 'vitest';
import { ackOnly, first, lostAck, status } from '../support/faults';
import { useStage } from '../support/stage';
import { expectStoredOnce, token, untilHeld } from '../support/stored';
import { UNHURRIED } from '../support/tab';

const stage = useStage();

describe.each([
  ['with', true],
  ['without', false],
])('%s navigator.locks', (_, locks) => {
  test('fault 8: a partial ack removes only what it lists (Q4)', async () => {
    const scene = await stage.scene({ locks, timing: UNHURRIED });
    const tab = await scene.tab();
    const early = token('early');
    const words = [token('a'), token('b'), token('c')];
    scene.proxy.fault = first(1, status(429, { 'retry-after': '10' })); // so that the others gather in one batch
    await tab.submit(early);
    await untilHeld(scene, tab);
    for (const text of words) await tab.submit(text);
    scene.proxy.fault = first(
      1,
      ackOnly((_id, index) => index === 1),
    );
    await expectStoredOnce(scene, [early, ...words], tab);

    const [, batch, ...later] = scene.proxy.seen;
    expect(batch!.ids).toHaveLength(3);
    const again = later.flatMap(({ ids }) => ids);
    expect(again).not.toContain(batch!.ids[1]);
    expect(again).toEqual(expect.arrayContaining([batch!.ids[0], batch!.ids[2]]));
    expect(await tab.events('sent')).toHaveLength(4);
  });

  test('fault 9: a lost ack ends as one row, the second one counted as a duplicate (Q3)', async () => {
    const scene = await stage.scene({ locks });
    scene.proxy.fault = first(1, lostAck);
    const tab = await scene.tab();
    const words = token();
    await tab.submit(words);
    await expectStoredOnce(scene, [words], tab);
    const counted = await scene.collector.counters(scene.project);
    expect(counted.accepted).toBe(1);
    expect(counted.duplicate).toBeGreaterThanOrEqual(1); // Chromium itself was seen to post twice
    expect(counted.conflict).toBe(0);
    expect(await tab.events('sent')).toHaveLength(1);
  });
});

test('Q3: a retry sends the same bytes, and attempts are counted beside them', async () => {
  const scene = await stage.scene();
  scene.proxy.fault = first(3, lostAck);
  const tab = await scene.tab();
  const words = `${token()} "records":[ \\ 안녕 \u00e9 👋🏽 \u2028 </script>`;
  await tab.submit(words);
  await expectStoredOnce(scene, [words.slice(0, 42)], tab);

  const { seen } = scene.proxy;
  expect(seen.length).toBeGreaterThanOrEqual(4);
  const id = seen[0]!.ids[0]!;
  expect(new Set(seen.map(({ raw }) => raw.get(id))).size).toBe(1);
  expect(JSON.parse(seen[0]!.raw.get(id)!).answers[0].value).toBe(words);
  expect(seen.at(-1)!.attempts[id]).toBeGreaterThanOrEqual(3);
  expect(seen[0]!.raw.get(id)).not.toContain('attempts');
});
