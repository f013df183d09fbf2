import { expect } from 'vitest';
import { testIn } from '../support/engine-only';
import { pass, status } from '../support/faults';
import { useStage } from '../support/stage';
import { expectQueueEmpty, expectStoredOnce, token, waiting } from '../support/stored';

const stage = useStage();

/** Runs in a page: another database of the page takes what room there is. */
const fillUp = () =>
  new Promise<string>((resolve) => {
    const opening = indexedDB.open('of-the-page');
    opening.onupgradeneeded = () => opening.result.createObjectStore('kv');
    opening.onsuccess = () => {
      const put = (size: number, at: number) => {
        const tx = opening.result.transaction('kv', 'readwrite');
        // what cannot be compressed
        const bytes = new Uint8Array(size);
        for (let from = 0; from < size; from += 65_536)
          crypto.getRandomValues(bytes.subarray(from, Math.min(size, from + 65_536)));
        tx.objectStore('kv').put(bytes, `${size} ${at}`);
        tx.oncomplete = () => put(size, at + 1);
        tx.onabort = () => {
          if (size > 2_000) put(size >> 2, 0);
          else {
            opening.result.close();
            resolve(tx.error!.name);
          }
        };
      };
      put(4_000_000, 0);
    };
  });

testIn('chromium')(
  'fault 13: where the quota is used up nothing that waits goes, new words are in memory, the page is told why, and all arrive once (Q11, Q12)',
  {
    timeout: 120_000,
  },
  async () => {
    const scene = await stage.scene();
    const tab = await scene.tab();
    const words = [token('waits'), token('no-room'), token('room-again')];
    scene.proxy.fault = status(503);
    await tab.submit(words[0]!);
    const session = await tab.page.context().newCDPSession(tab.page);
    const origin = await tab.page.evaluate(() => location.origin);
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 6_000_000 });
    expect(await tab.page.evaluate(fillUp)).toBe('QuotaExceededError');

    expect(await tab.submit(words[1]! + 'x'.repeat(3_900))).toMatchObject({ ok: true, kept: 'memory' });
    await expect.poll(async () => (await tab.events('error')).map(({ detail }) => detail.code)).toContain('storage');
    expect(await waiting(scene, tab)).toBe(1);
    expect(await tab.events('evicted')).toEqual([]);

    await tab.page.evaluate(
      () => new Promise((resolve) => Object.assign(indexedDB.deleteDatabase('of-the-page'), { onsuccess: resolve })),
    );
    await session.send('Storage.overrideQuotaForOrigin', { origin });
    scene.proxy.fault = pass;
    await tab.submit(words[2]!);
    await expectStoredOnce(scene, words);
    await expectQueueEmpty(scene, tab);
  },
);
