import { afterAll, beforeAll, expect, test } from 'vitest';
import { changedBuild } from '../support/changed-build';
import { rowsOf } from '../support/idb';
import { type Origin, serveFiles } from '../support/origins';
import { useStage } from '../support/stage';
import { expectStoredOnce, token } from '../support/stored';
import type { Tab } from '../support/tab';

const stage = useStage();

/** A real build of an SDK that stores its rows in a shape of its own, and reads those of today. */
let newer: Origin & { remove(): void };

beforeAll(async () => {
  const { dist, remove } = changedBuild(`newer-${process.env['EARSHOT_ENGINE'] ?? 'chromium'}`, [
    ['src/feedback.ts', '          v: 1,', '          v: 2 as never,'],
    ['src/delivery/queue.ts', '(row as Entry | null)?.v) > 1', '(row as Entry | null)?.v) > 2'],
    ['src/delivery/queue.ts', '(row as Entry).v <= 1', '(row as Entry).v <= 2'],
    ['src/version.ts', "VERSION = '", "VERSION = '9."],
  ]);
  newer = { ...(await serveFiles(dist)), remove };
}, 300_000);

afterAll(async () => {
  await newer?.close();
  newer?.remove();
});

const sdks = (seen: { body: Buffer }[]) => [
  ...new Set(seen.map(({ body }) => String(JSON.parse(String(body)).sdk.version).slice(0, 2))),
];
const versions = async ({ page }: Tab, project: string) =>
  Object.values(await rowsOf(page, project, 'q:')).map((row) => (row as { v: number }).v);

test('fault 28: two SDKs side by side in two tabs share the queue: each word is stored once, and the older one leaves the newer rows alone (Q5, Q13)', async () => {
  const scene = await stage.scene();
  const [old, young] = [await scene.tab(), await scene.tab({ assets: newer.url })];
  await scene.offline(true);
  const words = Array.from({ length: 8 }, (_, index) => token(`side${index}`));
  for (const [index, word] of words.entries()) await (index % 2 ? young : old).submit(word);
  expect((await versions(old, scene.project)).sort()).toEqual([1, 1, 1, 1, 2, 2, 2, 2]);
  await scene.offline(false);
  await Promise.all([old, young, old, young].map((tab) => tab.call('flush')));
  await expectStoredOnce(scene, words, young);
  expect(sdks(scene.proxy.seen)).toContain('9.');
  expect(
    [...(await old.events('error')), ...(await young.events('error'))].map(({ detail }) => detail.code),
  ).not.toContain('corrupt');
});

test('fault 28: an upgrade sends what the old SDK left, and after a downgrade nothing is lost until the next upgrade (Q13)', async () => {
  const scene = await stage.scene();
  const [first, second, third] = [token('old'), token('new'), token('old-again')];
  const old = await scene.tab();
  await scene.offline(true);
  await old.submit(first);
  await old.page.close();
  await scene.offline(false);

  const upgraded = await scene.tab({ assets: newer.url });
  await expectStoredOnce(scene, [first], upgraded);
  await scene.offline(true);
  await upgraded.submit(second);
  await upgraded.page.close();
  await scene.offline(false);

  const downgraded = await scene.tab();
  await downgraded.submit(third);
  await expectStoredOnce(scene, [first, third]);
  await downgraded.call('flush');
  expect(await versions(downgraded, scene.project)).toEqual([2]);
  expect(JSON.stringify(await rowsOf(downgraded.page, scene.project, 'q:'))).toContain(second);
  await downgraded.page.close();

  await expectStoredOnce(scene, [first, second, third], await scene.tab({ assets: newer.url }));
});
