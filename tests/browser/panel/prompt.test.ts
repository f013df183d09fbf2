import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { mount, PRESETS, read } from './drive';
import { DESKTOP, PHONE, panelSession } from './session';
import type { Stage } from './stage';

const { open } = panelSession();
const NARROW = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true };

const boxOf = (page: Page, selector: string) =>
  page
    .locator(selector)
    .boundingBox()
    .then((it) => it!);

test.each([NARROW, DESKTOP])(
  'typing in a host field goes on undisturbed when a prompt opens ($viewport.width px)',
  async (size) => {
    const page = await open(undefined, size);
    await page.locator('#host-field').focus();
    await page.keyboard.type('before ');
    await mount(page, { survey: 'ces', layout: 'prompt' });
    await page.keyboard.type('after');
    expect(await page.locator('#host-field').inputValue()).toBe('before after');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('host-field');
    await page.keyboard.press('Escape');
    expect(await page.locator('.earshot').count(), 'Esc in the page is the page’s').toBe(1);
  },
);

test('a prompt is a labelled region right after the launcher, and no dialog', async () => {
  const page = await open({ survey: 'ces', layout: 'prompt' });
  await page.getByRole('region', { name: 'Feedback' }).waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
  const kinds = await page.evaluate(() =>
    [...(window as unknown as { stage: Stage }).stage.root.children].map((it) => it.localName),
  );
  // The status of the tab is no stop on the way.
  expect(kinds.filter((it) => it !== 'output')).toEqual(['button', 'section']);
});

test('a prompt says politely what it asks, once, in the launcher’s status', async () => {
  const page = await open({ survey: 'ces', layout: 'prompt' });
  const heard = async () => (await read<unknown[][]>(page, 'said')).filter(([what]) => what === 'announce');
  const asked = 'Feedback: How much do you agree? Acme made it easy for me to do what I came to do.';
  await expect.poll(heard).toEqual([['announce', asked]]);
  await page.evaluate("stage.handle.setLocale('ko')");
  await page.getByRole('button', { name: '답하기' }).click();
  await page.getByRole('dialog').waitFor();
  expect(await heard()).toHaveLength(1);
});

test('a prompt takes at most two fifths of the window and its buttons are all in sight', async () => {
  for (const size of [NARROW, PHONE, DESKTOP])
    for (const lang of ['en', 'ko']) {
      const page = await open(undefined, { ...size, lang });
      for (const survey of PRESETS) {
        await mount(page, { survey, layout: 'prompt' });
        const { height } = await boxOf(page, '.earshot');
        expect(height, `${survey} ${lang}`).toBeLessThanOrEqual(size.viewport.height * 0.4 + 1);
        const over = await page.locator('.earshot').evaluate((it) => it.scrollHeight - it.clientHeight);
        expect(over, `${survey} ${lang} at ${size.viewport.width} px scrolls`).toBeLessThanOrEqual(0);
      }
    }
});

test('a prompt never covers the focused element: it goes up, and back down', async () => {
  const page = await open({ survey: 'ces', layout: 'prompt' });
  await page.evaluate(() => {
    const field = document.body.appendChild(document.createElement('input'));
    field.id = 'low';
    // Through the CSSOM: a style attribute is refused on this page.
    Object.assign(field.style, { position: 'fixed', right: '40px', bottom: '40px' });
  });
  const covers = async (id: string) => {
    const [a, b] = [await boxOf(page, `#${id}`), await boxOf(page, '.earshot')];
    return a.y < b.y + b.height && b.y < a.y + a.height && a.x < b.x + b.width && b.x < a.x + a.width;
  };
  expect(await covers('low')).toBe(true);
  await page.locator('#low').focus();
  expect(await covers('low')).toBe(false);
  await page.locator('#host-field').focus();
  expect((await boxOf(page, '.earshot')).y).toBeGreaterThan(400);
});

test.each(['textarea', 'div'])('a prompt never covers a field, however high it is (%s)', async (tag) => {
  const page = await open({ survey: 'ces', layout: 'prompt' });
  const start = (await boxOf(page, '.earshot')).y;
  await page.evaluate((it) => {
    const field = document.body.appendChild(document.createElement(it));
    field.id = 'high';
    if (it === 'div') field.contentEditable = 'true';
    Object.assign(field.style, { position: 'fixed', right: '40px', bottom: '40px', width: '200px', height: '260px' });
    field.focus();
  }, tag);
  const [field, prompt] = [await boxOf(page, '#high'), await boxOf(page, '.earshot')];
  expect(field.height).toBeGreaterThanOrEqual(260);
  expect(start + prompt.height, 'it would be covered below').toBeGreaterThan(field.y);
  expect(prompt.y + prompt.height).toBeLessThanOrEqual(field.y);
});

