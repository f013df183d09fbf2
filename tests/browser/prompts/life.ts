import type { BrowserContext } from 'playwright-core';
import type { UserOptions } from '../../../src/options';
import { serve } from '../../support/origins';
import { type Globals, pageHtml, type Told, type Visitor } from './page';
import { EXCLUDED, PATHS, type Place, type PlannedVisit, SURVEYS } from './plan';
import { fireAll, hearTabs, type Tab } from './tab';
import { leaveDraft, openForm, react, send } from './visitor';

/** When every simulated life begins. */
const BEGIN = Date.UTC(2027, 0, 4);
/** A page of the site without Earshot. */
const ELSEWHERE = '/elsewhere';
/** What a tab fires that was left open since the last visit. */
const LEFT_OPEN: Place = { path: '/', event: 'order.done' };

export interface Life {
  plan: PlannedVisit[];
  scripts: string;
  endpoint: string;
  project: string;
  options: Partial<UserOptions>;
  visitor: Visitor;
}

/** Lives a planned life in real tabs of one browser context. Resolves with everything that the pages told, in order. */
export async function live(
  context: BrowserContext,
  { plan, scripts, endpoint, project, options, visitor }: Life,
): Promise<{ told: Told[]; pages: number }> {
  const told: Told[] = [];
  let shiftMs = 0;
  let pages = 0;
  const settings = {
    endpoint,
    project,
    surveys: SURVEYS,
    excludeUrls: [EXCLUDED],
    timing: { draftMs: 5, settleMs: 16, storageTimeoutMs: 20_000 },
    ...options,
  };
  const origin = await serve(({ url }, response) => {
    const page = PATHS.some((path) => path === url);
    if (page) pages++;
    response.writeHead(page || url === ELSEWHERE ? 200 : 404, { 'content-type': 'text/html;charset=utf-8' });
    response.end(page ? pageHtml(scripts, settings, shiftMs, visitor) : 'Elsewhere.');
  });
  const newTab = await hearTabs(context, origin.site, options.consent === 'granted', (one) => void told.push(one));
  /** Tabs with Earshot. */
  let tabs: Tab[] = [];
  /** Tabs without it: another page costs less than a tab that is closed and opened again. */
  const idle: Tab[] = [];

  /** The clock of every open page goes on. */
  const waitUntil = async (atMs: number) => {
    shiftMs += Math.max(0, atMs - (Date.now() + shiftMs));
    const all = tabs.map(({ page }) =>
      page.evaluate((ms) => void ((window as never as Globals).shiftMs = ms), shiftMs),
    );
    await Promise.all(all);
  };
  const leave = async (gone: Tab[]) => {
    for (const tab of gone) await tab.page.goto(origin.site + ELSEWHERE);
    idle.push(...gone);
  };
  const meetPrompts = async ({ reaction }: PlannedVisit) => {
    for (const tab of tabs.filter((one) => one.prompted())) {
      if (!(await react(tab, reaction, project))) continue;
      tabs = tabs.filter((one) => one !== tab);
      await tab.close();
    }
    for (const tab of tabs) await tab.sent();
  };
  const visitPages = async (visit: PlannedVisit, places: Place[]) => {
    await Promise.all(tabs.map((tab, at) => tab.visit(places[at]!.path)));
    await fireAll(tabs, places, visit.number, true);
    await meetPrompts(visit);
  };

  try {
    for (const visit of plan) {
      const { at, first, again, stays, tabs: places } = visit;
      await waitUntil(BEGIN + at);
      if (tabs.length) {
        await fireAll(
          tabs,
          tabs.map(() => LEFT_OPEN),
          visit.number,
          false,
        );
        await meetPrompts(visit);
      }
      await leave(tabs.splice(places.length));
      while (tabs.length < places.length) tabs.push(idle.pop() ?? (await newTab()));
      if (first !== 'nothing') {
        const tab = tabs[0]!;
        await tab.visit(EXCLUDED);
        await openForm(tab, first === 'link' ? 'loyalty' : undefined);
        await (first === 'draft' ? leaveDraft(tab, project) : send(tab));
        await tab.sent();
      }
      await visitPages(visit, places);
      if (again) {
        await waitUntil(Date.now() + shiftMs + again.waitMs);
        await visitPages(
          visit,
          tabs.map(() => again.place),
        );
      }
      if (!stays) await leave(tabs.splice(0));
    }
    return { told, pages };
  } finally {
    await origin.close();
  }
}
