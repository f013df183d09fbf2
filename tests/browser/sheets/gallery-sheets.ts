import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { startDemo } from '../../support/demo-process';

/** A screen of the gallery: what the address of its stage asks for. */
interface Screen {
  caption: string;
  query: string;
}

interface GallerySheet {
  name: string;
  context: BrowserContextOptions;
  /** Of every screen. */
  query?: string;
  screens: Screen[];
}

const phone = { viewport: { width: 390, height: 780 } };

const STATES = [
  'prompt',
  'unanswered',
  'answered',
  'reply',
  'error',
  'too-large',
  'sending',
  'saved',
  'waiting',
  'refused',
  'sent',
].map((state) => ({ caption: state, query: `state=${state}` }));

const AROUND = [
  'survey=greeting&state=answered',
  'survey=help-links&state=answered',
  'survey=review-link&state=sent',
  ...['low', 'mid', 'high'].map((answers) => `survey=ends&state=sent&answers=${answers}`),
  'survey=stages&state=unanswered',
  'survey=stages&state=page-2&answers=mid',
  'survey=stages&state=last&answers=mid',
  'survey=stages&state=sent&answers=high',
  'survey=journey&state=page-2',
  'survey=journey&state=last',
  'survey=contact&state=error&layout=inline',
  'survey=helpful&state=unanswered&layout=inline',
  'survey=helpful&state=answered&layout=inline',
  'survey=matrix&state=answered&layout=inline',
].map((query) => ({ caption: query.replace(/\w+=/g, '').replaceAll('&', ' · '), query }));

const LAUNCHERS = ['tab', 'edge', 'button']
  .flatMap((launcher) => ['end', 'start'].map((position) => `launcher=${launcher}&position=${position}`))
  .concat(
    'launcher=tab&side=40&bottom=96',
    'launcher=button&accent=%23c2185b',
    'launcher=edge&lang=ko',
    'launcher=hidden',
  )
  .map((query) => ({ caption: query.replaceAll('&', ' '), query: `state=closed&${query}` }));

export const GALLERY_SHEETS: GallerySheet[] = [
  { name: 'states-light', context: phone, screens: [...STATES, ...AROUND] },
  { name: 'states-dark', context: { ...phone, colorScheme: 'dark' }, screens: [...STATES, ...AROUND] },
  { name: 'states-ar', context: phone, query: 'lang=ar', screens: [...STATES, ...AROUND] },
  { name: 'launchers-light', context: phone, screens: LAUNCHERS },
  { name: 'launchers-dark', context: { ...phone, colorScheme: 'dark' }, screens: LAUNCHERS },
  { name: 'launchers-ar', context: phone, query: 'lang=ar', screens: LAUNCHERS },
  { name: 'launchers-forced-colors', context: { ...phone, forcedColors: 'active' }, screens: LAUNCHERS },
];

const stageOf = async (page: Page, address: string) => {
  await page.goto(address);
  await page.waitForFunction(() => /shown|failed/.test(Object.keys(document.documentElement.dataset).join()));
  const failed = await page.evaluate(() => document.documentElement.dataset['failed']);
  if (failed) throw new Error(`${address}: ${failed}`);
};

/** Pictures of the gallery as `npm start` serves it; `take` gets each sheet's. */
export async function galleryPictures(
  launched: Browser,
  sheets: GallerySheet[],
  take: (name: string, shots: { caption: string; png: Buffer }[]) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-sheets-'));
  const demo = await startDemo({ PORT: '0', DATA_DIR: folder });
  for (const { name, context, query, screens } of sheets) {
    const opened = await launched.newContext({ ...context, reducedMotion: 'reduce' });
    const page = await opened.newPage();
    const shots: { caption: string; png: Buffer }[] = [];
    for (const screen of screens) {
      // what the screen says stands after what its sheet says, and wins
      const wish = new URLSearchParams([...new URLSearchParams(query), ...new URLSearchParams(screen.query)]);
      await stageOf(page, `${demo.url}/gallery/stage.html?${new URLSearchParams(Object.fromEntries(wish))}`);
      shots.push({ caption: screen.caption, png: await page.screenshot() });
    }
    await opened.close();
    await take(name, shots);
  }
  await demo.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** The screens of an address of the gallery, such as `?survey=ends&state=sent`. */
export const sheetOf = (address: string): GallerySheet => {
  const query = address.replace(/^[^?]*\?/, '');
  return { name: query.replace(/[^\w-]+/g, '-'), context: phone, screens: [{ caption: query, query }] };
};
