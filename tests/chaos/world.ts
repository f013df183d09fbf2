import { join } from 'node:path';
import { removeProfile, type Visit, visit } from '../support/browser';
import { type CollectorProcess, collectorProcess } from '../support/collector-process';
import { type FaultProxy, faultProxy } from '../support/fault-proxy';
import { pass } from '../support/faults';
import { freeze } from '../support/freeze';
import { readDatabases } from '../support/idb';
import { type Origin, serveFiles, servePages } from '../support/origins';
import { FIFTIETH, openTab, type Tab } from '../support/tab';

/** How long a claim holds in these walks, ms. */
export const LEASE_MS = 4_000;

/** So many tabs at most: more would only take longer. */
const MAX_TABS = 4;

/** Runs before each page: its clock can be set, by an hour or by years, also for pages that come later. */
const prepare = () => {
  const clock = { offMs: Number(localStorage.getItem('chaos-clock') ?? 0) };
  const Real = Date;
  const { now } = Date;
  Date.now = () => now() + clock.offMs;
  window.Date = new Proxy(Real, {
    construct: (target, args) => Reflect.construct(target, args.length ? args : [Real.now()]),
  });
  Object.assign(window, {
    setClock(offMs: number) {
      clock.offMs = offMs;
      localStorage.setItem('chaos-clock', `${offMs}`);
    },
  });
};

/** Runs in a page: whether a database of ours beside Earshot's had to be made, for the first time or once more. */
const plantFlag = () =>
  new Promise<boolean>((resolve, reject) => {
    let isNew = false;
    const opening = indexedDB.open('chaos-flag');
    opening.onupgradeneeded = () => (isNew = true);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      opening.result.close();
      resolve(isNew);
    };
  });

/** A browser with tabs, a collector, and everything that can be done to them. */
export interface World {
  project: string;
  proxy: FaultProxy;
  collector: CollectorProcess;
  tabs: Tab[];
  /** A tab that is there, or a new one. */
  someTab(at: number): Promise<Tab>;
  openTab(): Promise<Tab>;
  closeTab(at: number): Promise<void>;
  reload(at: number): Promise<void>;
  crash(at: number): Promise<void>;
  /** Stops the tab's process; the answer lets it go on. */
  freeze(tab: Tab): Promise<() => void>;
  killBrowser(): Promise<void>;
  offline(on: boolean): Promise<void>;
  setClock(offMs: number): Promise<void>;
  /** Ids that have left with an event that is no delivery: by kind of event. */
  gone(): Map<string, string>;
  /** All databases of the device, by name and key. */
  databases(tab: Tab): Promise<{ [name: string]: { [key: string]: unknown } }>;
  end(): Promise<void>;
}

/** Events with which a record leaves that are no delivery. */
const LEAVING = ['expired', 'evicted', 'cleared', 'rejected'];

/** `note` is told of what explains a loss, and excuses none. */
export async function makeWorld(dist: string, project: string, note: (what: string) => void): Promise<World> {
  const pages = await servePages();
  const assets: Origin = await serveFiles(dist);
  const collector = await collectorProcess([project], ['*', 'null']);
  const proxy = await faultProxy(collector.url);
  const left = new Map<string, string>();
  let browser: Visit | undefined;
  let profile: string | undefined;
  let count = 0;
  let isOffline = false;
  let started = true;
  let planted = false;
  const running = async () => {
    if (browser) return browser;
    browser = await visit(profile ? { profile } : {});
    profile = browser.profile;
    started = true;
    // at once, since a page may be gone a moment later
    await browser.context.exposeFunction(
      'toldEvent',
      (type: string, id?: string) => void (id && LEAVING.includes(type) && left.set(id, type)),
    );
    return browser;
  };
  const world: World = {
    project,
    proxy,
    collector,
    tabs: [],
    async someTab(at) {
      return world.tabs[at % MAX_TABS] ?? world.openTab();
    },
    async openTab() {
      const it = await running();
      // a page that is asked for without a network does not come: scripts may be missing, pages here are not
      if (isOffline) await it.offline(false);
      const tab = await openTab(it, pages, assets.url, `/${project}/${++count}`, {
        options: {
          endpoint: proxy.endpoint,
          project,
          maxRecords: 20_000,
          maxBytes: 100e6,
          // two years lie between the clocks of a walk: nothing may be over its age, so that nothing excuses a loss
          maxAgeDays: 1_000,
          timing: {
            ...FIFTIETH,
            requestTimeoutMs: 700,
            leaseMs: LEASE_MS,
            pauseMs: 1_500,
            goneMs: 3_000,
            backoffMaxMs: 2_000,
          },
        },
        before: prepare,
      });
      if (isOffline) await it.offline(true);
      if (started) {
        started = false;
        // a log that was torn by a kill costs Chromium all databases of an origin (fault 39)
        const isNew = await tab.page.evaluate(plantFlag).catch(() => undefined);
        if (isNew && planted) note('the browser came back without any database');
        planted ||= isNew !== undefined;
      }
      world.tabs.push(tab);
      if (world.tabs.length > MAX_TABS) await world.closeTab(0);
      return tab;
    },
    async closeTab(at) {
      const [tab] = world.tabs.splice(at % Math.max(1, world.tabs.length), 1);
      await tab?.page.close().catch(() => {});
    },
    async reload(at) {
      const tab = world.tabs[at % Math.max(1, world.tabs.length)];
      if (!tab || isOffline) return;
      await tab.page.reload();
      await tab.heard('ready');
    },
    async crash(at) {
      const [tab] = world.tabs.splice(at % Math.max(1, world.tabs.length), 1);
      if (!tab) return;
      const crashed = new Promise((resolve) => tab.page.once('crash', resolve));
      const session = await tab.page.context().newCDPSession(tab.page);
      session.send('Page.crash').catch(() => {});
      await Promise.race([crashed, new Promise((resolve) => setTimeout(resolve, 10_000))]);
      await tab.page.close().catch(() => {});
    },
    freeze: async ({ page }) => freeze(await running(), page),
    async killBrowser() {
      await browser?.kill();
      browser = undefined;
      world.tabs = [];
      isOffline = false;
    },
    async offline(on) {
      isOffline = on;
      await (await running()).offline(on);
    },
    async setClock(offMs) {
      for (const { page } of world.tabs)
        await page
          .evaluate((ms) => (window as never as { setClock(ms: number): void }).setClock(ms), offMs)
          .catch(() => {});
    },
    gone: () => left,
    databases: ({ page }) => readDatabases(page),
    async end() {
      proxy.fault = pass;
      await browser?.close().catch(() => {});
      if (profile) removeProfile(profile);
      for (const it of [proxy, assets, pages, collector]) await it.close();
    },
  };
  return world;
}

export const DIST = join(import.meta.dirname, '../../dist');