/** What stands in the middle of the window while a prompt is there, and where the prompt is then. */
const besides = async (page: Page, make: () => void) => {
  await mount(page, { survey: 'ces', layout: 'prompt' });
  await page.evaluate(make);
  return page.locator('.earshot').isVisible();
};

test('a large element with the focus, a frame, or one in a shadow root does not take a prompt away', async () => {
  const page = await open();
  const region = () => {
    const main = document.querySelector('main')!;
    main.tabIndex = -1;
    Object.assign(main.style, { position: 'fixed', inset: '0' });
    main.focus();
  };
  expect(await besides(page, region), 'as a router focuses its page').toBe(true);
  expect((await boxOf(page, '.earshot')).y, 'below').toBeGreaterThan(400);
  const app = () => {
    const host = document.body.appendChild(document.createElement('div'));
    Object.assign(host.style, { position: 'fixed', inset: '0' });
    const field = host.attachShadow({ mode: 'open' }).appendChild(document.createElement('input'));
    field.id = 'deep';
    Object.assign(field.style, { position: 'fixed', right: '40px', bottom: '40px' });
    field.focus();
  };
  expect(await besides(page, app)).toBe(true);
  expect((await boxOf(page, '.earshot')).y, 'off the field in it').toBeLessThan(100);
});

test('out of sight a prompt is not counted as seen, and it comes back when the field is gone', async () => {
  const page = await open(undefined, NARROW);
  const shown = async () => (await read<unknown[][]>(page, 'said')).filter(([what]) => what === 'shown').length;
  const between = () => {
    const field = document.body.appendChild(document.createElement('textarea'));
    field.id = 'between';
    Object.assign(field.style, { position: 'fixed', top: '150px', height: '330px' });
    field.focus();
  };
  expect(await besides(page, between)).toBe(false);
  await page.waitForTimeout(1500);
  expect(await shown()).toBe(0);
  // Some browsers tell nobody when what has the focus is taken away.
  await page.evaluate(() => document.getElementById('between')!.remove());
  await page.mouse.click(5, 5);
  expect(await page.locator('.earshot').isVisible()).toBe(true);
  await expect.poll(shown).toBe(1);
});

test('a survey is seen when half of it stood in view for a second, and once', async () => {
  const page = await open();
  await page.evaluate(() => {
    const inline = document.getElementById('inline')!;
    Object.assign(inline.style, { display: 'block', marginTop: '200vh', marginBottom: '200vh' });
  });
  const shown = async () => (await read<unknown[][]>(page, 'said')).filter(([what]) => what === 'shown').length;
  await mount(page, { survey: 'helpful', layout: 'inline' });
  const scrollTo = (part: number) =>
    page.evaluate((it) => {
      const { top, height } = document.getElementById('inline')!.getBoundingClientRect();
      scrollBy(0, top + height * it - innerHeight);
    }, part);
  await scrollTo(0.2);
  await page.waitForTimeout(1500);
  expect(await shown(), 'a fifth of it').toBe(0);
  // within the page: the way there and back may take a busy machine a second
  await page.evaluate(async () => {
    const { height } = document.getElementById('inline')!.getBoundingClientRect();
    scrollBy(0, height * 0.7);
    await new Promise((resolve) => setTimeout(resolve, 200));
    scrollBy(0, height * -0.7);
  });
  await page.waitForTimeout(1500);
  expect(await shown(), 'in passing').toBe(0);
  await scrollTo(0.9);
  await expect.poll(shown).toBe(1);
  await scrollTo(0.2);
  await scrollTo(0.9);
  await page.waitForTimeout(1500);
  expect(await shown()).toBe(1);
  // Higher than the window: half of it can never be in view.
  await mount(page, { survey: 'interaction' });
  await page.setViewportSize({ width: 400, height: 300 });
  await expect.poll(shown).toBe(1);
});

