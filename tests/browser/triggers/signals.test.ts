import { expect, test } from 'vitest';
import type { SignalName } from '../../../src/contract/types';
import { by, expectNothing, expectShown, frame, useSite, type Visit } from './site';

const open = useSite();

/** A visit to a page with one survey that opens by this signal alone. */
const visitWith = async (signal: SignalName, settings: Parameters<typeof open>[0] = {}) => {
  const visit = await open({ ...settings, options: { ...settings.options, surveys: { trouble: by({ signal }) } } });
  await visit.watching('signal');
  return visit;
};

/** So many clicks of a mouse on one place, each a little after the last, as fast as an impatient visitor. */
const clicks = async ({ page }: Visit, selector: string, times: number) => {
  const { x, y, width, height } = (await page.locator(selector).first().boundingBox())!;
  await page.mouse.move(x + width / 2, y + height / 2);
  for (let time = 0; time < times; time++) {
    await page.mouse.down({ clickCount: time + 1 });
    await page.mouse.up({ clickCount: time + 1 });
  }
};
const BUTTON = '<button id="it" type="button">Pay now</button>';

test('rage_click: four clicks on something that does nothing open it, three do not', async () => {
  const visit = await visitWith('rage_click', { body: BUTTON });
  await clicks(visit, '#it', 3);
  await expectNothing(visit);
  await visit.page.mouse.move(900, 600);
  await clicks(visit, '#it', 5);
  await expectShown(visit, 'trouble', 'signal');
});

test('rage_click: also where the first click shows that something is on its way, and nothing comes of the others', async () => {
  const visit = await visitWith('rage_click', { body: BUTTON });
  await visit.page.locator('#it').evaluate((button) => {
    button.addEventListener('click', () => button.setAttribute('aria-busy', 'true'), { once: true });
  });
  await clicks(visit, '#it', 6);
  await expectShown(visit, 'trouble', 'signal');
});

test('rage_click: a page that has something called `matches` is looked at like any other, and nothing throws', async () => {
  const visit = await visitWith('rage_click', { body: `<form id="matches"><input name="matches"></form>${BUTTON}` });
  await clicks(visit, '#it', 5);
  await expectShown(visit, 'trouble', 'signal');
  expect(visit.said.filter((line) => line.startsWith('pageerror'))).toEqual([]);
});

const CALM: [name: string, body: string, selector: string, ready?: (visit: Visit) => Promise<unknown>][] = [
  [
    'some on a paragraph, which select its words',
    '<p id="it">A paragraph of some words that somebody reads.</p>',
    '#it',
  ],
  [
    'a stepper that writes into its field',
    '<p><button id="it" type="button">+</button> <input id="count" value="1"></p>',
    '#it',
    ({ page }) =>
      page.locator('#it').evaluate((button) => {
        const field = document.querySelector<HTMLInputElement>('#count')!;
        button.addEventListener('click', () => {
          field.value = `${+field.value + 1}`;
        });
      }),
  ],
  [
    'a stepper that writes into the page',
    '<p><button id="it" type="button">+</button> <output id="count">1</output></p>',
    '#it',
    ({ page }) =>
      page.locator('#it').evaluate((button) => {
        const shown = document.querySelector('#count')!;
        button.addEventListener('click', () => {
          shown.textContent = `${+shown.textContent! + 1}`;
        });
      }),
  ],
  [
    'a stepper in a web component',
    '<number-stepper id="it" style="display: inline-block"></number-stepper>',
    '#it',
    ({ page }) =>
      page.locator('#it').evaluate((host) => {
        const root = host.attachShadow({ mode: 'open' });
        root.innerHTML = '<button type="button">+</button> <input value="1">';
        const field = root.querySelector('input')!;
        host.addEventListener('click', () => {
          field.value = `${+field.value + 1}`;
        });
      }),
  ],
  [
    'a carousel’s arrow that moves its slides',
    '<div id="slides">Slides</div><button id="it" type="button">›</button>',
    '#it',
    ({ page }) =>
      page.locator('#it').evaluate((button) => {
        let at = 0;
        button.addEventListener('click', () => {
          document.querySelector<HTMLElement>('#slides')!.style.transform = `translateX(${(at -= 10)}px)`;
        });
      }),
  ],
  ['a canvas, where nothing tells what a click did', '<canvas id="it" width="200" height="100"></canvas>', '#it'],
];
test.each(CALM)('rage_click: five clicks in use are none: %s', async (_name, body, selector, ready) => {
  const visit = await visitWith('rage_click', { body });
  await ready?.(visit);
  await clicks(visit, selector, 5);
  await expectNothing(visit);
});

