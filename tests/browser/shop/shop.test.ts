import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { removeProfile, type Visit, visit } from '../../support/browser';
import { type Demo, startDemo } from '../../support/demo-process';

const folder = mkdtempSync(join(tmpdir(), 'earshot-shop-'));
let demo: Demo;
let browser: Visit;
let profiles: string[] = [];
/** What the browser complained about: policy violations, exceptions of the page. */
let complaints: string[] = [];

beforeAll(async () => {
  demo = await startDemo({ PORT: '0', DATA_DIR: folder });
});
afterAll(async () => {
  await demo?.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  complaints = [];
  await newBrowser();
});
afterEach(async () => {
  await browser.close().catch(() => {});
  profiles.forEach(removeProfile);
  profiles = [];
  expect(complaints).toEqual([]);
});

const newBrowser = async (profile?: string) => {
  browser = await visit(profile ? { profile } : {});
  profiles = [browser.profile];
};
const open = async (path: string): Promise<Page> => {
  const page = await browser.context.newPage();
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on(
    'console',
    (message) => /Content.Security.Policy|Trusted/i.test(message.text()) && complaints.push(message.text()),
  );
  await page.goto(`${demo.url}${path}`);
  return page;
};
const word = () => `word-${crypto.randomUUID()}`;
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Puts a pot into the cart and buys it, by the shop's own pages. Ends on the page that says thank you. */
const order = async (page: Page, texts: { add: string; checkout: string; place: string }, home = '/') => {
  await page.goto(`${demo.url}${home}products/tea-bowl/`);
  await button(page, texts.add).click();
  await page.goto(`${demo.url}${home}cart/`);
  await page.getByRole('link', { name: texts.checkout }).click();
  for (const [name, value] of [
    ['name', 'Mina'],
    ['email', 'mina@example.com'],
    ['address', 'Baker Street 1'],
    ['city', 'Seoul'],
  ] as const)
    await page.locator(`input[name=${name}]`).fill(value);
  await button(page, texts.place).click();
  await page.waitForURL(`${demo.url}${home}order/`);
};
const EN = { add: 'Add to cart', checkout: 'Check out', place: 'Place order' };

/** Clicks on the words of an answer, as a visitor does; what lies over them has to pass it on. */
const choose = async (form: Locator, name: string) => {
  const words = form.getByText(name, { exact: true });
  await words.waitFor();
  const chosen = async () => {
    await words.click({ force: true });
    return form.getByRole('radio', { name, exact: true }).isChecked();
  };
  await expect.poll(chosen, { message: `the answer "${name}"` }).toBe(true);
};

/** Opens the tab's form, rates, writes and sends, as a visitor does. */
const say = async (page: Page, text: string) => {
  await button(page, 'Feedback').click();
  const dialog = page.getByRole('dialog', { name: 'Feedback' });
  await choose(dialog, 'Satisfied');
  await dialog.getByRole('textbox').fill(text);
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  return dialog;
};

/** Waits until the browser has fetched the form ahead, as it does when the page is idle: from then on it opens without a network. */
const formIsLoaded = async (page: Page) => {
  await expect
    .poll(
      () =>
        page.evaluate(() => {
          const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
          const has = (start: string) => loaded.some((name) => name.includes(`/chunks/${start}.`));
          return has('panel') && has(document.documentElement.lang);
        }),
      { timeout: 20_000, message: 'the form, fetched ahead' },
    )
    .toBe(true);
  await page.waitForLoadState('networkidle');
};

/** Waits for the row that holds the word, and proves that it is there once. */
const stored = async (text: string, timeout = 20_000) => {
  const found = async () => (await demo.rows()).filter(({ record }) => JSON.stringify(record).includes(text));
  await expect.poll(async () => (await found()).length, { timeout, interval: 100 }).toBe(1);
  return (await found())[0]!.record;
};

/** Waits until the engine has decided about every `track` so far: its own call is answered after those before it. */
const tracked = (page: Page) =>
  page.evaluate(async () => {
    const { earshot } = window as unknown as { earshot: (...call: string[]) => Promise<void> | undefined };
    let answer: Promise<void> | undefined;
    while (!(answer = earshot('track', 'no.such.event'))) await new Promise((later) => setTimeout(later, 50));
    await answer;
  });

