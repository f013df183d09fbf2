import { AT_HAND } from './at-hand';
import { createEngine, type Parts } from './feedback';
import type { EarshotCall, RawOptions, TabHost } from './loader/tab-host';
import { idle } from './page/idle';
import { applyDefaults, canRun, DEFAULTS, type Settings } from './parse-options';

/** Parses options and starts the engine; nothing is thrown into the page. */
export const startWith = (
  given: RawOptions,
  host: TabHost,
  parts: Pick<Parts, 'loadPanel' | 'loadExtras'>,
): EarshotCall => {
  const { documentElement } = document;
  const raw: RawOptions = { consentAt: new Date().toISOString() };
  try {
    // options that are too large for attributes
    Object.assign(raw, JSON.parse(document.querySelector('script[data-earshot-config]')?.textContent || '{}'));
  } catch (error) {
    raw['broken'] = error;
  }
  Object.assign(raw, given);
  if (!canRun(raw)) {
    console.warn(
      // few words where every part is in one file, as in debug/codes.ts
      AT_HAND
        ? `[earshot] off: ${raw['endpoint']} ${raw['project']}`
        : `[earshot] off: endpoint "${raw['endpoint']}" must be a URL, project "${raw['project']}" a name like my-shop`,
    );
    host.destroy();
    // the page's own calls go on; from npm there is no global, and a symbol stands for it
    return typeof raw['global'] === 'string' ? ((window as never as RawOptions)[raw['global']] = () => {}) : () => {};
  }
  const settings = applyDefaults(raw, DEFAULTS) as unknown as Settings;
  settings.locale ||= documentElement.lang || navigator.language;
  settings.site ||= document.querySelector<HTMLMetaElement>('[property="og:site_name"]')?.content || location.hostname;

  const { call, extras, engine } = createEngine(settings, { host, ...parts });
  engine.emit('ready');
  idle(() => void extras().catch(() => {}));
  return call;
};
