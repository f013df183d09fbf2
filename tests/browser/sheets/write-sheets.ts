import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { type BrowserContextOptions, chromium as browser, type Page } from 'playwright-core';
import { THEMES, type Theme } from '../../../src/survey/theme';
import type { findChromium } from '../../support/find-chromium.mjs';
import { servePanel } from '../../support/panel-page';
import { type Change, deliver, mount, PRESETS, rateLow, send, write } from '../panel/drive';
import { GALLERY_SHEETS, galleryPictures, sheetOf } from './gallery-sheets';

/** Writes a picture of every screen of the panel to tests/output/sheets, and one montage a variant, to be looked at. */

interface Variant {
  name: string;
  context: BrowserContextOptions;
  lang?: string;
  dir?: string;
  /** What the visitor's system prefers. */
  theme?: 'light' | 'dark';
  /** The themes that the host chose: a screen each. */
  worn?: Theme[];
  /** The gallery's surveys instead of the presets. */
  gallery?: boolean;
  /** The launcher alone, in each of its shapes, instead of a form. */
  launchers?: boolean;
  /** Default font size of the browser, in px. */
  fontPx?: number;
  states?: string[];
}

const desktop = { viewport: { width: 720, height: 860 } };
const phone = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };
const narrow = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true };
/** What became of own words, and what was changed. */
const told = ['way', 'answers', 'unheard', 'ends'];
const closed = ['closed', 'waits', 'sorry'];
const few = ['empty', 'low', 'error', 'contact', 'waiting', 'prompt'];

const variants: Variant[] = [
  { name: 'light', context: desktop },
  { name: 'dark', context: desktop, theme: 'dark' },
  { name: 'ko', context: desktop, lang: 'ko' },
  { name: 'phone', context: phone },
  { name: 'phone-ko-dark', context: phone, lang: 'ko', theme: 'dark' },
  { name: 'rtl', context: { viewport: { width: 390, height: 780 } }, lang: 'ar', dir: 'rtl', states: few },
  { name: 'forced-colors', context: { ...desktop, forcedColors: 'active' }, states: few },
  { name: 'text-200', context: { viewport: { width: 390, height: 780 } }, fontPx: 32, states: few },
  { name: 'reflow-320', context: { viewport: { width: 320, height: 640 } }, states: few },
  { name: 'de-320', context: narrow, lang: 'de', states: few },
  { name: 'ja-320', context: narrow, lang: 'ja', states: few },
  { name: 'th-320', context: narrow, lang: 'th', states: few },
  { name: 'themes', context: desktop, states: ['low'], worn: [...THEMES] },
  { name: 'answers', context: desktop, states: told, worn: ['light', 'dark', 'contrast'] },
  { name: 'answers-phone-ko-dark', context: phone, lang: 'ko', theme: 'dark', states: told, worn: ['auto'] },
  { name: 'answers-ar', context: narrow, lang: 'ar', dir: 'rtl', states: told, worn: ['auto'] },
  { name: 'answers-forced-colors', context: { ...desktop, forcedColors: 'active' }, states: told, worn: ['auto'] },
  {
    name: 'answers-text-200',
    context: { viewport: { width: 390, height: 780 } },
    fontPx: 32,
    lang: 'de',
    states: told,
    worn: ['auto'],
  },
  { name: 'questions', context: desktop, gallery: true, states: ['empty', 'error'] },
  { name: 'questions-phone-dark', context: phone, gallery: true, states: ['empty', 'error'], theme: 'dark' },
  { name: 'questions-ko', context: phone, gallery: true, states: ['empty', 'error'], lang: 'ko' },
  { name: 'questions-ar-320', context: narrow, gallery: true, states: ['empty', 'error'], lang: 'ar', dir: 'rtl' },
  {
    name: 'questions-forced-colors',
    context: { ...desktop, forcedColors: 'active' },
    gallery: true,
    states: ['error'],
  },
  { name: 'launchers', context: phone, launchers: true, states: closed },
  { name: 'launchers-dark-ar', context: phone, launchers: true, states: closed, theme: 'dark', lang: 'ar', dir: 'rtl' },
  {
    name: 'launchers-forced-colors',
    context: { ...phone, forcedColors: 'active' },
    launchers: true,
    states: closed,
  },
  { name: 'launchers-text-200', context: narrow, launchers: true, states: closed, fontPx: 32 },
  { name: 'questions-text-200', context: phone, gallery: true, states: ['error'], fontPx: 32 },
];

const comment = {
  en: 'The size table was hard to find on my phone.',
  ko: '휴대전화에서 크기 표를 찾기 어려웠어요.',
  ar: 'لم أجد جدول المقاسات على هاتفي.',
  de: 'Die Größentabelle war auf dem Telefon schwer zu finden.',
  ja: 'スマートフォンではサイズ表が見つけにくかったです。',
  th: 'หาตารางขนาดบนโทรศัพท์ได้ยาก',
};

const { surveys: galleries } = JSON.parse(readFileSync('examples/gallery/public/surveys.json', 'utf8')) as {
  surveys: { [name: string]: object };
};

