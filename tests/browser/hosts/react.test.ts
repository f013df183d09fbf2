import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundled, imported } from './bundle';
import { answer, FORM, finish, openForm, TAB, useHosts } from './visit';

/*
 * Real React 18 and 19 hydrate the whole document, as sites made with Next.js and Remix do. All that is heard of it is
 * compared with the same page without Earshot: a complaint more than that would be ours.
 */
const hosts = useHosts();

const VERSIONS = [
  { version: 18, alias: { react: 'react18', 'react-dom': 'react-dom18' } as Record<string, string> },
  { version: 19, alias: {} as Record<string, string> },
];
type Version = (typeof VERSIONS)[number];

/** What the site's server and the site's page run, of each version. */
const sites = new Map<number, { render(props: object): string }>();

beforeAll(async () => {
  for (const { version, alias } of VERSIONS) {
    sites.set(version, await imported('react-server.mjs', alias));
    hosts.stand.pages.set(`/react-${version}.js`, {
      html: await bundled('react-page.mjs', alias),
      headers: { 'content-type': 'text/javascript' },
    });
  }
  // who draws a document anew may ask for it again
  hosts.stand.pages.set('/favicon.ico', { html: '' });
});

/** `head` and `body` are of React's tree; `template` is a head that React knows nothing of. */
const PLACES = ['head', 'body', 'template'] as const;

interface Way {
  version: number;
  /** Where Earshot's script tag stands; nowhere on the page that is compared with. */
  where?: (typeof PLACES)[number];
  /** What server and page wrote is not the same, so that React gives up and draws the document anew. */
  mismatch?: boolean;
  /** It hydrates when `hydrate` is called, and not at once. */
  late?: boolean;
}

/** The attributes of Earshot's tag as React writes them. */
const asProps = (tag: string) => ({
  async: true,
  crossOrigin: 'anonymous',
  ...Object.fromEntries([...tag.matchAll(/(\S+?)="(.*?)"/g)].map(([, name, value]) => [name, value])),
});

const visit = async ({ version, where, mismatch, late }: Way): Promise<Page> => {
  const inTree = where === 'head' || where === 'body';
  const props = { where, ...(inTree ? { tag: asProps(hosts.tag()) } : {}) };
  const page = JSON.stringify({ ...props, words: mismatch ? 'Here' : 'There', late });
  const path = `/react-${version}-${where}-${!!mismatch}-${!!late}`;
  hosts.stand.pages.set(path, {
    html: `<!doctype html>${sites.get(version)!.render({ ...props, words: 'There' })}`
      .replace('</head>', `${where === 'template' ? hosts.tag() : ''}</head>`)
      // as React itself puts what begins the page
      .replace('</body>', `<script>props = ${page}</script><script async src="/react-${version}.js"></script></body>`),
  });
  const opened = await hosts.open({ path });
  if (!late) await hydrated(opened, mismatch);
  return opened;
};

/** React listens, and shows what the page has to say. */
const hydrated = async (page: Page, mismatch = false) => {
  await expect
    .poll(async () => {
      await page.locator('#count').dispatchEvent('click');
      return page.locator('#count').textContent();
    })
    .not.toBe('Clicked 0');
  expect(await page.locator('h1').textContent()).toBe(mismatch ? 'Here' : 'There');
};

const hydrate = async (page: Page, mismatch?: boolean) => {
  await page.evaluate('hydrate()');
  await hydrated(page, mismatch);
};

/** What the console has of the page that was opened last; React 19 draws its tree below the first line. */
const heard = () =>
  hosts.stand.said
    .filter((line) => /^(error|warning|pageerror)/.test(line))
    .map((line) => (line.startsWith('pageerror') ? line.split('\n')[0]! : line));

const plain = new Map<string, Promise<string[]>>();
/** What React has to say where Earshot is not. */
const plainly = (way: Way) => {
  const key = JSON.stringify(way);
  const look = async () => {
    const page = await visit(way);
    if (way.late) await hydrate(page, way.mismatch);
    const found = heard();
    hosts.stand.said.length = 0;
    return found;
  };
  if (!plain.has(key)) plain.set(key, look());
  return plain.get(key)!;
};

/** It is closed, and our element stands once. */
const expectOneTab = async (page: Page) => {
  await page.keyboard.press('Escape');
  expect(await page.locator(FORM).count()).toBe(0);
  expect(await page.locator(TAB).count()).toBe(1);
};

/** Hydrates around a form that is half answered, which is sent after it. */
const expectKept = async (way: Way) => {
  const page = await visit({ ...way, late: true });
  await openForm(page);
  await answer(page);
  await hydrate(page, way.mismatch);
  await page.locator(`${FORM} textarea`).waitFor();
  expect(await page.locator(`${FORM} :checked`).count()).toBe(2);
  await hosts.expectStored(await finish(page));
  await expectOneTab(page);
};

/*
 * React 18 tolerates what it does not know behind its last element in <head> and <body>, not in <html>, where the tab stands
 * since a page can neither transform nor swap it there. Hydrating begins before load and idle, as it does where its script
 * is part of the page; else the document is drawn anew, once. React 19 tolerates it.
 */
const TAKEN_FOR_A_MISMATCH = [
  expect.stringMatching(/Did not expect server HTML to contain a .* div html/s),
  expect.stringContaining('An error occurred during hydration'),
  expect.stringContaining('Hydration failed'),
  expect.stringContaining('There was an error while hydrating'),
];

describe.each(VERSIONS)('React $version', ({ version }: Version) => {
  describe.each([
    ['hydrates a whole document', false],
    ['gives hydrating up and draws the whole document anew', true],
  ])('that %s', (_what, mismatch) => {
    it.each(PLACES)(
      '(script tag in its %s) has one tab, nothing more to complain of, and what is said is stored',
      async (where) => {
        const expected = await plainly({ version, mismatch });
        const page = await visit({ version, mismatch, where });
        await openForm(page);
        await answer(page);
        await hosts.expectStored(await finish(page));
        await expectOneTab(page);
        expect(heard()).toEqual(expected);
      },
    );

    // a tag of the template's is gone when the document is drawn anew
    const where = mismatch ? 'template' : 'head';
    const mistaken = version === 18 && !mismatch;
    const complains = mistaken ? 'takes the tab for a mismatch' : 'has nothing more to complain of';
    it(`around a half answered form (script tag in its ${where}) leaves one tab and the answers, which are stored, and ${complains}`, async () => {
      const expected = await plainly({ version, mismatch, late: true });
      await expectKept({ version, mismatch, where });
      expect(heard()).toEqual(mistaken ? [...expected, ...TAKEN_FOR_A_MISMATCH] : expected);
    });
  });
});
