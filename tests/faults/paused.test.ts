import { describe, expect, test } from 'vitest';
import { pass, status } from '../support/faults';
import { useStage } from '../support/stage';
import {
  expectNothingStored,
  expectStoredOnce,
  pause,
  token,
  untilAsked,
  untilFailed,
  untilPaused,
  waiting,
} from '../support/stored';
import { UNHURRIED } from '../support/tab';

const stage = useStage();

describe.each([405, 415, 404, 400])('fault 37: an endpoint that answers %i to everything', (code) => {
  test('is paused in all tabs, loses nothing, and gets everything when it is mended (Q7)', async () => {
    const scene = await stage.scene({ timing: UNHURRIED });
    scene.proxy.fault = status(code);
    const options = { timing: { pauseMs: 10_000 } };
    const [one, two] = [await scene.tab({ options }), await scene.tab({ options })];
    const words = [token('one'), token('two'), token('three')];
    await one.submit(words[0]!);
    // one 400 could be the record's fault; a second one says that it is the endpoint
    await untilAsked(scene, code === 400 ? 2 : 1);
    await untilPaused(scene, one, 1_000);
    const asked = scene.proxy.seen.length;
    await two.submit(words[1]!);
    await one.submit(words[2]!);
    await pause(600);
    expect(scene.proxy.seen).toHaveLength(asked);
    expect(await waiting(scene, one)).toBe(3);
    expect(await one.events('rejected')).toEqual([]);
    expect((await one.events('error')).map(({ detail }) => detail.code)).toContain('endpoint');
    await expectNothingStored(scene);

    scene.proxy.fault = pass;
    await expectStoredOnce(scene, words, two);
    expect(scene.proxy.seen[asked]!.atMs - scene.proxy.seen[asked - 1]!.atMs).toBeGreaterThanOrEqual(9_990);
  });
});

test("Q8: a host's own flush() does not wait for the end of a pause", async () => {
  const scene = await stage.scene({ timing: UNHURRIED });
  scene.proxy.fault = status(404);
  const tab = await scene.tab();
  const words = token();
  await tab.submit(words);
  await untilAsked(scene, 1);
  await untilFailed(scene, tab);
  scene.proxy.fault = pass;
  await tab.call('flush');
  await expectStoredOnce(scene, [words], tab); // long before the pause of 72 s ends
});

test('Q7: 410 pauses for much longer than other answers', async () => {
  const scene = await stage.scene({ timing: UNHURRIED });
  scene.proxy.fault = status(410);
  const tab = await scene.tab({ options: { timing: { pauseMs: 100, goneMs: 2_000 } } });
  const words = token();
  await tab.submit(words);
  await untilAsked(scene, 1);
  scene.proxy.fault = pass;
  await expectStoredOnce(scene, [words], tab);
  expect(scene.proxy.seen[1]!.atMs - scene.proxy.seen[0]!.atMs).toBeGreaterThanOrEqual(1_990);
  expect((await tab.events('error')).map(({ detail }) => detail.code)).toContain('gone');
});
