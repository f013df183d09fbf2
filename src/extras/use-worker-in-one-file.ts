import type { useWorker as UseWorker } from './use-worker';

/** In place of use-worker.ts in `earshot.full.js`: webviews and `file://` have no service worker. */
export const useWorker: typeof UseWorker = () => {};
