import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, inject } from 'vitest';
import type { Timing, UserOptions } from '../../src/options';
import { type BrowserOptions, removeProfile, type Visit, visit } from './browser';
import { type CollectorClient, collectorClient } from './collector-client';
import { type FaultProxy, faultProxy } from './fault-proxy';
import { leftBehind } from './left-behind';
import { type Origin, serveFiles, servePages } from './origins';
import { PROJECTS } from './shared-collector';
import { openTab, type Tab, type TabSettings } from './tab';

const DIST = join(import.meta.dirname, '../../dist');

/** A project that no other test uses: making a folder is the claim, since test files run in several processes. */
function claimProject(claims: string): string {
  for (const name of PROJECTS) {
    try {
      mkdirSync(join(claims, name));
      return name;
    } catch {}
  }
  throw new Error('All projects of the shared collector are taken. Add some to PROJECTS.');
}

/** One test's share of a stage: an own project, an own proxy before the collector, and the file's browser. */
export interface Scene {
  project: string;
  proxy: FaultProxy;
  collector: CollectorClient;
  /** The origin of the pages. */
  site: string;
  /** The folder of the scene's pages on that origin, with a slash at its end. */
  folder: string;
  /** Puts a script beside the scene's pages and gives its path. */
  script(name: string, text: string): string;
  /** Scripts are served here, on another origin than pages and endpoint. */
  assets: Origin;
  /** A new tab with Earshot on it. Every tab of a scene has the same origin, project and profile. */
  tab(settings?: TabSettings): Promise<Tab>;
  browser(): Visit;
  /** Takes the whole browser off the network, or back to it. */
  offline(on: boolean): Promise<void>;
  /** SIGKILL; the next `tab()` starts the browser again on the same profile. */
  kill(): Promise<void>;
}

export interface Stage {
  /** `timing` holds for every tab of the scene. */
  scene(options?: { locks?: boolean; timing?: Partial<Timing> }): Promise<Scene>;
}

/**
 * Pages, scripts and collector on three origins (pages on another site too), and a browser on a persistent profile.
 * Registers its own set-up and clean-up with the test file that calls it.
 */
export function useStage(
  options: Pick<BrowserOptions, 'bfcache' | 'privately' | 'loopback' | 'engine' | 'args'> = {},
): Stage {
  let pages: Awaited<ReturnType<typeof servePages>>;
  let assets: Origin;
  let collector: CollectorClient;
  let browser: Visit | undefined;
  let profile: string | undefined;
  let cleanups: (() => Promise<unknown>)[] = [];
  let look: (() => Promise<string>)[] = [];

  beforeAll(async () => {
    if (!existsSync(join(DIST, 'earshot.js')))
      throw new Error('dist/earshot.js is missing. Run `npm run build` first.');
    pages = await servePages();
    assets = await serveFiles(DIST);
    collector = collectorClient(inject('collector').url);
  });

  afterEach(async ({ task }) => {
    const error = task.result?.state === 'fail' ? task.result.errors?.at(-1) : undefined;
    if (error) for (const each of look) error.message += `\n\n${await each()}`;
    look = [];
    await browser?.offline(false);
    for (const cleanup of cleanups.reverse()) await cleanup();
    cleanups = [];
  });

  afterAll(async () => {
    await browser?.close();
    if (profile) removeProfile(profile);
    await assets?.close();
    await pages?.close();
  });

  return {
    async scene({ locks = true, timing } = {}) {
      const project = claimProject(inject('collector').claims);
      const proxy = await faultProxy(collector.url);
      cleanups.push(() => proxy.close());
      const running = async () => {
        browser ??= await visit({ ...options, ...(profile ? { profile } : {}) });
        profile = browser.profile;
        return browser;
      };
      await running();
      let count = 0;
      const tabs: Tab[] = [];
      look.push(() => leftBehind(proxy, tabs, project));
      return {
        project,
        proxy,
        collector,
        site: pages.site,
        folder: `/${project}/`,
        script(name, text) {
          pages.pages.set(`/${project}/${name}`, { html: text, headers: { 'content-type': 'text/javascript' } });
          return `/${project}/${name}`;
        },
        assets,
        browser: () => browser!,
        offline: (on) => browser!.offline(on),
        async tab({ options, assets: other = assets.url, ...settings } = {}) {
          const path = `/${project}/${++count}`;
          const all: UserOptions = {
            endpoint: proxy.endpoint,
            project,
            ...options,
            timing: { ...timing, ...options?.timing },
          };
          const tab = await openTab(await running(), pages, other, path, { locks, ...settings, options: all });
          tabs.push(tab);
          cleanups.push(() => tab.page.close().catch(() => {}));
          return tab;
        },
        async kill() {
          await browser?.kill();
          browser = undefined;
        },
      };
    },
  };
}
