import { expect, test } from 'vitest';
import { quiet, useStand } from './stand';

const stand = useStand();

interface Seen {
  idleMs: number;
  loadedMs: number;
}

/** Notes when the page's first idle callback ran, and when its load event came. */
const watchIdle = () => {
  const seen: Seen = { idleMs: Number.POSITIVE_INFINITY, loadedMs: Number.POSITIVE_INFINITY };
  Object.assign(window, { seen });
  const { requestIdleCallback } = window;
  window.requestIdleCallback = (callback, options) =>
    requestIdleCallback((deadline) => {
      seen.idleMs = Math.min(seen.idleMs, performance.now());
      callback(deadline);
    }, options);
  addEventListener('load', () => (seen.loadedMs = performance.now()));
};

test('before the page is loaded and idle nothing is asked for but earshot.js', async () => {
  const page = await stand.open({ before: watchIdle });
  await page.getByRole('button', { name: 'Feedback' }).waitFor();
  await quiet(page);
  const { seen, began } = await page.evaluate(() => ({
    seen: (window as never as { seen: Seen }).seen,
    began: performance
      .getEntriesByType('resource')
      .map(({ name, startTime }) => ({ file: new URL(name).pathname, startTime }))
      .sort((a, b) => a.startTime - b.startTime),
  }));
  const [first, ...others] = began;
  expect(first!.file).toBe('/earshot.js');
  expect(seen.idleMs).toBeGreaterThan(seen.loadedMs);
  // the engine at least: a page that never became idle would prove nothing
  expect(others.map(({ file }) => file).filter((file) => file.startsWith('/chunks/start'))).not.toEqual([]);
  expect(others.filter(({ startTime }) => startTime < seen.idleMs)).toEqual([]);
});

test('Q16: the load event comes though every chunk hangs, and nothing holds back the page', async () => {
  stand.hangChunks();
  const page = await stand.open({ before: watchIdle }); // resolves at the load event
  await expect.poll(() => stand.assets.paths.filter((path) => path.startsWith('/chunks/')).length).toBeGreaterThan(1);
  expect(await page.evaluate(() => document.readyState)).toBe('complete');
  expect(await page.evaluate(() => (window as never as { seen: Seen }).seen.loadedMs)).toBeLessThan(
    Number.POSITIVE_INFINITY,
  );
});
