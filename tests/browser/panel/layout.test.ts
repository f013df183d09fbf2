import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { engine } from '../../support/browser';
import { mount, PRESETS, send, write } from './drive';
import { overflow, tooSmall } from './measure';
import { layoutOf } from './presets';
import { DESKTOP, PHONE, panelSession } from './session';
import type { Stage } from './stage';

const { hold, open } = panelSession();

test('rating does not move Send, and the points only by the line that the prompt below them takes more or less', async () => {
  for (const size of [PHONE, DESKTOP]) {
    const page = await open(undefined, size);
    for (const survey of PRESETS) {
      await mount(page, { survey, layout: layoutOf(survey) });
      const point = page.locator('.earshot .point').nth(1);
      const top = async (selector: string) => {
        const found = page.locator(`.earshot ${selector}`);
        return (await found.count()) ? (await found.boundingBox())!.y : undefined;
      };
      const prompt = () =>
        page.locator('.earshot label.asked').evaluateAll(([it]) => it?.getBoundingClientRect().height);
      const before = { send: await top('.send'), point: (await point.boundingBox())!.y, prompt: await prompt() };
      await point.click();
      const moved = (await point.boundingBox())!.y - before.point;
      // Inline, prompt and Send come with the first answer, below.
      if (survey === 'helpful') expect(moved, survey).toBe(0);
      else {
        // half of one: lines of text have other heights than whole px outside of Chromium
        const near = (px: number) => (engine === 'chromium' ? px : 0.5);
        expect(Math.abs((await top('.send'))! - before.send!), survey).toBeLessThan(near(0.001));
        // which of the two prompts has a line more is the machine's font's to say
        const less = before.prompt! - (await prompt())!;
        expect(Math.abs(moved - less), survey).toBeLessThan(near(0.1));
        expect(Math.abs(less), `${survey}: no more than a line of 15 px`).toBeLessThan(25);
      }
    }
  }
});

test('on a phone the sheet stands at the bottom, is modal, and rises above the keyboard', async () => {
  const page = await open({ survey: 'ces' }, PHONE);
  const sheet = page.locator('.earshot');
  expect(await sheet.evaluate((it) => it.matches('dialog.sheet:modal'))).toBe(true);
  const { y, height } = (await sheet.boundingBox())!;
  expect(Math.round(y + height)).toBe(780);
  await page.evaluate(() => {
    Object.defineProperty(visualViewport!, 'height', { value: 480, configurable: true });
    visualViewport!.dispatchEvent(new Event('resize'));
  });
  const risen = (await sheet.boundingBox())!;
  expect(Math.round(risen.y + risen.height)).toBe(480);
  expect(risen.y).toBeGreaterThanOrEqual(0);
  await page.evaluate(() => {
    for (const [name, value] of [
      ['height', 240],
      ['offsetTop', 200],
      ['scale', 2],
    ] as const)
      Object.defineProperty(visualViewport!, name, { value, configurable: true });
    visualViewport!.dispatchEvent(new Event('resize'));
  });
  expect(await sheet.boundingBox(), 'who zooms in moves nothing').toEqual(risen);
});

/** How many rows the points of a scale stand in. */
const rowsOf = (page: Page, look: string) =>
  page
    .locator(`.earshot .${look} .point`)
    .evaluateAll((points) => new Set(points.map((it) => Math.round(it.getBoundingClientRect().top))).size);

test.each([
  { survey: 'nps', look: 'numbers', points: 11, stacked: 2 },
  { survey: 'ces', look: 'list', points: 7, stacked: 7 },
] as const)('a scale has a single row only inline, where it has 640 px ($survey)', async (it) => {
  const rows = async (width: number, layout: 'dialog' | 'inline', lang = 'en') => {
    const page = await open({ survey: it.survey, layout }, { viewport: { width, height: 820 }, lang });
    expect(await page.locator(`.earshot .${it.look} .point`).count()).toBe(it.points);
    expect(await tooSmall(page)).toEqual([]);
    expect(await overflow(page), `${width} px, ${layout}`).toEqual([]);
    return rowsOf(page, it.look);
  };
  for (const lang of ['en', 'ko']) {
    expect(await rows(1000, 'inline', lang)).toBe(1);
    expect(await rows(680, 'inline', lang)).toBe(1);
  }
  expect(await rows(630, 'inline')).toBe(it.stacked);
  expect(await rows(1000, 'dialog')).toBe(it.stacked);
});

