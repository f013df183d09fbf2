import type { OpenOptions } from '../script-tag/stand';
import { BOOTSTRAP, TAILWIND } from './real-sheets';
import { mooTools, prototypeJs, wrappers } from './scripts';
import * as sheets from './sheets';
import type { Looks } from './visit';

/** A page that is not made for us. Its ground is white, because the corners of tab and form let it through. */
export interface Host {
  /** Completes "a page that …". */
  name: string;
  page: OpenOptions;
  /** The plain page that it is compared with, where the host rightly changes where or how large we are. */
  like?: OpenOptions;
  /** Only places and sizes are compared, to a pixel: lines of text are rounded another way, and letters with them. */
  places?: true;
}

const style = (css: string) => `<style>html { background: #fff } ${css}</style>`;
const styled = (name: string, css: string, more?: OpenOptions): Host => ({
  name,
  page: { head: style(css), ...more },
});

/*
 * Shown elsewhere, and not here again: a page that hides the last child of <html> (script-tag/place.test.ts), strict CSP
 * and Trusted Types (script-tag/strict.test.ts), enumerable additions to prototypes, Prototype.js's toJSON, a wrapped
 * fetch and a replaced Promise (faults/hostile-page.test.ts), the same project twice (script-tag/calls.test.ts).
 */
export const HOSTS: Host[] = [
  styled('resets everything with !important', sheets.RESET),
  styled('unsets all of everything', sheets.UNSET),
  styled('hands down all that inherits', sheets.INHERITED),
  styled('is made with Tailwind', TAILWIND, { body: sheets.CONTENT }),
  styled('is made with Bootstrap', BOOTSTRAP, { body: sheets.CONTENT }),
  styled('has classes of the names that we use', sheets.OUR_NAMES, { body: sheets.CONTENT }),
  styled('counts in rem of 62.5 %', 'html { font-size: 62.5% !important } body { font-size: 1.6rem }'),
  styled('says that it is dark', ':root { color-scheme: dark } body { color: #000 }'),
  styled('hides what is not defined yet', ':not(:defined) { visibility: hidden } body { visibility: hidden }'),
  styled(
    'takes clicks and selections away',
    'html, body, * { pointer-events: none !important; user-select: none !important; touch-action: none !important }',
  ),
  styled(
    'locks its scrolling',
    'html, body { overflow: hidden !important; position: fixed; width: 100%; height: 100%; touch-action: none }',
  ),
  styled(
    'transforms and filters its body',
    'body { transform: translate(40px, 40px) scale(0.8); filter: grayscale(1); perspective: 500px; will-change: transform; opacity: 0.5 }',
  ),
  styled(
    'contains its body',
    'body { contain: strict; container-type: size; content-visibility: auto; isolation: isolate; height: 200px; overflow: hidden }',
  ),
  styled('filters its documentElement', 'html { filter: brightness(1); isolation: isolate }'),
  // what is fixed hangs on a transformed ancestor: as high as the window it makes no difference, higher it does
  styled(
    'transforms its documentElement, and is no higher than the window',
    'html { transform: scale(1); height: 100% }',
  ),
  styled('is written from top to bottom', 'html { writing-mode: vertical-rl } h1 { visibility: hidden }'),
  styled('lays its documentElement out as a grid', 'html { display: grid; grid-template-columns: 1fr 1fr; gap: 40px }'),
  {
    name: 'goes from right to left, with resets',
    page: { html: 'lang="en" dir="rtl"', head: style(sheets.RESET) },
    like: { html: 'lang="en" dir="rtl"' },
  },
  styled('zooms its body', 'body { zoom: 1.5 }'),
  {
    // zoom goes to everything below: we are as large as the page around, like with the browser's own zoom
    name: 'zooms its documentElement',
    page: { head: style('html { zoom: 1.5 }') },
    like: { context: { viewport: { width: 800, height: 600 }, deviceScaleFactor: 1.5 } },
    places: true,
  },
  {
    name: 'lays a pane over all, in front of everything, that lets clicks through',
    page: {
      body: '<div style="position:fixed;inset:0;z-index:2147483647;pointer-events:none"></div>',
    },
  },
  {
    // it would stand in front of the tab: `--earshot-bottom` is how a page makes room
    name: 'has a cookie bar in front of everything, and makes room for it',
    page: {
      head: style(':root { --earshot-bottom: 96px }'),
      body: '<div style="position:fixed;inset:auto 0 0;height:72px;background:#222;z-index:2147483647"><button>Accept</button></div>',
    },
    like: { head: style(':root { --earshot-bottom: 96px }') },
  },
  { name: 'has functions of MooTools in place of the language’s', page: { before: mooTools } },
  { name: 'has functions of Prototype.js in place of the language’s', page: { before: prototypeJs } },
  {
    name: 'wraps attachShadow, listeners and timers, as monitors and zone.js do',
    page: { before: wrappers },
  },
];

const ALL: (keyof Looks)[] = ['tab', 'form', 'answered'];

/** Rules that do reach us, and where: tokens are how a page is meant to dress the form (themes/README.md). */
export const CHANGES: [what: string, css: string, where: (keyof Looks)[]][] = [
  ['another accent', 'html > div { --earshot-accent: #b3261e !important }', ALL],
  ['a place one pixel higher', ':root { --earshot-bottom: 17px }', ALL],
  ['corners one pixel rounder', 'html > div { --earshot-radius: 11px !important }', ['form', 'answered']],
  ['a muted text that is a little lighter', 'html > div { --earshot-muted: #666e7c !important }', ['form', 'answered']],
];
