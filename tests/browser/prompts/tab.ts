import type { BrowserContext, Page } from 'playwright-core';
import type { Batch } from '../../../src/contract/types';
import type { Globals, Told } from './page';
import { fires, type Name, type Place } from './plan';

const HEARD_MS = 60_000;

/** One tab of the visitor's browser, with what its page told since it was loaded. */
export interface Tab {
  page: Page;
  told: Told[];
  /** Tells of a prompt that has opened since this was last asked. */
  prompted(): boolean;
  /** Waits until what was noted of this page is at the collector. */
  sent(): Promise<void>;
  visit(path: string): Promise<void>;
  until(what: string, found: (told: Told[]) => unknown): Promise<void>;
  close(): Promise<void>;
}

/** Opens tabs in one context and hears what all of them tell. */
export async function hearTabs(
  context: BrowserContext,
  site: string,
  /** Impressions and dismissals are stored too, not the words alone. */
  granted: boolean,
  hear: (told: Told) => void,
) {
  const noted = ({ type, seen }: Told) =>
    type === 'saved' || (granted && (type === 'shown' || (type === 'dismissed' && seen)));
  const tabs = new Map<Page, Tab & { wake(): void }>();
  await context.exposeBinding('tell', ({ page }, told: Told) => {
    const tab = tabs.get(page);
    if (!tab) told.maybe = true;
    hear(told);
    tab?.told.push(told);
    tab?.wake();
  });
  return async (): Promise<Tab> => {
    const page = await context.newPage();
    let wake = () => {};
    let handled = 0;
    let posted = 0;
    page.on('requestfinished', (request) => {
      // those who look for answers post too, their receipts
      if (request.method() !== 'POST' || !request.url().endsWith('/v1/submissions')) return;
      posted += (JSON.parse(request.postData()!) as Batch).records.length;
      wake();
    });
    const tab: Tab & { wake(): void } = {
      page,
      told: [],
      wake: () => wake(),
      prompted() {
        const opened = tab.told.filter(({ type, trigger }) => type === 'open' && trigger === 'prompt').length;
        const more = opened > handled;
        handled = opened;
        return more;
      },
      sent: () => tab.until('that it is sent', (told) => posted >= told.filter(noted).length),
      async visit(path) {
        tab.told.length = handled = posted = 0;
        await page.goto(`${site}${path}`);
        await page.evaluate(() => (window as unknown as Globals).earshot('flush'));
      },
      async until(what, found) {
        const endMs = Date.now() + HEARD_MS;
        while (!found(tab.told)) {
          const leftMs = endMs - Date.now();
          if (leftMs <= 0) throw new Error(`${page.url()} never told ${what}. It told ${JSON.stringify(tab.told)}`);
          await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, leftMs);
            wake = () => {
              clearTimeout(timer);
              resolve();
            };
          });
        }
      },
      async close() {
        tabs.delete(page);
        for (const one of tab.told) if (one.type === 'shown') one.maybe = true;
        await page.close();
      },
    };
    tabs.set(page, tab);
    return tab;
  };
}

/** Everything that can open a survey in these tabs happens at the same moment; resolves when each was decided about. */
export async function fireAll(tabs: Tab[], places: Place[], visit: number, fresh: boolean): Promise<void> {
  const atMs = Date.now() + 40;
  await Promise.all(
    tabs.map(async ({ page, told, until }, at) => {
      const place = places[at]!;
      const wanted = fresh ? fires(place, visit) : fires({ ...place, path: '/' }, 0);
      const before = fresh ? 0 : told.filter(({ type }) => type === 'decided').length;
      await page.evaluate(
        async ([when, event, scrolls]) => {
          await new Promise((resolve) =>
            setTimeout(resolve, (when as number) - performance.timeOrigin - performance.now()),
          );
          if (scrolls) scrollTo(0, 2500);
          if (event) (window as unknown as Globals).earshot('track', event);
        },
        [atMs, place.event, fresh && place.path === '/guide'],
      );
      const decided = (all: Told[]) => all.filter(({ type }) => type === 'decided').slice(before);
      await until(`about ${wanted}`, (all) =>
        wanted.every((name: Name) => decided(all).some(({ survey }) => survey === name)),
      );
    }),
  );
}
