import type { Page } from 'playwright-core';
import type { BrowserOptions, Visit } from '../browser';
import { noLocks } from '../no-locks';
import { openWebKit } from './driver';
import { webkitPage } from './page';

/** Runs in a page: the network is taken away below it, so it is told what a browser would tell it. */
const tellOnline = (on: boolean) => {
  Object.defineProperty(navigator, 'onLine', { value: on, configurable: true });
  dispatchEvent(new Event(on ? 'online' : 'offline'));
};

/** WebKitGTK on a persistent profile. Its network is cut below the page, and the page is told by the tests. */
export async function visitWebKit(profile: string, { locks = true }: BrowserOptions): Promise<Visit> {
  const session = await openWebKit(profile);
  const pages = new Set<Page>();
  let last: Promise<unknown> = Promise.resolve();
  // the window that comes with a session stays: WebDriver opens others only from one that is there
  const first = await session.command<string>('GET', '/window');
  const open = async () => {
    const { handle } = await session.command<{ handle: string }>('POST', '/window/new', { type: 'window' }, first);
    const { views } = await session.control({ do: 'views' });
    const page = webkitPage(session, handle, (views as number) - 1);
    if (!locks) await page.addInitScript(noLocks);
    pages.add(page);
    return page;
  };
  return {
    profile,
    get context(): never {
      throw new Error('WebKit is not driven by playwright: what needs its context runs in other engines only.');
    },
    newPage() {
      // one after the other, so that the newest view is the one that was asked for
      const page = last.then(open, open);
      last = page;
      return page;
    },
    async offline(on) {
      await session.control({ do: 'offline', on });
      for (const page of pages)
        if (page.isClosed()) pages.delete(page);
        else await page.evaluate(tellOnline, !on).catch(() => {});
    },
    control: (command) => session.control(command),
    kill: () => session.kill(),
    close: () => session.close(),
  };
}
