import type { Scene } from './stage';
import type { Tab, TabSettings } from './tab';

/** Times of the browser's own repetitions of a sync event, in seconds instead of minutes. */
export const QUICK_SYNC = [
  '--force-fieldtrials=BackgroundSync/Enabled',
  '--force-fieldtrial-params=BackgroundSync.Enabled:initial_retry_delay_sec/1/retry_delay_factor/1/min_sync_recovery_time_sec/1/max_sync_attempts/30',
];

/** What a site's own service worker may look like; the file of ours comes from another origin, as from a CDN. */
export const workerWith = (scene: Scene, { locks = true } = {}) => `
${locks ? '' : "Object.defineProperty(WorkerNavigator.prototype, 'locks', { value: undefined });"}
importScripts('${scene.assets.url}/earshot.worker.js');
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
`;

/** A tab on a page whose site has this service worker, once it is in charge. */
export async function tabWithWorker(scene: Scene, code: string, settings: TabSettings = {}): Promise<Tab> {
  const path = scene.script('sw.js', code);
  const tab = await scene.tab({
    ...settings,
    body: `<script nonce="page">navigator.serviceWorker.register('${path}')</script>${settings.body ?? ''}`,
  });
  await tab.page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  return tab;
}

interface Sync {
  sync?: { getTags(): Promise<string[]> };
}

/** Tags of the sync events that the browser still has to fire; undefined where it has no Background Sync. */
export const tags = ({ page }: Tab): Promise<string[] | undefined> =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    return (registration as never as Sync).sync?.getTags();
  });

/** Tells the site's worker something, as a page of the host's would. */
export const tellWorker = ({ page }: Tab, message: unknown): Promise<void> =>
  page.evaluate(async (data) => {
    const { active } = await navigator.serviceWorker.ready;
    active!.postMessage(data);
  }, message);
