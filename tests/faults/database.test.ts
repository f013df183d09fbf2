import { expect, test } from 'vitest';
import { readDatabases } from '../support/idb';
import { useStage } from '../support/stage';
import { expectStoredOnce, token } from '../support/stored';

const stage = useStage();

/** The project is the first part of the page's path. */
const makeEmptyDatabase = () => {
  indexedDB.open(`earshot:${location.pathname.split('/')[1]}`);
};

/** Whether the page gets a connection within so many ms. */
const opensWithin = ([name, ms]: readonly [string, number]) =>
  new Promise<boolean>((resolve) => {
    const asked = indexedDB.open(name);
    asked.onsuccess = () => {
      asked.result.close();
      resolve(true);
    };
    setTimeout(resolve, ms, false);
  });

test('fault 18: a database without our store is left behind, and the words are kept in another one (Q12)', async () => {
  const scene = await stage.scene();
  const tab = await scene.tab({ before: makeEmptyDatabase });
  const words = [token(), token()];
  for (const text of words) expect(await tab.submit(text)).toMatchObject({ ok: true, kept: 'device' });
  await expectStoredOnce(scene, words, tab);
  expect(Object.keys((await readDatabases(tab.page))[`earshot:${scene.project}~`] ?? {})).toContain('meta:total');
  // another visit finds the same two
  const next = await scene.tab();
  const later = token();
  expect(await next.submit(later)).toMatchObject({ ok: true, kept: 'device' });
  await expectStoredOnce(scene, [later], next);
});

test('fault 17: another tab that opens a higher version gets it, and submits go on (Q12, Q13)', async () => {
  const scene = await stage.scene();
  const tab = await scene.tab();
  const words = [token('before'), token('after')];
  await tab.submit(words[0]!);
  const other = await scene.tab();
  const upgraded = other.page.evaluate(
    (name) =>
      new Promise<number>((resolve, reject) => {
        const asked = indexedDB.open(name, 2);
        asked.onsuccess = () => resolve(asked.result.version);
        asked.onerror = () => reject(asked.error);
      }),
    `earshot:${scene.project}`,
  );
  expect(await upgraded).toBe(2);
  // that connection stays open, and is no obstacle
  expect(await tab.submit(words[1]!)).toMatchObject({ ok: true, kept: 'device' });
  await expectStoredOnce(scene, words, tab);
});

test('fault 17: an upgrade that a third page blocks makes nobody hang: memory within the limit, and the words arrive (Q12)', async () => {
  const scene = await stage.scene({ timing: { storageTimeoutMs: 2_000 } });
  const tab = await scene.tab();
  const [first, second] = [token('first'), token('second')];
  await tab.submit(first);
  await expectStoredOnce(scene, [first], tab);
  const blocker = await scene.tab();
  const name = `earshot:${scene.project}`;
  await blocker.page.evaluate(
    (name) =>
      new Promise<void>((resolve) => {
        // a connection of the page's own that never gives way, and an upgrade that waits for it
        const held = indexedDB.open(name);
        held.onsuccess = () => {
          Object.assign(window, { held: held.result, upgrade: indexedDB.open(name, 9) });
          resolve();
        };
      }),
    name,
  );
  // whether the upgrade waits is asked where it matters: Firefox does not always tell who asked for it that it is blocked
  await expect.poll(() => tab.page.evaluate(opensWithin, [name, 1_000] as const), { timeout: 20_000 }).toBe(false);
  expect(await tab.submit(second)).toMatchObject({ ok: true, kept: 'memory' });
  await expectStoredOnce(scene, [second]);
});
