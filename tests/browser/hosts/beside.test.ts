import { describe, expect, it } from 'vitest';
import { settled } from '../script-tag/stand';
import { differences } from './pictures';
import { answer, FORM, finish, look, openForm, TAB, useHosts } from './visit';

const hosts = useHosts(['shop', 'blog']);

/** Two projects, a tab at each side. */
const TWO = () =>
  hosts.tag() +
  hosts
    .tag(' data-global="blog" data-label="Blog" data-position="start"')
    .replace('data-project="shop"', 'data-project="blog"');

describe('Two copies of Earshot on one page', () => {
  it('each take what was said to them', async () => {
    const page = await hosts.open({ script: TWO() });
    const said: Record<string, string> = {};
    for (const [project, label] of [
      ['shop', 'Feedback'],
      ['blog', 'Blog'],
    ] as const) {
      await page.getByRole('button', { name: label, exact: true }).click();
      await page.locator(`${FORM} textarea`).waitFor();
      await answer(page);
      said[project] = await finish(page);
      await page.keyboard.press('Escape');
      expect(await page.locator(FORM).count()).toBe(0);
    }
    for (const project of ['shop', 'blog']) await hosts.expectStored(said[project]!, { project });
    expect(hosts.complaints()).toEqual([]);
  });

  it('both open: keys go to the one that has the focus', async () => {
    const page = await hosts.open({ script: TWO() });
    for (const name of ['earshot', 'blog'])
      await page.evaluate(
        (it) => (window as never as Record<string, (...args: string[]) => void>)[it]!('open', 'feedback'),
        name,
      );
    await expect.poll(() => page.locator(`${FORM} textarea`).count()).toBe(2);
    const boxes = page.locator(`${FORM} textarea`);
    for (const at of [0, 1]) {
      await boxes.nth(at).click();
      await page.keyboard.type(`Words ${at}`);
    }
    expect(await Promise.all([0, 1].map((at) => boxes.nth(at).inputValue()))).toEqual(['Words 0', 'Words 1']);
    await page.keyboard.press('Escape');
    expect(await page.locator(FORM).count()).toBe(1);
    await boxes.first().click();
    await page.keyboard.press('Escape');
    expect(await page.locator(FORM).count()).toBe(0);
  });

  it('of the same project and global are one tab, and the words are stored once', async () => {
    const page = await hosts.open({ script: hosts.tag() + hosts.tag() });
    expect(await page.locator(TAB).count()).toBe(1);
    await openForm(page);
    await answer(page);
    await hosts.expectStored(await finish(page));
    expect(hosts.complaints()).toEqual(['warning: Earshot: shop is here. Set data-global?']);
  });
});

describe('A frame of another site', () => {
  it('that asks for the tab looks like a window of its size, and what is said arrives', async () => {
    const alone = await hosts.open({ attributes: ' data-frame' });
    const expected = await look(alone);
    const inner = new URL(alone.url());
    inner.hostname = '127.0.0.1';
    const page = await hosts.open({
      script: '',
      head: '<style>body, h1 { margin: 0; height: 0; overflow: hidden }</style>',
      body: `<iframe src="${inner}" style="position:fixed;inset:0;width:100%;height:100%;border:0"></iframe>`,
    });
    await settled(page);
    const frame = page.frames()[1]!;
    const found = await look(page, frame);
    // the form names the site that it stands on
    expect(await differences(page, expected.tab, found.tab)).toEqual([]);
    expect(found.form.box.width).toBe(expected.form.box.width);
    await hosts.expectStored(await finish(frame, page), { url: /127\.0\.0\.1/ });
    expect(hosts.complaints()).toEqual([]);
  });
});
