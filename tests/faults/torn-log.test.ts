import { appendFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Timing } from '../../src/options';
import { engine } from '../support/browser';
import { hang, pass, status } from '../support/faults';
import { putRow } from '../support/idb';
import { type Scene, useStage } from '../support/stage';
import { expectStoredOnce, token, untilHeld, waiting } from '../support/stored';

const stage = useStage();

/**
 * What a browser leaves that is killed between the two writes of one record of LevelDB's log: the header (checksum,
 * length, type: https://github.com/google/leveldb/blob/main/doc/log_format.md) of something that never came.
 * Answers with the file.
 */
function tearLog(profile: string): string {
  const folder = join(profile, 'Default/IndexedDB');
  const database = join(folder, readdirSync(folder).find((name) => name.endsWith('.leveldb'))!);
  const [log] = readdirSync(database)
    .filter((name) => name.endsWith('.log'))
    .sort()
    .slice(-1);
  appendFileSync(join(database, log!), Buffer.from([0x12, 0x34, 0x56, 0x78, 0x90, 1, 1]));
  return join(database, log!);
}

/** Kills the browser in the midst of a write, as far as the disk shows it. */
async function killInWrite(scene: Scene): Promise<string> {
  const { profile } = scene.browser();
  await scene.kill();
  return tearLog(profile);
}

/** A database of the site that has our name. */
const keepOneOfTheSites = () => {
  indexedDB.open('earshot').onsuccess = ({ target }) => (target as IDBOpenDBRequest).result.close();
};

/** A page with an attempt that does not end as long as it lives. */
const unending = (timing: Partial<Timing> = {}) => ({ options: { timing: { ...timing, requestTimeoutMs: 600_000 } } });

describe.skipIf(engine !== 'chromium')('LevelDB, which only Chromium keeps databases in', () => {
  test('fault 39: a browser killed in the midst of a write loses nothing, not even when it is killed once more (Q1)', async () => {
    const scene = await stage.scene();
    // the first life is over before anything has failed, so that nothing was renewed in it
    scene.proxy.fault = hang;
    const words = [token('before'), token('after')];
    await (await scene.tab()).submit(words[0]!);
    const torn = await killInWrite(scene);
    scene.proxy.fault = status(500);
    const tab = await scene.tab();
    expect(await tab.submit(words[1]!)).toMatchObject({ ok: true, kept: 'device' });
    await expect.poll(() => existsSync(torn), { message: 'the torn log' }).toBe(false);
    await scene.kill();
    scene.proxy.fault = pass;
    await expectStoredOnce(scene, words, await scene.tab());
  });

  test('fault 39: nor does one that is killed again in its first attempt, while the endpoint is silent (Q1)', async () => {
    const scene = await stage.scene();
    const words = [token('before'), token('after')];
    const first = await scene.tab();
    await first.submit(words[0]!);
    await expectStoredOnce(scene, [words[0]!], first);
    const torn = await killInWrite(scene);
    scene.proxy.fault = hang;
    const tab = await scene.tab(unending());
    expect(await tab.submit(words[1]!)).toMatchObject({ ok: true, kept: 'device' });
    await expect.poll(() => existsSync(torn), { message: 'the torn log' }).toBe(false);
    await scene.kill();
    scene.proxy.fault = pass;
    await expectStoredOnce(scene, words, await scene.tab());
  });

  test('fault 39: nor does one that is killed again in its first drain, while the endpoint is silent (Q1)', async () => {
    const scene = await stage.scene();
    scene.proxy.fault = hang;
    const words = token();
    await (await scene.tab()).submit(words);
    const torn = await killInWrite(scene);
    // a lease that ends later than any of this page's would is none, so its first drain takes the words at once
    const tab = await scene.tab(unending({ leaseMs: 1 }));
    await expect.poll(() => existsSync(torn), { message: 'the torn log' }).toBe(false);
    expect((await tab.events()).map(({ type }) => type)).not.toContain('error');
    await scene.kill();
    scene.proxy.fault = pass;
    await expectStoredOnce(scene, [words], await scene.tab());
  });

  test('fault 39: nor does it where the endpoint asks for patience, and nothing is sent in the life after (Q1, Q8)', async () => {
    const scene = await stage.scene();
    scene.proxy.fault = status(429, { 'retry-after': '600' });
    const words = token();
    const first = await scene.tab();
    await first.submit(words);
    await untilHeld(scene, first);
    const torn = await killInWrite(scene);
    const batches = scene.proxy.seen.length;
    await scene.tab();
    await expect.poll(() => existsSync(torn), { message: 'the torn log' }).toBe(false);
    await scene.kill();
    scene.proxy.fault = pass;
    const tab = await scene.tab();
    expect(await waiting(scene, tab)).toBe(1);
    expect(scene.proxy.seen).toHaveLength(batches);
    await putRow(tab.page, scene.project, 'meta:endpoint', undefined); // the patience is over
    await tab.call('flush');
    await expectStoredOnce(scene, [words], tab);
  });

  test('fault 39: what is deleted for a new log is a database of our own making, whatever the site calls its own (Q16)', async () => {
    const scene = await stage.scene();
    const tab = await scene.tab({ before: keepOneOfTheSites });
    const words = token();
    await tab.submit(words);
    await expectStoredOnce(scene, [words], tab);
    const kept = () =>
      tab.page.evaluate(async () => {
        const names = (await indexedDB.databases()).map(({ name }) => name);
        return { theirs: names.includes('earshot'), ours: names.includes('earshot~') };
      });
    await expect.poll(kept).toEqual({ theirs: true, ours: false });
  });

  test('fault 39: Chromium itself throws all databases of such an origin away: when no supported version does, renew-log.ts can go', async () => {
    const scene = await stage.scene();
    /** Puts rows beside Earshot's, which has nothing to keep here. */
    const puts = (page: Page, from: number) =>
      page.evaluate(
        (first) =>
          new Promise<number>((resolve, reject) => {
            const opening = indexedDB.open('of-the-site');
            opening.onupgradeneeded = () => opening.result.createObjectStore('kv');
            opening.onerror = () => reject(opening.error);
            opening.onsuccess = () => {
              const tx = opening.result.transaction('kv', 'readwrite', { durability: 'strict' });
              const kv = tx.objectStore('kv');
              const found = kv.count();
              for (let key = first; key < first + 10; key++) kv.put('x', key);
              tx.oncomplete = () => resolve(found.result);
            };
          }),
        from,
      );
    const seen = [await puts((await scene.tab()).page, 0)];
    await killInWrite(scene);
    for (const from of [10, 20]) {
      seen.push(await puts((await scene.tab()).page, from));
      await scene.kill();
    }
    expect(seen).toEqual([0, 10, 0]);
  });
});
