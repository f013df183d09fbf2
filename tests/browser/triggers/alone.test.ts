import { expect, test } from 'vitest';
import type { Trigger } from '../../../src/contract/types';
import { by, expectNothing, expectShown, frame, hide, useSite, type Visit } from './site';

const open = useSite();
const MINUTE = 60_000;

/** A visit to a page with one survey that opens by `trigger` alone. */
const visitWith = (trigger: Trigger, more: Parameters<typeof open>[0] = {}) =>
  open({ ...more, options: { ...more.options, surveys: { one: by(trigger) } } });

const scrollTo = (visit: Visit, selector: string, top: number) =>
  visit.page.evaluate(
    ([at, y]) =>
      new Promise<void>((done) => {
        addEventListener('scroll', () => done(), { once: true, capture: true });
        document.querySelector(at as string)!.scrollTo(0, y as number);
      }),
    [selector, top],
  );

test('exit: the mouse that leaves by the upper edge opens it, one that leaves by a side or below does not', async () => {
  const visit = await visitWith({ exit: true });
  await visit.watching('exit');
  const left = () => visit.page.evaluate('left');
  await visit.page.evaluate(() => {
    const all: number[] = [];
    Object.assign(window, { left: all });
    document.documentElement.addEventListener('mouseleave', ({ clientY }) => all.push(clientY));
  });
  const leave = async (x: number, y: number, times: number) => {
    await visit.page.mouse.move(500, 300);
    await visit.page.mouse.move(x, y);
    await expect.poll(async () => ((await left()) as number[]).length).toBe(times);
  };
  await leave(-5, 300, 1);
  await leave(1005, 300, 2);
  await leave(500, 710, 3);
  await expectNothing(visit);
  await leave(500, -10, 4);
  await expectShown(visit, 'one', 'exit');
});

const BELOW = '<div style="height: 2000px"></div>';
const box = (more = '') => `<div class="seen" ${more} style="height: 200px">Prices</div>`;

test('view: an element opens it when half of it is in the window, not before', async () => {
  const visit = await visitWith({ view: '.seen' }, { body: `${BELOW}${box()}${BELOW}` });
  await visit.watching('view');
  await frame(visit);
  await expectNothing(visit);
  const { y } = (await visit.page.locator('.seen').boundingBox())!;
  await scrollTo(visit, 'html', y - 700 + 60);
  await frame(visit);
  await expectNothing(visit);
  await scrollTo(visit, 'html', y - 700 + 140);
  await expectShown(visit, 'one', 'view');
});

test('view: an element that comes into the page later opens it', async () => {
  const visit = await visitWith({ view: '.seen' });
  await visit.watching('view');
  await expectNothing(visit);
  await visit.page.evaluate((html) => document.body.insertAdjacentHTML('beforeend', html), box());
  await expectShown(visit, 'one', 'view');
});

test('view: an element that a framework replaces before it was seen is watched for again', async () => {
  const visit = await visitWith({ view: '.seen' }, { body: `${BELOW}<div id="app">${box()}</div>` });
  await visit.watching('view');
  // what a framework does when it takes over the HTML of a server
  await visit.page.locator('#app').evaluate((app, html) => {
    app.innerHTML = '';
    app.innerHTML = html;
  }, box('data-new'));
  await frame(visit);
  await expectNothing(visit);
  await visit.page.locator('[data-new]').scrollIntoViewIfNeeded();
  await expectShown(visit, 'one', 'view');
});

test('view: an element that was taken away for a while opens it when it is back', async () => {
  const visit = await visitWith({ view: '.seen' }, { body: `${BELOW}<div id="app">${box()}</div>` });
  await visit.watching('view');
  await visit.page.locator('#app').evaluate((app) => {
    app.innerHTML = '';
  });
  await frame(visit);
  await visit.page.evaluate((html) => document.querySelector('h1')!.insertAdjacentHTML('afterend', html), box());
  await expectShown(visit, 'one', 'view');
});

test('click: by mouse, on what the selector finds, also inside of it; nothing else opens it', async () => {
  const visit = await visitWith(
    { click: '#buy' },
    { body: '<button id="other">Other</button><button id="buy"><b>Buy</b></button>' },
  );
  await visit.watching('click');
  await visit.page.locator('#other').click();
  await expectNothing(visit);
  await visit.page.locator('#buy b').click();
  await expectShown(visit, 'one', 'click');
});

