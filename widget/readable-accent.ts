import type { PanelHost } from '../src/survey/panel-host';
import { contrast, type Rgb, readableOn } from './colours';
import { moreContrast } from './more-contrast';

/** The pixel that a colour becomes, whatever space it is in. */
function pixelOf(colour: string): Iterable<number> {
  const pen = document.createElement('canvas').getContext('2d')!;
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  return pen.getImageData(0, 0, 1, 1).data;
}

/** What can be read is read: browsers that hide from fingerprinting give a canvas wrong colours. */
const rgbOf = (colour: string): Rgb =>
  [...(colour.startsWith('rgb') ? colour.match(/[\d.]+/g)! : pixelOf(colour))].slice(0, 3).map(Number) as Rgb;

const written = ([r, g, b]: Rgb) => `#${[r, g, b].map((part) => part.toString(16).padStart(2, '0')).join('')}`;

/** What the host gave, by the element that it is set on: a corrected one stands in its place. */
const given = new WeakMap<HTMLElement, [accent: string, set: string]>();

/** Focus rings and what is chosen need 3:1 (WCAG 1.4.11), links 4.5:1 (1.4.3). */
const RING = 3;
const LINK = 4.5;

/**
 * The host's own accent, so that it can be seen on this theme's ground: a poor one is made darker or lighter, links have
 * one of their own, and text on it is black or white, whichever is easier to read. An accent that is no colour
 * ("2f56d9") is taken away, because Send would be white on white. Does nothing where the page did not set an accent, or
 * set the text on it too. `note` tells a developer what was changed. Where the system asks for more contrast, that ground
 * is another one, and the accent is looked at again.
 */
export function readableAccent(panel: PanelHost, shell: Element, theme: PanelHost['theme']): void {
  const read = () => correct(panel.root.host as HTMLElement, shell, panel.note);
  read();
  // a theme that could not be loaded leaves what stands
  moreContrast(panel.root, theme).then(
    () => shell.isConnected && read(), // a form that was closed meanwhile has no ground
    () => {},
  );
}

function correct(host: HTMLElement, shell: Element, note: PanelHost['note']): void {
  const { style } = host;
  const known = given.get(host);
  const stands = style.getPropertyValue('--earshot-accent');
  const own = !!known && known[1] === stands;
  if (!stands || (style.getPropertyValue('--earshot-on-accent') && !known)) return;
  // another theme begins with what the host gave
  const wish = own ? known[0] : stands;
  style.setProperty('--earshot-accent', wish);
  const { accentColor, backgroundColor } = getComputedStyle(shell);
  if (accentColor === 'auto') return void style.removeProperty('--earshot-accent');
  const ground = rgbOf(backgroundColor);
  const accent = rgbOf(accentColor);
  const seen = readableOn(ground, accent, RING);
  const set = seen.every((part, at) => part === accent[at]) ? wish : written(seen);
  style.setProperty('--earshot-accent', set);
  style.setProperty('--earshot-link', written(readableOn(ground, accent, LINK)));
  style.setProperty(
    '--earshot-on-accent',
    contrast([0, 0, 0], seen) > contrast([255, 255, 255], seen) ? '#000' : '#fff',
  );
  given.set(host, [wish, set]);
  if (set !== wish && !(own && known[1] === set))
    note?.(
      `accent ${wish} has a contrast of ${contrast(accent, ground).toFixed(1)} with the form's ground; ${set} is shown`,
    );
}
