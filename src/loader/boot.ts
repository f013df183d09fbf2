import { makeTab } from './tab';
import type { EarshotCall, RawOptions, StartModule, TabHost } from './tab-host';

type Api = { (...args: unknown[]): unknown; q?: unknown[][]; project?: unknown };

/** The one global, the stub's queue, options from `data-*`, and the tab once the page is loaded and idle. */
export function boot(load: (options: RawOptions, src?: string) => Promise<StartModule>) {
  const page = document as Document & { prerendering?: boolean };
  const { src, dataset } = (page.currentScript || {}) as Partial<HTMLScriptElement>;
  const data: RawOptions = { global: 'earshot', ...dataset };
  const name = data['global'] as string;
  const globals = window as unknown as { [name: string]: Api | undefined };
  const before = globals[name] || ({} as Api);
  const queue: unknown[][] = [];
  let options: RawOptions | undefined;
  let tab: TabHost;
  let call: EarshotCall;
  let starting: Promise<EarshotCall | void> | undefined;

  /** Loads the engine once; after a failure the next call tries again. Never rejects. */
  const engine = () =>
    (starting ||= load(options!, src)
      .then(({ start }) => (call = start(options!, tab, queue)))
      .catch((error) => {
        starting = undefined;
        console.warn('Earshot:', error);
      }));

  const open = async (survey: string, opener: Element) => {
    tab.busy(true);
    const run = await engine();
    tab.busy(false);
    if (run) run('open', survey, opener);
    else tab.failed(() => open(survey, opener));
  };

  const draw = () => {
    // Below the floor nothing appears, and calls wait for ever. Asked here, since parsing a selector is dear.
    if (!CSS.supports('selector(:has(a))') || !page.adoptedStyleSheets) return;
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
    if (call) return call(...(args as [string]));
    if (args[0] === 'init' && !options) {
      options = { ...data, ...(args[1] as RawOptions) };
      api.project = options['project'];
      return ready();
    }
    queue.push(args);
    if (tab) engine();
  };

  if (before.project) return console.warn(`Earshot: ${before.project} is here already. Set data-global?`);
  globals[name] = api;
  if (data['project']) api('init');
  for (const args of before.q || []) api(...args);
}
