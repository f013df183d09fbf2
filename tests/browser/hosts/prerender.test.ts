import { afterEach, expect, it } from 'vitest';
import { type Origin, serve } from '../../support/origins';
import { pause } from '../../support/stored';
import { type Unwatched, unwatched } from './unwatched';
import { answer, finish, openForm, TAB, useHosts } from './visit';

/*
 * A page that says of itself that it is prerendered: script-tag/place.test.ts. Here Chromium prerenders one, by the rules
 * of the page before it. It does so only where no driver is connected ("PrerenderingDisabledByDevTools"): until the
 * visitor comes the servers tell what happened.
 */
const hosts = useHosts();

let site: Origin | undefined;
let browser: Unwatched | undefined;

afterEach(async () => {
  await browser?.close();
  await site?.close();
});

const FIRST = `<!doctype html><title>First</title><link rel="icon" href="data:,">
<script type="speculationrules">{ "prerender": [{ "urls": ["/next"], "eagerness": "immediate" }] }</script>
<script>fetch('/visitor').then(() => (location.href = '/next'))</script>`;

const NEXT = (tag: string) => `<!doctype html><html lang="en"><title>Next</title><link rel="icon" href="data:,">
<script type="application/json" data-earshot-config>
{ "surveys": { "asked": { "preset": "ces", "trigger": { "delayMs": 0 } } } }</script>${tag}
<script>onload = () => requestIdleCallback(() => fetch('/idle?' + document.prerendering))</script>
<h1>Next</h1><div data-earshot-survey="helpful"></div></html>`;

it('A page that the browser prerenders loads, asks and sends nothing until its visitor comes, and then all of it once', async () => {
  let come = () => {};
  const visitor = new Promise<void>((resolve) => {
    come = resolve;
  });
  site = await serve(async ({ url }, response) => {
    if (url === '/visitor') await visitor;
    response.writeHead(200, { 'content-type': 'text/html;charset=utf-8' });
    response.end(url === '/' ? FIRST : url === '/next' ? NEXT(hosts.tag(' data-consent="granted"')) : '');
  });
  browser = await unwatched(`${site.site}/`);
  await expect.poll(() => site!.paths).toContain('/idle?true');
  await pause(500);
  expect(hosts.stand.assets.paths).toEqual(['/earshot.js']);
  expect(await hosts.records()).toEqual([]);

  come();
  const impressions = async () => (await hosts.records()).map(({ kind, survey }) => `${kind} ${survey.id}`).sort();
  await expect.poll(impressions).toEqual(['impression asked', 'impression helpful']);
  const page = await browser.watch();
  expect(page.url()).toBe(`${site.site}/next`);
  expect(
    await page.evaluate(() => {
      const [visit] = performance.getEntriesByType('navigation') as (PerformanceEntry & { activationStart: number })[];
      return visit!.activationStart;
    }),
    'it was prerendered',
  ).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Not now' }).click();
  expect(await page.locator(TAB).count()).toBe(1);
  await openForm(page);
  await answer(page);
  await hosts.expectStored(await finish(page));
  expect(await page.locator('html > div').count()).toBe(1);
});