describe('the main job, as a visitor does it', () => {
  test('an order is placed, a question about it opens, and the answer is in the database and on the report', async () => {
    const page = await open('/');
    await order(page, EN);
    const prompt = page.getByRole('region', { name: 'Feedback' });
    await prompt.getByText('Maru Pottery made it easy for me to do what I came to do.').waitFor();
    await button(page, 'Answer').click();
    const form = page.getByRole('dialog').or(prompt).last();
    await choose(form, 'Agree');
    const text = word();
    await form.getByRole('textbox').fill(`The checkout was short. ${text}`);
    await form.getByRole('button', { name: 'Send', exact: true }).click();
    await form.getByText('Sent.').waitFor();

    const record = await stored(text);
    expect(record).toMatchObject({
      mode: 'journey',
      trigger: 'prompt',
      touchpoint: 'checkout.done',
      journey: { id: 'purchase', stage: 'order' },
      survey: { id: 'checkout', version: '1' },
      test: false,
      data: { orderValue: 38, currency: 'USD', items: 1 },
    });
    expect(record.answers).toMatchObject([
      { metric: 'ces2', value: 6, label: 'Agree', scale: { min: 1, max: 7, direction: 'higher_better' } },
      { type: 'text', value: `The checkout was short. ${text}` },
    ]);

    const report = await open(demo.report.slice(demo.url.length));
    expect(report.url()).not.toContain(demo.token);
    await report.getByText(text).first().waitFor();
  });

  test('a prompt does not come twice in a visit; the link to it always works', async () => {
    const page = await open('/');
    await order(page, EN);
    await button(page, 'Not now').click();
    await order(page, EN);
    await tracked(page);
    expect(await button(page, 'Answer').count()).toBe(0);
    await page.getByRole('link', { name: 'Answer it now' }).click();
    await page.getByRole('dialog').getByText('made it easy for me').waitFor();
  });

  test('the whole way in Korean', async () => {
    const page = await open('/ko/');
    await order(page, { add: '장바구니에 담기', checkout: '주문하기', place: '주문하기' }, '/ko/');
    await button(page, '답하기').click();
    const form = page.getByRole('dialog').or(page.getByRole('region')).last();
    await form.getByText('마루 도예에서 원하는 일을 쉽게 처리할 수 있었다.').waitFor();
    await choose(form, '매우 그렇다');
    const text = word();
    await form.getByRole('textbox').fill(`주문이 쉬웠어요 ${text}`);
    await form.getByRole('button', { name: '보내기', exact: true }).click();
    await form.getByText('보냈습니다.').waitFor();
    const record = await stored(text);
    expect(record).toMatchObject({ locale: 'ko', data: { orderValue: 48000, currency: 'KRW' } });
    expect(record.answers[0]).toMatchObject({ value: 7, label: '매우 그렇다' });
  });
});

describe('without a network', () => {
  test('the form opens, says that it saved, and the words arrive when the network returns (fault 4)', async () => {
    const page = await open('/offline/');
    await formIsLoaded(page);
    await browser.context.setOffline(true);
    const text = word();
    const dialog = await say(page, text);
    await dialog.getByText('Saved on this device.').waitFor();
    expect(await dialog.getByText('Sent.').count()).toBe(0);
    expect(JSON.stringify(await demo.rows())).not.toContain(text);
    await browser.context.setOffline(false);
    await stored(text);
    await dialog.getByText('Sent.').waitFor();
    await page.getByRole('listitem').filter({ hasText: 'arrived' }).waitFor();
  });

  test('the browser is killed before the network returns, and the next visit delivers (fault 1)', async () => {
    const page = await open('/help/care/');
    await formIsLoaded(page);
    await browser.context.setOffline(true);
    const text = word();
    const dialog = await say(page, text);
    await dialog.getByText('Saved on this device.').waitFor();
    await browser.kill();
    await newBrowser(browser.profile);
    await open('/');
    await stored(text, 60_000); // the first failure's backoff stands on the disk and is obeyed
  });

  test('the demo’s own outage: the collector hangs up, then answers, and nothing is lost', async () => {
    const page = await open('/offline/');
    await formIsLoaded(page);
    await button(page, 'Hang up for 30 seconds').click();
    await page.getByText(/hangs up, \d+ s to go/).waitFor();
    const text = word();
    const dialog = await say(page, text);
    await dialog.getByText('Saved on this device.').waitFor();
    expect(JSON.stringify(await demo.rows())).not.toContain(text);
    await stored(text, 60_000);
  });
});

describe('on the page', () => {
  test('"Was this page helpful?" stands inside the article and knows which one', async () => {
    const page = await open('/help/care/');
    const inline = page.getByRole('region', { name: 'Feedback' });
    await choose(inline, 'Yes');
    const text = word();
    await inline.getByRole('textbox').fill(text);
    await inline.getByRole('button', { name: 'Send', exact: true }).click();
    await inline.getByText('Sent.').waitFor();
    const record = await stored(text);
    expect(record).toMatchObject({ touchpoint: 'help.care', trigger: 'visitor', survey: { id: 'helpful' } });
    expect(record.answers[0]).toMatchObject({ metric: 'helpful', value: 1, label: 'Yes' });
  });

  test('"Tell us" opens the form and has the focus back when it is closed', async () => {
    const page = await open('/');
    await page.getByRole('link', { name: 'Tell us' }).click();
    const dialog = page.getByRole('dialog', { name: 'Feedback' });
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Tell us');
  });

  test('the dark switch turns page and form, and is remembered', async () => {
    const page = await open('/');
    await button(page, 'Dark').click();
    await button(page, 'Feedback').click();
    const dialog = page.getByRole('dialog', { name: 'Feedback' });
    const lightness = (selector: 'form' | 'page') =>
      (selector === 'form' ? dialog : page.locator('body')).evaluate((element) => {
        const [r = 0, g = 0, b = 0] =
          getComputedStyle(element)
            .backgroundColor.match(/[\d.]+/g)
            ?.map(Number) ?? [];
        return r + g + b;
      });
    expect(await lightness('page')).toBeLessThan(250);
    expect(await lightness('form')).toBeLessThan(250);
    await page.reload();
    expect(await lightness('page')).toBeLessThan(250);
    expect(await button(page, 'Dark').getAttribute('aria-pressed')).toBe('true');
  });

  test('the language switch leads to the same page in the other language', async () => {
    const page = await open('/help/care/');
    await page.getByRole('link', { name: '한국어' }).click();
    await page.waitForURL(`${demo.url}/ko/help/care/`);
    await button(page, '의견 보내기').waitFor();
    await page.getByRole('link', { name: 'English' }).click();
    await page.waitForURL(`${demo.url}/help/care/`);
  });
});
