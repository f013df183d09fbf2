import { en, ko } from './labels';
import css from './tab.css';
import type { RawOptions, TabHost } from './tab-host';

/** Opens the survey that is named, or what the tab shows when nothing is (`''`). `opener` takes focus back. */
export type Open = (survey: string, opener: Element) => void;

/**
 * Draws the tab on `documentElement`, outside of what frameworks own; the extras keep it there.
 * Reads `label locale accent theme position launcher fallbackUrl global` of the options as they stand.
 * `open` hears clicks on the tab and on `[data-earshot-open]` (`[data-NAME-open]` for a global of another name).
 */
export function makeTab(options: RawOptions, open: Open): TabHost {
  const page = document;
  const wish = options as { [name: string]: string };
  const [lang, name, sorry] = /^ko\b/i.test(wish['locale'] || page.documentElement.lang || navigator.language)
    ? ko
    : en;
  const label = wish['label'] || name;
  const attribute = `data-${wish['global'] || 'earshot'}-open`;
  // `hidden`, and the shapes that the extras draw (extras/launcher.ts), all stand before `tab`
  const hidden = wish['launcher']! < 'tab' || (self !== top && /^[fu]/.test(wish['frame']!));
  const element = page.createElement('div');
  const button = page.createElement('button');
  // Its role is `status`. There from the start: assistive technology speaks only regions that it knew before.
  const status = page.createElement('output');
  const link = page.createElement('a');
  const root = element.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  const off = new AbortController();
  const { signal } = off;
  let again: (() => void) | undefined;

  const announce = (text: string) => {
    status.textContent = text;
  };
  const busy = (on: boolean) => {
    button.ariaBusy = on as unknown as string;
    if (on) {
      again = undefined;
      // not remove(): Prototype.js has one of its own, which throws where there is no parent
      link.replaceWith();
      button.hidden = hidden;
      button.textContent = label;
    }
    // What failed() said stays until the next try.
    if (!again) announce(on ? `${label}…` : '');
  };

  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  // CSSOM, not style attributes: a strict page allows it. What is not CSS is dropped.
  button.style.cssText =
    link.style.cssText = `inset-inline-${wish['position'] === 'start' ? 'start' : 'end'}:var(--earshot-side,16px);color-scheme:${
      /light|dark/.exec(wish['theme']!) || 0
    }`;
  if (CSS.supports('color', wish['accent']!)) element.style.setProperty('--earshot-accent', wish['accent']!);

  if (!wish['label']) button.lang = status.lang = lang;
  button.textContent = label;
  // In a frame only where it is asked for: `frame` is false, 'false' or undefined elsewhere.
  button.hidden = hidden;
  button.onclick = () => open('', button);
  root.append(button, status);
  page.documentElement.append(element);
  page.addEventListener(
    'click',
    (event) => {
      const hit = event.target as Element;
      // biome-ignore lint/complexity/useOptionalChain: lowered to ES2018 it is longer
      const opener = hit.closest && hit.closest(`[${CSS.escape(attribute)}]`);
      if (!opener) return;
      event.preventDefault();
      open(opener.getAttribute(attribute)!, opener);
    },
    { signal },
  );
  // biome-ignore lint/complexity/useOptionalChain: lowered to ES2018 it is longer
  addEventListener('online', () => again && again(), { signal });

  return {
    element,
    root,
    button,
    announce,
    busy,
    failed(retry) {
      again = retry;
      button.hidden = false;
      announce((button.textContent = sorry));
      if (!/^(https|mailto):/.test((link.href = wish['fallbackUrl']!))) return;
      link.textContent = label;
      status.before(link);
    },
    destroy() {
      off.abort();
      element.replaceWith();
      delete (window as never)[wish['global']!];
    },
  };
}