test('at 200 % text the buttons of a prompt are in sight, and so is the question', async () => {
  for (const size of [PHONE, DESKTOP])
    for (const lang of ['en', 'ko']) {
      const page = await open(undefined, { viewport: size.viewport, lang, fontPx: 32 });
      for (const survey of PRESETS) {
        await mount(page, { survey, layout: 'prompt' });
        const prompt = await boxOf(page, '.earshot');
        const bottom = prompt.y + prompt.height + 0.5;
        const at = `${survey} ${lang} ${size.viewport.width}`;
        for (const button of await page.locator('.earshot .foot button').all()) {
          const box = (await button.boundingBox())!;
          expect(box.y, at).toBeGreaterThan(prompt.y);
          expect(box.y + box.height, at).toBeLessThanOrEqual(bottom);
          expect(box.height, at).toBeGreaterThanOrEqual(44);
        }
        const foot = await boxOf(page, '.earshot .foot');
        expect(foot.y - prompt.y, `${at}: room for the question`).toBeGreaterThan(60);
      }
    }
});

test('no button of a prompt stands alone in its line but the first', async () => {
  for (const width of [320, 360, 390, 1000]) {
    const page = await open({ survey: 'ces', layout: 'prompt' }, { viewport: { width, height: 640 } });
    const tops = [];
    for (const button of await page.locator('.earshot .foot button').all()) tops.push((await button.boundingBox())!.y);
    expect(tops[1], `${width} px`).toBe(tops[2]);
  }
});

test('"Not now" and "Don’t ask again" are two buttons and say different things', async () => {
  const page = await open();
  for (const [name, how] of [
    ['Not now', 'not_now'],
    ['Don’t ask again', 'never'],
  ] as const) {
    await mount(page, { survey: 'nps', layout: 'prompt' });
    await page.getByRole('button', { name }).click();
    expect(await read(page, 'said')).toContainEqual(['closed', how]);
    expect(await page.locator('.earshot').count()).toBe(0);
  }
});

test.each([
  { size: DESKTOP, kind: 'float' },
  { size: PHONE, kind: 'sheet' },
])(
  'touched, a prompt becomes a dialog with the focus on its heading ($size.viewport.width px: $kind)',
  async ({ size, kind }) => {
    const page = await open({ survey: 'ces', layout: 'prompt' }, size);
    await page.getByRole('button', { name: 'Answer' }).click();
    await page.getByRole('dialog', { name: 'Feedback' }).waitFor();
    expect(await page.locator('.earshot').getAttribute('class')).toBe(`earshot ${kind}`);
    expect(await page.locator('.earshot h2').evaluate((it) => it.matches(':focus'))).toBe(true);
    expect(await page.locator('.earshot').evaluate((it) => it.matches(':modal'))).toBe(kind === 'sheet');
  },
);

test('leaving a prompt by its button puts the focus in the form where a clicked button takes none, as in Safari', async () => {
  const page = await open({ survey: 'ces', layout: 'prompt' });
  const answer = page.getByRole('button', { name: 'Answer' });
  await answer.evaluate((it) => it.addEventListener('mousedown', (event) => event.preventDefault()));
  await answer.click();
  await page.getByRole('dialog').waitFor();
  expect(await page.locator('.earshot h2').evaluate((it) => it.matches(':focus'))).toBe(true);
});

test('the dialog that a prompt becomes says the language that it is in by then', async () => {
  const page = await open({ survey: 'ces', layout: 'prompt' });
  await page.evaluate("stage.handle.setLocale('ko')");
  expect(await page.locator('.earshot').getAttribute('lang')).toBe('ko');
  await page.getByRole('button', { name: '답하기' }).click();
  expect(await page.locator('dialog.earshot').getAttribute('lang')).toBe('ko');
});

test('using the opener again turns a prompt into its form, with the focus', async () => {
  const page = await open({ survey: 'ces', layout: 'prompt' });
  await page.evaluate('stage.handle.focus()');
  await page.getByRole('dialog').waitFor();
  expect(await page.locator('.earshot h2').evaluate((it) => it.matches(':focus'))).toBe(true);
  await page.keyboard.press('Escape');
  expect(await read(page, 'said')).toContainEqual(['closed', 'dismissed']);
});

test('an inline form takes no focus and shows one question until it is answered', async () => {
  const page = await open({ survey: 'helpful', layout: 'inline' });
  expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
  expect(await page.locator('#inline textarea').count()).toBe(0);
  await page.getByLabel('No', { exact: true }).check({ force: true });
  await page.getByLabel('What was missing?').waitFor();
  await page.keyboard.press('Escape');
  expect(await page.locator('#inline .earshot').count(), 'Esc does not take an inline form away').toBe(1);
});
