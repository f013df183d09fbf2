import type { EarshotCall, RawOptions, TabHost } from './loader/tab-host';
import { startWith } from './start-with';

/** What the loader `import()`s: state crosses only as these arguments. */
export const start = (options: RawOptions, host: TabHost): EarshotCall =>
  startWith(options, host, {
    loadPanel: () => import('../widget/panel'),
    loadExtras: () => import('./extras/index'),
  });
