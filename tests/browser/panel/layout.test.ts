import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { mount, PRESETS, rateLow, send, write } from './drive';
import { DESKTOP, PHONE, panelSession } from './session';
import type { Stage } from './stage';

const { open } = panelSession();

const layoutOf = (survey: string) => (survey === 'helpful' ? 'inline' : 'dialog') as 'inline' | 'dialog';

/** Shows a preset with everything open that it can show. */
async function showAll(page: Page, survey: (typeof PRESETS)[number]) {
  await mount(page, { survey, layout: layoutOf(survey), requireConsent: true });
  await rateLow(page);
  await write(page, '가'.repeat(3900));
  const reply = page.getByLabel('I’d like a reply');
  if (await reply.count()) await reply.check();
}

/** Controls smaller than 44 by 44 CSS pixels. A radio counts with its label, which is its target. */
const tooSmall = (page: Page) =>
  page.locator('.earshot').evaluate((panel) =>
    // A link in the midst of a sentence is as high as its line (WCAG 2.5.8, Inline).
    [...panel.querySelectorAll('button, input, textarea, a:not(p a)')].flatMap((it) => {
      const { width, height } = (it.closest('label') ?? it).getBoundingClientRect();
      return width < 43.9 || height < 43.9 ? [`${it.outerHTML.slice(0, 80)} ${width} × ${height}`] : [];
    }),
  );

test.each([DESKTOP, PHONE])('every target is at least 44 px ($viewport.width px)', async (size) => {
  const page = await open(undefined, size);
  for (const survey of PRESETS) {
    await showAll(page, survey);
    expect(await tooSmall(page), survey).toEqual([]);
    await mount(page, { survey, layout: 'prompt' });
    expect(await tooSmall(page), `${survey} prompt`).toEqual([]);
    await mount(page, { survey, layout: layoutOf(survey), settleMs: 0, delivery: ['refused'] });
    await rateLow(page);
    await write(page, 'Words');
    await send(page);
    await page.locator('.earshot h3').waitFor();
    expect(await tooSmall(page), `${survey} refused`).toEqual([]);
  }
});

test('text fields are 16 px, so that no phone zooms in', async () => {
  const page = await open({ survey: 'feedback' }, PHONE);
  await page.getByLabel('I’d like a reply').check();
  for (const field of ['textarea', '[type=email]'])
    expect(await page.locator(`.earshot ${field}`).evaluate((it) => getComputedStyle(it).fontSize)).toBe('16px');
});

/** Elements that stick out of the panel, and whether panel or page scroll sideways. */
const overflow = (page: Page) =>
  page.locator('.earshot').evaluate((panel) => {
    const { left, right } = panel.getBoundingClientRect();
    const out = [...panel.querySelectorAll('*:not(.unseen)')].filter((it) => {
      const box = it.getBoundingClientRect();
      return box.width && !it.closest('.unseen, .head') && (box.left < left - 0.5 || box.right > right + 0.5);
    });
    return [
      ...out.map((it) => it.outerHTML.slice(0, 90)),
      ...(panel.scrollWidth > panel.clientWidth ? ['the panel scrolls sideways'] : []),
      ...(panel.clientWidth > innerWidth ? ['the panel is wider than the window'] : []),
    ];
  });

const reflows = [
  { name: '320 px', viewport: { width: 320, height: 640 } },
  { name: '320 × 256 px (1280 × 1024 at 400 %)', viewport: { width: 320, height: 256 } },
  { name: '200 % text on a desktop', ...DESKTOP, fontPx: 32 },
  { name: '200 % text on a phone', viewport: { width: 390, height: 780 }, fontPx: 32 },
];

test.each(reflows)('nothing is cut off or needs sideways scrolling at $name', async ({ name: _, ...context }) => {
  const page = await open(undefined, context);
  for (const survey of PRESETS) {
    await showAll(page, survey);
    expect(await overflow(page), survey).toEqual([]);
    await mount(page, { survey, layout: 'prompt' });
    expect(await overflow(page), `${survey} prompt`).toEqual([]);
  }
});