test('click: by the keyboard, inside of a custom element too', async () => {
  const visit = await visitWith({ click: '#buy' }, { body: '<x-shop></x-shop>' });
  await visit.page.evaluate(() => {
    const shop = document.querySelector('x-shop')!;
    shop.attachShadow({ mode: 'open' }).innerHTML = '<button id="buy">Buy</button>';
  });
  await visit.watching('click');
  await visit.page.locator('#buy').focus();
  await visit.page.keyboard.press('Enter');
  await expectShown(visit, 'one', 'click');
});

test('delayMs: opens it when the time has passed, and not before', async () => {
  const visit = await visitWith({ delayMs: 10 * MINUTE }, { clock: true });
  await visit.forward(8 * MINUTE);
  await expectNothing(visit);
  await visit.forward(3 * MINUTE);
  await expectShown(visit, 'one', 'delayMs');
});

test('dwellMs: time in front counts alone, also in parts; that of a hidden tab does not', async () => {
  const visit = await visitWith({ dwellMs: 10 * MINUTE }, { clock: true });
  await visit.watching('dwell');
  await visit.forward(5 * MINUTE);
  await hide(visit, true);
  await visit.forward(12 * MINUTE);
  await expectNothing(visit);
  await hide(visit, false);
  await visit.forward(3 * MINUTE);
  await expectNothing(visit);
  await visit.forward(3 * MINUTE);
  await expectShown(visit, 'one', 'dwellMs');
});

test('idleMs: each sign of somebody begins the time anew, and a hidden tab is no idle visitor', async () => {
  const visit = await visitWith({ idleMs: 10 * MINUTE }, { clock: true });
  await visit.watching('idle');
  const signs = [
    () => visit.page.mouse.move(300, 300),
    () => visit.page.keyboard.press('Shift'),
    () => visit.page.mouse.wheel(0, 10),
  ];
  for (const sign of signs) {
    await visit.forward(7 * MINUTE);
    await sign();
    await frame(visit);
    await expectNothing(visit);
  }
  await hide(visit, true);
  await visit.forward(12 * MINUTE);
  await hide(visit, false);
  await visit.forward(7 * MINUTE);
  await expectNothing(visit);
  await visit.forward(4 * MINUTE);
  await expectShown(visit, 'one', 'idleMs');
});

test('scrollPercent: so much of the page has come into the window', async () => {
  const visit = await visitWith({ scrollPercent: 60 }, { body: '<div style="height: 2900px"></div>' });
  await visit.watching('scroll');
  await scrollTo(visit, 'html', 900);
  await expectNothing(visit);
  await scrollTo(visit, 'html', 1300);
  await expectShown(visit, 'one', 'scrollPercent');
});

test('scrollPercent: or of the box that scrolls in place of the page', async () => {
  const visit = await visitWith(
    { scrollPercent: 60 },
    {
      body: '<main style="position: fixed; inset: 0; overflow: auto"><div style="height: 3000px"></div></main>',
    },
  );
  await visit.watching('scroll');
  await scrollTo(visit, 'main', 900);
  await expectNothing(visit);
  await scrollTo(visit, 'main', 1300);
  await expectShown(visit, 'one', 'scrollPercent');
});

test('scrollPercent: a page without a scroll bar is all there', async () => {
  await expectShown(await visitWith({ scrollPercent: 100 }), 'one', 'scrollPercent');
});

test('visits: a second page of one visit is no return; the next visit is', async () => {
  const visit = await visitWith({ visits: 2 }, { clock: true });
  await expectNothing(visit);
  await visit.page.reload();
  await visit.call('track', 'nothing');
  await expectNothing(visit);
  await visit.forward(31 * MINUTE);
  await visit.page.reload();
  await expectShown(visit, 'one', 'visits');
});

test('event: the one that the page tracks, and no other', async () => {
  const visit = await visitWith({ event: 'order.done' });
  await visit.call('track', 'order.begun');
  await expectNothing(visit);
  expect(visit.said).toContain('track("order.begun"): no survey');
  await visit.call('track', 'order.done');
  await expectShown(visit, 'one', 'event');
});

test.each([
  ['/thanks', '/thanks?order=7#top'],
  ['/shop/*/done', '/shop/42/done'],
  ['/help/**', '/help'],
])('url: %s opens it on %s, and not on another page', async (url, path) => {
  await expectNothing(await visitWith({ url }, { path: `/else${path}` }));
  await expectShown(await visitWith({ url }, { path }), 'one', 'url');
});
