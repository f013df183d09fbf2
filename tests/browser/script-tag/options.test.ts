import { describe, expect, it } from 'vitest';
import { call, settled, tabOf, useStand } from './stand';

const stand = useStand();

const box = async (page: Awaited<ReturnType<typeof stand.open>>) => (await tabOf(page).boundingBox())!;

describe('Options of the script tag', () => {
  it('shows the tab in the language of the page, and in English where it has no other', async () => {
    const korean = await stand.open({ html: 'lang="ko-KR"' });
    await korean.getByRole('button', { name: '의견 보내기' }).waitFor();
    const french = await stand.open({ html: 'lang="fr"' });
    await french.getByRole('button', { name: 'Feedback' }).waitFor();
    expect(await tabOf(french).getAttribute('lang')).toBe('en');
  });

  it('takes data-label as it stands, and data-locale over the page', async () => {
    const page = await stand.open({ attributes: ' data-label="007"' });
    await page.getByRole('button', { name: '007' }).waitFor();
    const other = await stand.open({ attributes: ' data-locale="ko"' });
    await other.getByRole('button', { name: '의견 보내기' }).waitFor();
  });

  it('puts the tab on the logical edge that data-position names', async () => {
    for (const [html, attributes, left] of [
      ['lang="en"', '', false],
      ['lang="en"', ' data-position="start"', true],
      ['lang="ar" dir="rtl"', '', true],
      ['lang="ar" dir="rtl"', ' data-position="start"', false],
    ] as const) {
      const page = await stand.open({ html, attributes });
      await tabOf(page).waitFor();
      const { x, width } = await box(page);
      expect(x + width / 2 < 500, `${html}${attributes}`).toBe(left);
    }
  });

  it('follows the system, or data-theme where it is given', async () => {
    for (const [attributes, colorScheme, dark] of [
      ['', 'light', false],
      ['', 'dark', true],
      [' data-theme="auto"', 'dark', true],
      [' data-theme="light"', 'dark', false],
      [' data-theme="dark"', 'light', true],
    ] as const) {
      const page = await stand.open({ attributes, context: { colorScheme } });
      await tabOf(page).waitFor();
      const paper = await tabOf(page).evaluate((button) => getComputedStyle(button).backgroundColor);
      const [red] = /\d+/.exec(paper)!;
      expect(Number(red) < 100, `${attributes} on ${colorScheme}: ${paper}`).toBe(dark);
    }
  });

  it('uses data-accent without a style attribute in the markup of the page', async () => {
    const page = await stand.open({ attributes: ' data-accent="rgb(200, 0, 100)"' });
    await tabOf(page).waitFor();
    expect(await tabOf(page).evaluate((button) => getComputedStyle(button).borderTopColor)).toBe('rgb(200, 0, 100)');
  });

  it('draws nothing with data-launcher="hidden", and still opens by an element of the page', async () => {
    const page = await stand.open({
      attributes: ' data-launcher="hidden"',
      body: '<a href="/elsewhere" data-earshot-open="ces">Tell us</a>',
    });
    await settled(page);
    expect(await tabOf(page).isVisible()).toBe(false);
    await page.getByText('Tell us').click();
    await page.getByRole('dialog').waitFor();
    expect(new URL(page.url()).pathname).not.toBe('/elsewhere');
  });

  it('is 44 pixels high, has a name and says that it opens a dialog', async () => {
    const page = await stand.open();
    await tabOf(page).waitFor();
    const { width, height } = await box(page);
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
    await expect.poll(() => tabOf(page).getAttribute('aria-haspopup')).toBe('dialog');
    expect(await tabOf(page).getAttribute('aria-expanded')).toBe('false');
    await tabOf(page).click();
    await page.getByRole('dialog').waitFor();
    expect(await tabOf(page).getAttribute('aria-expanded')).toBe('true');
  });

  it('loads its chunks from data-assets-url where that is given', async () => {
    const page = await stand.open({
      attributes: ` data-assets-url="${stand.assets.url}/elsewhere/"`,
    });
    await expect.poll(() => stand.assets.paths.some((path) => path.startsWith('/elsewhere/chunks/start.'))).toBe(true);
    await page.close();
  });

  it('says once what is wrong with options, and the page goes on (Q16)', async () => {
    for (const script of [
      `<script async src="${stand.assets.url}/earshot.js" data-project="shop"></script>`,
      `<script async src="${stand.assets.url}/earshot.js" data-endpoint="ftp://x" data-project="shop"></script>`,
      `<script async src="${stand.assets.url}/earshot.js" data-endpoint="/v1" data-project="a b"></script>`,
    ]) {
      stand.said.length = 0;
      const page = await stand.open({ script });
      await expect
        .poll(() => stand.said.filter((line) => /\[earshot\] off: endpoint .* must be a URL, project /.test(line)))
        .toHaveLength(1);
      await expect.poll(() => tabOf(page).count()).toBe(0);
      // what the page itself calls goes on to be a function
      expect(await call(page, 'track', 'checkout.done')).toBeUndefined();
      expect(stand.said.filter((line) => line.startsWith('pageerror'))).toEqual([]);
    }
  });

  it('takes any name for its global, also one that is no CSS identifier', async () => {
    const page = await stand.open({
      attributes: ' data-global="$fb.v2"',
      body: '<button data-$fb.v2-open="ces">Tell us</button><p>Some text</p>',
    });
    await tabOf(page).waitFor();
    await page.getByText('Some text').click();
    await page.getByText('Tell us').click();
    await page.getByRole('dialog').waitFor();
    expect(stand.said.filter((line) => line.startsWith('pageerror'))).toEqual([]);
  });

  it('takes a mistyped word for the default and says so: its records are not refused (Q7)', async () => {
    const page = await stand.open({ attributes: ' data-channel="mobile" data-consent="Denied"' });
    await call(page, 'submit', { text: 'From a phone.' });
    await expect.poll(() => stand.batches.length).toBe(1);
    expect(stand.batches[0]!.records[0]).toMatchObject({ channel: 'web', consent: { state: 'denied' } });
    const said = () => stand.said.filter((line) => /channel: expected one of|consent: expected one of/.test(line));
    await expect.poll(said).toHaveLength(2);
  });

  it('names options that the tab cannot read from data-earshot-config', async () => {
    await stand.open({
      head: '<script type="application/json" data-earshot-config>{ "label": "Say", "release": "7" }</script>',
    });
    await expect.poll(() => stand.said.filter((line) => /label: the tab does not read/.test(line))).toHaveLength(1);
  });

  it('draws an accent that is no colour in its own', async () => {
    const border = async (accent: string) => {
      const page = await stand.open({ attributes: ` data-accent="${accent}"` });
      return tabOf(page).evaluate((button) => getComputedStyle(button).borderTopColor);
    };
    expect(await border('2f56d9')).toBe(await border(''));
    expect(await border('#2f56d9')).toBe('rgb(47, 86, 217)');
  });

  it('marks elements that open a survey, and takes the marks away with itself (Q16)', async () => {
    const page = await stand.open({
      body: '<button data-earshot-open="ces">Tell us</button><a href="/" data-earshot-open="nps">Or here</a>',
    });
    const states = () =>
      page
        .locator('[data-earshot-open]')
        .evaluateAll((all) => all.map((it) => [it.getAttribute('aria-haspopup'), it.getAttribute('aria-expanded')]));
    await expect.poll(states).toEqual([
      ['dialog', 'false'],
      ['dialog', 'false'],
    ]);
    await page.getByText('Tell us').click();
    await page.getByRole('dialog').waitFor();
    await expect.poll(states).toEqual([
      ['dialog', 'true'],
      ['dialog', 'false'],
    ]);
    // what is open is used by another opener: it gets the focus back
    await page.getByText('Or here').click();
    await expect.poll(states).toEqual([
      ['dialog', 'false'],
      ['dialog', 'true'],
    ]);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Or here');
    await call(page, 'destroy');
    expect(await states()).toEqual([
      [null, null],
      [null, null],
    ]);
  });
});
