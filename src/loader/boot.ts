import { makeTab } from './tab';
import type { EarshotCall, RawOptions, StartModule, TabHost } from './tab-host';

type Api = { (...args: unknown[]): unknown; q?: unknown[][]; project?: unknown };

/**
 * The one global, the stub's calls, options from `data-*`, and the tab once the page is loaded and idle. What is called
 * before the engine runs waits for it, in order, and answers like any other call. `atHand`: nothing has to be fetched, so
 * nobody waits and nothing can be missing.
 */
export function boot(load: (options: RawOptions, src?: string) => Promise<StartModule>, atHand?: boolean) {
  const page = document as Document & { prerendering?: boolean };
  const { src, dataset } = (page.currentScript || {}) as Partial<HTMLScriptElement>;
  const data: RawOptions = { global: 'earshot', ...dataset };
  const name = data['global'] as string;
  const globals = window as unknown as { [name: string]: Api | undefined };
  const before = globals[name] || ({} as Api);
  let options: RawOptions | undefined;
  let tab: TabHost;
  let starting: Promise<true | void> | undefined;
  let run: (call: EarshotCall) => void;
  const started = new Promise<EarshotCall>((resolve) => (run = resolve));

  /**
   * Loads the engine once, or says true when it cannot: the next call or the return of the network tries again. What was
   * at hand and did not start never will: the tab goes, and calls answer nothing.
   */
  const engine = () =>
    (starting ||= load(options!, src)
      .then(({ start }) => run(start(options!, tab)))
      .catch((error): true => {
        console.warn('Earshot:', error);
        if (atHand) {
          tab.element.remove();
          run(() => {});
        } else {
          starting = undefined;
          // heard for good: once the engine runs, this does nothing
          addEventListener('online', engine);
        }
        return true;
      }));

  const open = async (survey: string, opener: Element) => {
    if (atHand) return api('open', survey, opener);
    tab.busy(true);
    const missing = await engine();
    if (!missing) await api('open', survey, opener);
    tab.busy(false);
    if (missing) tab.failed(() => open(survey, opener));
  };

  const draw = () => {
    // Below the floor nothing appears, and calls answer nothing. Asked here, since parsing a selector is dear.
    if (!CSS.supports('selector(:has(a))') || !page.adoptedStyleSheets) return run(() => {});
    tab = makeTab(options!, open);
    engine();
  };

  // Each of the two events comes once, and by then its condition is met.
  const ready = (): void => {
    if (page.prerendering) page.addEventListener('prerenderingchange', ready);
    else if (page.readyState !== 'complete') addEventListener('load', ready);
    else (self.requestIdleCallback || setTimeout)(draw, { timeout: 2000 } as never);
  };

  const api: Api = (...args) => {
    if (args[0] === 'init' && !options) {
      options = { ...data, ...(args[1] as RawOptions) };
      api.project = options['project'];
      return ready();
    }
    if (tab) engine();
    return started.then((up) => up(...(args as [string])));
  };

  if (before.project) return console.warn(`Earshot: ${before.project} is here. Set data-global?`);
  globals[name] = api;
  if (data['project']) api('init');
  for (const args of before.q || []) api(...args);
}
