import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { type Change, deliver, mount, PRESETS, rateLow, send, write } from './drive';
import { type Finding, findings } from './findings';
import { DESKTOP, PHONE, panelSession } from './session';

const { open } = panelSession();

/** Every screen that a survey can show. */
const screens: { [name: string]: (page: Page, change: Change) => Promise<void> } = {
  empty: mount,
  async answered(page, change) {
    await mount(page, change);
    await rateLow(page);
    await write(page, 'Words');
    const reply = page.locator('.earshot [type=checkbox]');
    if (await reply.count()) await reply.check();
  },
  async problems(page, change) {
    await mount(page, { ...change, requireConsent: true });
    if (change.layout === 'inline') {
      await rateLow(page);
      await write(page, 'a'.repeat(4001));
    }
    await send(page);
  },
  async failed(page, change) {
    await screens['answered']!(page, { ...change, reply: false, outcome: { ok: false, code: 'error' } });
    await send(page);
    await page.locator('[id="problem-:send"]').waitFor();
  },
  async 'known contact'(page, change) {
    await screens['answered']!(page, { ...change, knownContact: { email: 'ada@example.com' } });
  },
  async busy(page, change) {
    await screens['answered']!(page, { ...change, reply: false, settleMs: 60_000 });
    await send(page);
    await page.locator('.earshot .send[aria-busy=true]').waitFor();
  },
  async saved(page, change) {
    await screens['answered']!(page, { ...change, reply: false, settleMs: 0 });
    await send(page);
    await page.locator('.earshot h3').waitFor();
  },
  async memory(page, change) {
    await screens['saved']!(page, { ...change, outcome: { ok: true, id: 'one', kept: 'memory' } });
  },
  async sent(page, change) {
    await screens['saved']!(page, change);
    await deliver(page, 'sent');
  },
  async waiting(page, change) {
    await screens['saved']!(page, change);
    await deliver(page, 'waiting');
  },
  async refused(page, change) {
    await screens['waiting']!(page, change);
    await deliver(page, 'refused');
    await page.locator('.earshot blockquote').waitFor();
  },
  async prompt(page, change) {
    await mount(page, { ...change, layout: 'prompt' });
  },
};

const variants = [DESKTOP, PHONE].flatMap((size) =>
  (['light', 'dark'] as const).flatMap((colorScheme) =>
    ['en', 'ko'].map((lang) => ({
      name: `${size === PHONE ? 'a phone' : 'a desktop'}, ${colorScheme}, ${lang}`,
      context: { ...size, colorScheme, lang },
    })),
  ),
);

test.each(variants)(
  'axe finds nothing in any screen of any preset on $name',
  async ({ context }) => {
    const page = await open(undefined, context);
    const found: (Finding & { screen: string })[] = [];
    for (const survey of PRESETS)
      for (const [screen, show] of Object.entries(screens)) {
        const inline = survey === 'helpful';
        if (inline && screen === 'prompt') continue;
        await show(page, { survey, layout: inline ? 'inline' : 'dialog' });
        for (const it of await findings(page)) found.push({ screen: `${survey} ${screen}`, ...it });
      }
    expect(found).toEqual([]);
  },
  240_000,
);

test.each(variants)('axe finds nothing in the tab, nor where it cannot open, on $name', async ({ context }) => {
  const page = await open(undefined, context);
  const tab = page.getByRole('button', { name: context.lang === 'ko' ? '의견 보내기' : 'Feedback', exact: true });
  await tab.waitFor();
  expect(await findings(page)).toEqual([]);
  await page.evaluate('stage.tab.busy(true)');
  expect(await findings(page)).toEqual([]);
  await page.evaluate('stage.tab.busy(false), stage.tab.failed(() => {})');
  const box = async (selector: 'button' | 'link') => (await page.getByRole(selector).last().boundingBox())!;
  const [sorry, link] = [await box('button'), await box('link')];
  expect(link.y + link.height, 'the link stands clear of the tab').toBeLessThanOrEqual(sorry.y);
  for (const { height } of [sorry, link]) expect(height).toBeGreaterThanOrEqual(44);
  expect(await findings(page)).toEqual([]);
});
