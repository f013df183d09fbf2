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
        tx.oncomplete = () => (at < 50 ? put(size, at + 1) : resolve('there is room for ever'));
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
    // before anything is stored: Chromium asks for the room there is only now and then
    const page = await scene.browser().newPage();
    const session = await page.context().newCDPSession(page);
    const setQuota = (quotaSize?: number) =>
      session.send('Storage.overrideQuotaForOrigin', { origin: scene.site, ...(quotaSize ? { quotaSize } : {}) });
    await setQuota(6_000_000);
    const tab = await scene.tab();
    const words = [token('waits'), token('no-room'), token('room-again')];
    scene.proxy.fault = status(503);
    await tab.submit(words[0]!);
    expect(await tab.page.evaluate(fillUp)).toBe('QuotaExceededError');

    expect(await tab.submit(words[1]! + 'x'.repeat(3_900))).toMatchObject({ ok: true, kept: 'memory' });
    await expect.poll(async () => (await tab.events('error')).map(({ detail }) => detail.code)).toContain('storage');
    expect(await waiting(scene, tab)).toBe(1);
    expect(await tab.events('evicted')).toEqual([]);

    await tab.page.evaluate(
      () => new Promise((resolve) => Object.assign(indexedDB.deleteDatabase('of-the-page'), { onsuccess: resolve })),
    );
    await setQuota();
    scene.proxy.fault = pass;
    await tab.submit(words[2]!);
    await tab.call('flush'); // its own backoff has grown meanwhile
    await expectStoredOnce(scene, words);
    await expectQueueEmpty(scene, tab);
  },
);
