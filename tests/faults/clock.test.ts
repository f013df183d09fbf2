import { expect, test } from 'vitest';
import { first, status } from '../support/faults';
import { rowsOf } from '../support/idb';
import { useStage } from '../support/stage';
import { expectStoredOnce, token, untilFailed, untilHeld } from '../support/stored';

const stage = useStage();

/** Runs before a page: `Date` is wrong by the hours that its address names, as after a clock that was set. */
const wrongClock = () => {
  const offMs = Number(new URLSearchParams(location.search).get('hours')) * 36e5;
  const { now } = Date;
  const Real = Date;
  Date.now = () => now() + offMs;
  window.Date = new Proxy(Real, {
    construct: (target, args) => Reflect.construct(target, args.length ? args : [Real.now()]),
  });
};

const YEAR = 365 * 24;

for (const [name, hours] of [
  ['a year ahead', YEAR],
  ['a year behind', -YEAR],
  ['an hour ahead, as when a DST change is applied twice', 1],
  ['an hour behind', -1],
] as const) {
  test(`fault 22: a clock that is ${name} neither stalls nor purges what waits (Q6, Q8)`, async () => {
    const scene = await stage.scene();
    // a backoff and a Retry-After are on the device
    scene.proxy.fault = first(2, status(503, { 'retry-after': '1' }));
    const tab = await scene.tab();
    const words = [token('old'), token('new'), token('back')];
    await tab.submit(words[0]!);
    await untilFailed(scene, tab);
    await untilHeld(scene, tab);
    expect(Object.keys(await rowsOf(tab.page, scene.project, 'q:'))).toHaveLength(1);
    await tab.page.close();

    const wrong = await scene.tab({ before: wrongClock, query: `?hours=${hours}` });
    expect(Math.round((await wrong.page.evaluate(() => Date.now() - performance.timeOrigin)) / 36e5)).toBe(hours);
    expect(await wrong.submit(words[1]!)).toMatchObject({ ok: true, kept: 'device' });
    await expectStoredOnce(scene, words.slice(0, 2), wrong);
    expect(await wrong.events('expired')).toEqual([]);
    await wrong.page.close();

    // set right again
    const right = await scene.tab();
    await right.submit(words[2]!);
    await expectStoredOnce(scene, words, right);
  });
}