test('text spacing as in WCAG 1.4.12 cuts nothing off', async () => {
  const page = await open(undefined, PHONE);
  await mount(page, { survey: 'feedback' });
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}',
    );
    const { root } = (window as unknown as { stage: { root: ShadowRoot } }).stage;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  });
  expect(await overflow(page)).toEqual([]);
});

test('rating does not move Send, and the points only by the line that the prompt below them takes less', async () => {
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
        expect(await top('.send'), survey).toBe(before.send);
        expect(moved, survey).toBeGreaterThanOrEqual(0);
        expect(moved, survey).toBeLessThanOrEqual(before.prompt! - (await prompt())! + 0.1);
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

test('with forced colours borders stay, and what is chosen has a check mark and an outline', async () => {
  const page = await open({ survey: 'interaction' }, { ...DESKTOP, forcedColors: 'active' });
  await rateLow(page);
  const styles = await page
    .locator('.faces .point')
    .first()
    .evaluate((it) => ({
      mark: getComputedStyle(it, '::after').content,
      outline: getComputedStyle(it).outlineStyle,
      panel: getComputedStyle(it.closest('.earshot')!).borderTopWidth,
      send: getComputedStyle(it.closest('.earshot')!.querySelector('.send')!).borderTopWidth,
    }));
  expect(styles).toEqual({ mark: '"✓"', outline: 'solid', panel: '1px', send: '1px' });
  expect(
    await page
      .locator('.faces .point')
      .nth(1)
      .evaluate((it) => getComputedStyle(it, '::after').content),
  ).toBe('none');
});

test('with forced colours the focus has a ring of its own on what is chosen', async () => {
  const page = await open(undefined, { ...DESKTOP, forcedColors: 'active' });
  for (const survey of ['feedback', 'interaction', 'nps', 'ces'] as const) {
    await mount(page, { survey });
    const groups = page.locator('.earshot fieldset');
    for (let at = 0; at < (await groups.count()); at++) {
      const point = groups.nth(at).locator('.point').first();
      const ring = () =>
        point.evaluate((it) => {
          const { outlineStyle, outlineColor, outlineOffset } = getComputedStyle(it);
          return [outlineStyle, outlineColor, outlineOffset].join(' ');
        });
      await point.locator('input').focus();
      await page.keyboard.press('Space');
      const focused = await ring();
      await page.locator('.earshot textarea').focus();
      expect(focused, `${survey} ${at}`).toMatch(/^solid/);
      expect(await ring(), `${survey} ${at}`).not.toBe(focused);
    }
  }
});

test('motion is only for those who do not mind it', async () => {
  const animation = (page: Page) => page.locator('.earshot').evaluate((it) => getComputedStyle(it).animationName);
  expect(await animation(await open({ survey: 'ces' }, { ...DESKTOP, reducedMotion: 'reduce' }))).toBe('none');
  expect(await animation(await open({ survey: 'ces' }, { ...DESKTOP, reducedMotion: 'no-preference' }))).toBe(
    'earshot-in',
  );
});

test.each(['dialog', 'prompt', 'inline'] as const)('it is hidden in print (%s)', async (layout) => {
  const page = await open({ survey: 'ces', layout });
  expect(await page.locator('.earshot').isVisible()).toBe(true);
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.earshot').isVisible()).toBe(false);
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
      let go = () => {};
      const held = new Promise<void>((resolve) => (go = resolve));
      await page.route(/\/more-\w+\.js$/, async (route) => {
        await held;
        await route.continue();
      });
      await page.evaluate(() => void (window as unknown as { stage: Stage }).stage.mount({ survey: 'ces' }));
      const point = page.locator('.earshot .point').nth(3);
      await point.click();
      const boxes = async () =>
        Promise.all(['.point >> nth=3', 'textarea', '.send'].map((it) => page.locator(`.earshot ${it}`).boundingBox()));
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

test('on a page from right to left, English words keep their order and stand at the right', async () => {
  const page = await open(
    { survey: 'feedback', settleMs: 0, outcome: { ok: true, id: '1', kept: 'memory' } },
    { ...PHONE, lang: 'ar', dir: 'rtl' },
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
  const page = await open({ survey }, { ...PHONE, lang: 'ar', dir: 'rtl' });
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

test('the host’s own styles, hostile ones and a small root font size change nothing', async () => {
  const page = await open({ survey: 'feedback' });
  const before = await page.locator('.earshot').boundingBox();
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      '*{all:unset!important;visibility:hidden!important}html{font:62.5%/3 serif!important;letter-spacing:1em!important;text-align:center!important}',
    );
    document.adoptedStyleSheets = [sheet];
  });
  expect(await page.locator('.earshot').boundingBox()).toEqual(before);
  expect(await page.getByRole('button', { name: 'Send' }).isVisible()).toBe(true);
});

test('a theme is chosen by name or follows the system, and can be changed while open', async () => {
  const page = await open({ survey: 'ces', theme: 'auto' }, { ...DESKTOP, colorScheme: 'dark' });
  const paper = () => page.locator('.earshot').evaluate((it) => getComputedStyle(it).backgroundColor);
  const dark = await paper();
  await page.evaluate("stage.handle.setTheme('light')");
  expect(await paper()).toBe('rgb(255, 255, 255)');
  await page.evaluate("stage.handle.setTheme('dark')");
  expect(await paper()).toBe(dark);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.evaluate("stage.handle.setTheme('auto')");
  expect(await paper()).toBe('rgb(255, 255, 255)');
});

test('closing takes away every node and sheet of ours', async () => {
  const page = await open({ survey: 'feedback' });
  await page.evaluate('stage.handle.close()');
  expect(await page.evaluate('[stage.root.children.length, stage.root.adoptedStyleSheets.length]')).toEqual([2, 1]);
  expect(await page.evaluate('stage.said.at(-1)')).toEqual(['closed', 'closed']);
});

test.each([
  ['#ffd400', 'rgb(0, 0, 0)'],
  ['rebeccapurple', 'rgb(255, 255, 255)'],
  ['oklch(0.9 0.18 95)', 'rgb(0, 0, 0)'],
  ['oklch(0.4 0.2 300)', 'rgb(255, 255, 255)'],
  ['color(display-p3 1 0.9 0)', 'rgb(0, 0, 0)'],
  ['lab(30 20 -60)', 'rgb(255, 255, 255)'],
])('on an accent of the host, %s, the text of Send is %s', async (accent, text) => {
  const page = await open();
  await page.evaluate((it) => {
    const { root } = (window as unknown as { stage: { root: ShadowRoot } }).stage;
    (root.host as HTMLElement).style.setProperty('--earshot-accent', it);
  }, accent);
  await mount(page, { survey: 'feedback' });
  await expect.poll(() => page.locator('.earshot .send').evaluate((it) => getComputedStyle(it).color)).toBe(text);
});

test.each(['2f56d9', 'no colour', 'auto', 'var(--nowhere)'])(
  'an accent that is no colour, %s, leaves the theme its own',
  async (accent) => {
    const page = await open({ survey: 'feedback' });
    const looks = () =>
      page.locator('.earshot .send').evaluate((it) => {
        const { backgroundColor, color } = getComputedStyle(it);
        return [backgroundColor, color];
      });
    const own = await looks();
    await page.evaluate((it) => {
      const { stage } = window as unknown as { stage: Stage };
      stage.handle!.close();
      (stage.root.host as HTMLElement).style.setProperty('--earshot-accent', it);
    }, accent);
    await mount(page, { survey: 'feedback' });
    await expect.poll(looks).toEqual(own);
  },
);