test('rage_click: neither is a carousel that scrolls, at the pace of a visitor', async () => {
  const slides = '<div style="width: 3000px; height: 50px">Slides</div>';
  const visit = await visitWith('rage_click', {
    body: `<div id="slides" style="overflow: auto; width: 300px">${slides}</div><button id="it" type="button">›</button>`,
  });
  await visit.page.locator('#it').evaluate((button) => {
    button.addEventListener('click', () => document.querySelector('#slides')!.scrollBy(100, 0));
  });
  for (let time = 0; time < 5; time++) {
    await clicks(visit, '#it', 1);
    await frame(visit);
  }
  expect(await visit.page.locator('#slides').evaluate((it) => it.scrollLeft)).toBe(500);
  await expectNothing(visit);
});

test('rage_click: clicks on our own form in the page are none', async () => {
  const visit = await visitWith('rage_click', { body: '<div data-earshot-survey="ces"></div>' });
  await visit.page.locator('.earshot.inline h2').first().waitFor({ state: 'attached' });
  await clicks(visit, '.earshot.inline .asked', 5);
  await expectNothing(visit);
});

test('dead_click: a button that does nothing opens it', async () => {
  const visit = await visitWith('dead_click', { body: BUTTON });
  await visit.page.locator('#it').click();
  await expectShown(visit, 'trouble', 'signal');
});

const ALIVE: [name: string, body: string, ready?: (button: Element) => void][] = [
  [
    'the page changes half a second later',
    BUTTON,
    (button) => {
      button.addEventListener('click', () => setTimeout(() => document.querySelector('h1')!.append('!'), 500));
    },
  ],
  ['a link that leads to something that is no page', '<a id="it" href="/no-page">Next</a>'],
  ['something that does not look as if it could be clicked', '<p id="it">Words</p>'],
];
test.each(ALIVE)('dead_click: none is a click where %s', async (_name, body, ready) => {
  const visit = await visitWith('dead_click', {
    body,
    answer: (path) => (path === '/no-page' ? { body: '', status: 204 } : undefined),
  });
  if (ready) await visit.page.locator('#it').evaluate(ready);
  await visit.page.locator('#it').click({ noWaitAfter: true });
  // by then a dead click of the same moment would have been told
  await visit.page.evaluate(() => new Promise((done) => setTimeout(done, 1100)));
  await expectNothing(visit);
});

test('error: one that the page did not catch opens it, one of a ResizeObserver does not', async () => {
  const visit = await visitWith('error');
  await visit.page.evaluate(() => {
    dispatchEvent(
      new ErrorEvent('error', { message: 'ResizeObserver loop completed with undelivered notifications.' }),
    );
    dispatchEvent(new ErrorEvent('error', { message: 'Script error.' }));
  });
  await expectNothing(visit);
  await visit.page.evaluate(() => {
    setTimeout(() => {
      throw new Error('of the page');
    });
  });
  await expectShown(visit, 'trouble', 'signal');
});

test('error: a promise that nobody caught opens it', async () => {
  const visit = await visitWith('error');
  await visit.page.evaluate(() => void Promise.reject(new Error('of the page')));
  await expectShown(visit, 'trouble', 'signal');
});

/** With so many bytes that it counts: Chromium passes over large pictures with little in them. */
const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400"><!--${'a picture '.repeat(500)}--><rect width="600" height="400"/></svg>`;
const withPicture = (afterMs: number) => ({
  body: '<img src="/picture.svg" width="600" height="400" alt="">',
  answer: (path: string) => (path === '/picture.svg' ? { body: PICTURE, type: 'image/svg+xml', afterMs } : undefined),
});

test('slow_page: the largest thing on the page came after more than four seconds', async () => {
  await expectShown(await visitWith('slow_page', withPicture(4500)), 'trouble', 'signal');
});

test('slow_page: a page that is there at once is none', async () => {
  const visit = await visitWith('slow_page', withPicture(0));
  await frame(visit);
  await expectNothing(visit);
});