test('what the wish for a reply reveals is in sight above Send, in a form as high as the window', async () => {
  for (const size of [PHONE, { viewport: { width: 1000, height: 700 } }]) {
    const page = await open({ survey: 'feedback' }, size);
    await page.locator('.earshot .check input').first().check();
    const { y, height } = (await page.locator('.earshot #earshot-email').boundingBox())!;
    const foot = (await page.locator('.earshot .foot').boundingBox())!;
    const note = (await page.locator('.earshot #earshot-use').boundingBox())!;
    expect(y + height, `${size.viewport.width}`).toBeLessThanOrEqual(foot.y);
    expect(note.y + note.height, `${size.viewport.width}: and what it is used for`).toBeLessThanOrEqual(foot.y + 1);
  }
});

test('questions below each other keep their distance in an inline form too', async () => {
  const page = await open({ survey: 'feedback', layout: 'inline', draft: { values: { csat: 2 } } });
  const chips = (await page.locator('.earshot .row').boundingBox())!;
  const next = (await page.locator('.earshot label.asked').boundingBox())!;
  expect(next.y - chips.y - chips.height).toBeGreaterThan(16);
});

test('when the second chunk comes late, nothing that stands moves under the finger', async () => {
  for (const lang of ['en', 'ko'])
    for (const size of [PHONE, DESKTOP]) {
      const page = await open(undefined, { ...size, lang });
      const go = hold(/\/more-\w+\.js$/);
      await page.evaluate(() => void (window as unknown as { stage: Stage }).stage.mount({ survey: 'ces' }));
      const point = page.locator('.earshot .point').nth(3);
      await point.click();
      const boxes = async () =>
        Promise.all(
          [point, ...['textarea', '.send'].map((it) => page.locator(`.earshot ${it}`))].map((it) => it.boundingBox()),
        );
      const before = await boxes();
      expect(await page.locator('.earshot [type=checkbox]').count(), 'the chunk is not there').toBe(0);
      go();
      await page.locator('.earshot [type=checkbox]').waitFor();
      expect(await boxes(), `${lang} ${size.viewport.width} px`).toEqual(before);
    }
});

test('from right to left the panel stands on the left, and the first point of a scale on the right', async () => {
  const page = await open({ survey: 'nps' }, { ...DESKTOP, dir: 'rtl' });
  const panel = (await page.locator('.earshot').boundingBox())!;
  expect(panel.x).toBeLessThan(20);
  const [zero, one] = [
    await page.locator('.point').nth(0).boundingBox(),
    await page.locator('.point').nth(1).boundingBox(),
  ];
  expect(zero!.x).toBeGreaterThan(one!.x);
});

test('the panel stands where its tab does', async () => {
  for (const [dir, position, left] of [
    ['ltr', 'end', false],
    ['ltr', 'start', true],
    ['rtl', 'start', false],
  ] as const) {
    const page = await open({ survey: 'ces' }, { ...DESKTOP, dir, position });
    expect((await page.locator('.earshot').boundingBox())!.x < 20, `${dir} ${position}`).toBe(left);
  }
});

// `ckb` is Sorani Kurdish: from right to left, and none of the panel's languages
test('on a page from right to left, English words keep their order and stand at the right', async () => {
  const page = await open(
    { survey: 'feedback', settleMs: 0, outcome: { ok: true, id: '1', kept: 'memory' } },
    { ...PHONE, lang: 'ckb', dir: 'rtl' },
  );
  await write(page, 'Words');
  await send(page);
  const line = page.locator('.earshot .main p');
  await line.waitFor();
  const { stop, end, first, right } = await line.evaluate((it) => {
    const text = it.firstChild!;
    const at = (index: number) => {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + 1);
      return range.getBoundingClientRect();
    };
    const length = text.textContent!.length;
    return {
      stop: at(length - 1).left,
      end: at(length - 2).left,
      first: at(0).left,
      right: it.getBoundingClientRect().right - at(length - 1).right,
    };
  });
  expect(first).toBeLessThan(end);
  expect(stop, 'the full stop comes last').toBeGreaterThan(end);
  expect(right).toBeLessThan(3);
});

