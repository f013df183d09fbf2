import type { Page } from 'playwright-core';
import type { Visit } from './browser';

/** Chromium's process of a page: found by the time that it alone spends when the page is busy. */
async function rendererOf(browser: Visit, page: Page): Promise<number> {
  const session = await browser.context.browser()!.newBrowserCDPSession();
  const spent = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    return new Map(processInfo.filter(({ type }) => type === 'renderer').map(({ id, cpuTime }) => [id, cpuTime]));
  };
  const before = await spent();
  await page.evaluate(() => {
    for (const endMs = performance.now() + 400; performance.now() < endMs; );
  });
  const after = await spent();
  await session.detach();
  const [[pid] = []] = [...after].sort(([a, x], [b, y]) => y - (before.get(b) ?? 0) - (x - (before.get(a) ?? 0)));
  if (!pid) throw new Error('No renderer was found.');
  return pid;
}

/** Stops a page's process as an operating system does with tabs in the background; the answer lets it go on. */
export async function freeze(browser: Visit, page: Page): Promise<() => void> {
  const pid = await rendererOf(browser, page);
  process.kill(pid, 'SIGSTOP');
  return () => {
    try {
      process.kill(pid, 'SIGCONT');
    } catch {} // the browser ended meanwhile
  };
}

/** Opens a transaction in the project's database that goes on for as long as the page runs. */
export const spinInTransaction = (page: Page, project: string): Promise<void> =>
  page.evaluate(
    (name) =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => {
          const rows = opening.result.transaction('kv', 'readwrite').objectStore('kv');
          const spin = () => {
            rows.get('nothing').onsuccess = spin;
            resolve();
          };
          spin();
        };
      }),
    `earshot:${project}`,
  );