const states: { [name: string]: (page: Page, change: Change, words: string) => Promise<void> } = {
  empty: (page, change) => mount(page, change),
  async low(page, change, words) {
    await mount(page, change);
    await rateLow(page);
    await write(page, words);
  },
  async error(page, change) {
    await mount(page, { ...change, requireConsent: true });
    if (change.layout === 'inline') await rateLow(page);
    await send(page);
  },
  async contact(page, change, words) {
    await states['low']!(page, change, words);
    const box = page.locator('.earshot [type=checkbox]');
    if (await box.count()) await box.check();
    else return;
    await page.locator('.earshot [type=email]').scrollIntoViewIfNeeded();
  },
  async long(page, change) {
    await mount(page, change);
    await rateLow(page);
    await write(page, '가'.repeat(4001));
    await send(page);
  },
  async saved(page, change, words) {
    await states['low']!(page, { ...change, settleMs: 0 }, words);
    await send(page);
    await page.locator('.earshot h3').waitFor();
  },
  async sending(page, change, words) {
    await states['saved']!(page, { ...change, delivery: ['sending'] }, words);
  },
  async sent(page, change, words) {
    await states['saved']!(page, { ...change, delivery: ['sent'] }, words);
  },
  async waiting(page, change, words) {
    await states['saved']!(page, change, words);
    await deliver(page, 'waiting');
  },
  async refused(page, change, words) {
    await states['saved']!(page, { ...change, delivery: ['refused'] }, words);
  },
  async way(page, change) {
    await mount(page, { ...change, newsHeard: true });
  },
  async answers(page, change) {
    await mount(page, { ...change, newsHeard: true });
    await page.locator('.way').click();
    await page.locator('.main li').first().waitFor();
  },
  async unheard(page, change) {
    await mount(page, { ...change, newsHeard: false });
    await page.locator('.way').click();
    await page.locator('.main li').first().waitFor();
  },
  async ends(page, change) {
    await states['answers']!(page, change, '');
    await page.locator('.main li').last().scrollIntoViewIfNeeded();
  },
  async prompt(page, change) {
    await mount(page, { ...change, layout: 'prompt' });
  },
  closed: (page) => page.evaluate('stage.dressed'),
  async waits(page) {
    await page.evaluate('stage.dressed.then(() => stage.tab.busy(true))');
  },
  async sorry(page) {
    await page.evaluate('stage.dressed.then(() => stage.tab.failed(() => {}))');
  },
};
const ofForms = Object.keys(states).filter((name) => !closed.includes(name) && !told.includes(name));

const folder = 'tests/output/sheets';
/** `only`: names of sheets, or addresses of the gallery (`?survey=ends&state=sent`); none means all sheets. */
export async function writeSheets(found: Awaited<ReturnType<typeof findChromium>>, only: string[]) {
  await mkdir(folder, { recursive: true });
  const { executablePath, args, env } = found;
  const site = await servePanel();
  const launched = await browser.launch({ executablePath, args, env: env as Record<string, string> });
  for (const variant of variants.filter(({ name }) => !only.length || only.includes(name))) {
    const { name, context, lang = 'en', dir = 'ltr', theme = 'light', fontPx } = variant;
    const opened = await launched.newContext({ ...context, colorScheme: theme, reducedMotion: 'reduce' });
    const page = await opened.newPage();
    if (fontPx) {
      const session = await opened.newCDPSession(page);
      await session.send('Page.setFontSizes', { fontSizes: { standard: fontPx } });
    }
    const shots: { caption: string; png: Buffer }[] = [];
    const { states: shown = ofForms, worn, gallery, launchers } = variant;
    const screens: [name: string, survey: object | string][] = launchers
      ? ['tab', 'edge', 'button'].map((shape) => [shape, ''])
      : gallery
        ? Object.entries(galleries).map(([id, survey]) => [id, { ...survey, id }])
        : (worn ? (['feedback'] as const) : PRESETS).map((preset) => [preset, preset]);
    for (const [id, survey] of screens)
      for (const state of shown)
        for (const theme of worn ?? ['auto']) {
          if (id === 'helpful' && state === 'prompt') continue;
          await page.goto(`${site.url}/?lang=${lang}&dir=${dir}${launchers ? `&launcher=${id}` : ''}`);
          await page.waitForFunction('window.stage');
          await states[state]!(
            page,
            { survey: survey as never, layout: id === 'helpful' ? 'inline' : 'dialog', theme },
            comment[lang as keyof typeof comment],
          );
          const caption = [id, state, ...(worn ? [theme] : [])];
          shots.push({ caption: caption.join(' · '), png: await page.screenshot() });
        }
    await opened.close();
    await keep(name, shots);
  }
  const ofGallery = [
    ...GALLERY_SHEETS.filter(({ name }) => !only.length || only.includes(name)),
    ...only.filter((name) => name.includes('?')).map(sheetOf),
  ];
  if (ofGallery.length) await galleryPictures(launched, ofGallery, keep);
  await launched.close();
  await site.close();

  /** Each picture by itself, and sheets of not more than 24, so that a sheet can be read. */
  async function keep(name: string, shots: { caption: string; png: Buffer }[]) {
    for (const { caption, png } of shots)
      await writeFile(`${folder}/${name}-${caption.replace(/[^\w-]+/g, '-')}.png`, png);
    for (let from = 0; from < shots.length; from += 24)
      await montage(`${name}-${from / 24 + 1}`, shots.slice(from, from + 24));
    console.log(`${name}: ${shots.length} screens`);
  }

  /** Shows the half of each picture where the panel stands. */
  async function montage(name: string, shots: { caption: string; png: Buffer }[]) {
    const page = await launched.newPage({ viewport: { width: 1624, height: 400 } });
    await page.setContent(
      `<style>body{margin:8px;background:#999;display:flex;flex-wrap:wrap;gap:6px;font:12px sans-serif}figure{margin:0}
      img{display:block;width:195px;height:390px;object-fit:cover;object-position:right}.inline img{object-position:left}</style>${shots
        .map(({ caption, png }) => {
          const src = `data:image/png;base64,${png.toString('base64')}`;
          return `<figure class="${caption.startsWith('helpful') ? 'inline' : ''}"><img src="${src}">${caption}</figure>`;
        })
        .join('')}`,
    );
    await writeFile(`${folder}/index-${name}.png`, await page.screenshot({ fullPage: true }));
    await page.close();
  }
}
