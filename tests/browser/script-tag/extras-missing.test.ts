import { expect, it } from 'vitest';
import { tabOf, useStand } from './stand';

const stand = useStand();

it('a call that needs the second part waits, in order, while that cannot be loaded; the form still works', async () => {
  stand.missing = (path) => path.includes('/extras.');
  const page = await stand.open({ attributes: ' data-survey="ces"' });
  await tabOf(page).waitFor();
  await page.evaluate(() => {
    const { earshot } = window as never as { earshot(...args: unknown[]): Promise<{ ok: boolean }> };
    earshot('identify', { userKey: 'ada' });
    const kept = earshot('submit', { text: 'Written before the second part came.' });
    void kept.then(({ ok }) => Object.assign(window, { kept: ok }));
  });
  await expect.poll(() => stand.said.some((line) => line.startsWith('warning: Earshot'))).toBe(true);
  // a burst of calls uses up no more than two of the few URLs that a chunk has
  await page.evaluate(async () => {
    const { earshot } = window as never as { earshot(...args: unknown[]): Promise<unknown> };
    for (let times = 0; times < 5; times++) void earshot('page');
    await new Promise((resolve) => setTimeout(resolve, 200));
  });
  expect(stand.assets.paths.filter((path) => path.includes('/extras.')).length).toBeLessThanOrEqual(2);

  await tabOf(page).click();
  await page.getByLabel('Agree', { exact: true }).check();
  await page.getByRole('button', { name: 'Send' }).click();
  await expect.poll(() => stand.batches.length).toBe(1);
  expect(await page.evaluate(() => 'kept' in window)).toBe(false);

  stand.missing = undefined;
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await page.evaluate(() => dispatchEvent(new Event('online'))); // twice is no harm
  await expect.poll(() => page.evaluate(() => (window as never as { kept: boolean }).kept)).toBe(true);
  await expect.poll(() => stand.batches.length).toBe(2);
  const [record] = stand.batches[1]!.records;
  expect(record).toMatchObject({ respondent: { userKey: 'ada' }, trigger: 'api' });
  expect(stand.said.filter((line) => line.startsWith('pageerror'))).toEqual([]);
});

const WAITS = 'It will be sent the next time this site is open and online.';

it('where the second part never came, a form that is sent offline says that its words wait (Q2)', async () => {
  stand.missing = (path) => path.includes('/extras.');
  const page = await stand.open({
    attributes: ' data-survey="ces"',
    // what nobody could settle is free when its lease ends
    head: '<script type="application/json" data-earshot-config>{"timing":{"leaseMs":3000}}</script>',
  });
  await tabOf(page).click();
  await page.getByLabel('Agree', { exact: true }).check();
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText(WAITS).waitFor();

  stand.missing = undefined;
  await page.context().setOffline(false);
  await expect.poll(() => stand.batches.length).toBe(1);
  await page.getByText('Sent.').waitFor();
});

it('so it does where the collector asked for patience on an earlier page (Q2, Q8)', async () => {
  stand.missing = (path) => path.includes('/extras.');
  const page = await stand.open({ attributes: ' data-survey="ces"' });
  await tabOf(page).waitFor();
  await page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('earshot:shop');
        opening.onupgradeneeded = () => opening.result.createObjectStore('kv');
        opening.onerror = reject;
        opening.onsuccess = () => {
          const tx = opening.result.transaction('kv', 'readwrite');
          tx.objectStore('kv').put({ n: 0, bytes: 0, hold: Date.now() + 60_000 }, 'meta:total');
          tx.oncomplete = resolve;
          opening.result.close();
        };
      }),
  );
  await tabOf(page).click();
  await page.getByLabel('Agree', { exact: true }).check();
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText(WAITS).waitFor();
  expect(stand.batches).toEqual([]);
});