test('on such a page a text that is known to be Arabic begins at the right, with a name in Latin letters too', async () => {
  const prompt = { ar: 'Acme سهّل علي ما جئت من أجله.' };
  const survey = { id: 'own', questions: [{ id: 'why', type: 'text', prompt }] } as never;
  const page = await open({ survey }, { ...PHONE, lang: 'ckb', dir: 'rtl' });
  const { name, verb } = await page.locator('.earshot label span[lang=ar]').evaluate((it) => {
    const at = (from: number) => {
      const range = document.createRange();
      range.setStart(it.firstChild!, from);
      range.setEnd(it.firstChild!, from + 4);
      return range.getBoundingClientRect().left;
    };
    return { name: at(0), verb: at(5) };
  });
  expect(name).toBeGreaterThan(verb);
});

test('the tab is above an open panel while it has the focus (WCAG 2.4.11)', async () => {
  const page = await open({ survey: 'ces' }, DESKTOP);
  const onTop = () =>
    page.evaluate(() => {
      const { tab } = (window as unknown as { stage: Stage }).stage;
      const { x, y, width, height } = tab.button.getBoundingClientRect();
      return tab.root.elementFromPoint(x + width / 2, y + height / 2) === tab.button;
    });
  expect(await onTop()).toBe(false);
  await page.keyboard.press('Shift+Tab');
  expect(await page.evaluate('stage.root.activeElement === stage.tab.button')).toBe(true);
  await expect.poll(onTop).toBe(true); // the rule comes with the second chunk
});

test('a dialog that scrolls is no stop of Tab, and a click beside its questions keeps the keyboard in it', async () => {
  const page = await open({ survey: 'feedback' }, { viewport: { width: 1000, height: 320 } });
  const focused = () => page.evaluate('stage.root.activeElement?.localName') as Promise<string | undefined>;
  const { scrolls, outline } = await page.getByRole('dialog').evaluate((dialog) => {
    const { scrollHeight, clientHeight } = dialog;
    return { scrolls: scrollHeight > clientHeight, outline: getComputedStyle(dialog).outlineStyle };
  });
  expect(scrolls).toBe(true);
  const stops = new Set<string | undefined>();
  for (let count = 0; count < 12; count++) {
    await page.keyboard.press('Tab');
    stops.add(await focused());
  }
  expect([...stops]).toContain('input');
  expect([...stops]).not.toContain('dialog');
  const { x, y } = (await page.getByRole('dialog').boundingBox())!;
  await page.mouse.click(x + 6, y + 100);
  expect(await focused()).toBe('dialog');
  expect(await page.getByRole('dialog').evaluate((dialog) => getComputedStyle(dialog).outlineStyle)).toBe(outline);
  await page.keyboard.press('Escape');
  expect(await page.locator('.earshot').count()).toBe(0);
});

test('a chosen face and its card stand in the column of the text', async () => {
  for (const size of [DESKTOP, PHONE, { viewport: { width: 320, height: 640 } }]) {
    const page = await open(undefined, size);
    for (const survey of ['feedback', 'interaction'] as const) {
      await mount(page, { survey });
      const face = page.locator('.earshot .point:has(svg)').first();
      const text = (await page.locator('.earshot fieldset:has(svg) legend').boundingBox())!;
      const card = (await face.boundingBox())!;
      expect(card.x, survey).toBeGreaterThanOrEqual(text.x);
      const lines = await page
        .locator('.earshot .point:has(svg) > span')
        .evaluateAll((them) =>
          them.map((it) => it.getBoundingClientRect().height / Number.parseFloat(getComputedStyle(it).lineHeight)),
        );
      expect(Math.max(...lines), `lines of words below a face of ${survey}`).toBeLessThan(2.5);
    }
  }
});
