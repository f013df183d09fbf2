import type { FaultProxy } from './fault-proxy';
import { readDatabases } from './idb';
import type { Tab } from './tab';

/** A page that is gone, frozen or hung must not cost the next test its time. */
const LOOK_MS = 3_000;

const soon = <Found>(look: Promise<Found>): Promise<Found | string> =>
  Promise.race([
    look.catch((error: Error) => `cannot be read: ${error.message.split('\n')[0]}`),
    new Promise<string>((resolve) => setTimeout(resolve, LOOK_MS, `no answer within ${LOOK_MS} ms`)),
  ]);

/** Rows without what takes up room: nobody reads a body's 10,000 characters in a log. */
const short = (_: string, value: unknown) =>
  typeof value === 'string' && value.length > 200 ? `${value.slice(0, 200)}…` : value;

/**
 * What a test that failed leaves behind: the batches that reached its proxy and, of each tab, what it heard, what stands
 * on the device and what the panel says. A fault that shows itself once in a hundred runs is found by it or not at all.
 */
export async function leftBehind(proxy: FaultProxy, tabs: Tab[], project: string): Promise<string> {
  const batches = proxy.seen.slice(-20).map(({ atMs, ids, attempts }) => ({ atMs, ids, attempts }));
  const looks = tabs.map(async (tab, index) => {
    const panel = tab.page.evaluate(() => {
      const root = document.querySelector('html > div')?.shadowRoot;
      const text = [...(root?.querySelectorAll('dialog') ?? [])].map((dialog) => dialog.textContent);
      const values = [...(root?.querySelectorAll('textarea') ?? [])].map(({ value }) => value);
      return { text, values, focus: root?.activeElement?.outerHTML.slice(0, 200) };
    });
    const device = readDatabases(tab.page, [`earshot:${project}`, `earshot:${project}~`]);
    const [heard, rows, said] = await Promise.all([soon(tab.events()), soon(device), soon(panel)]);
    return [
      `tab ${index + 1} heard ${JSON.stringify(heard)}`,
      `  device: ${JSON.stringify(rows, short)}`,
      `  panel: ${JSON.stringify(said)}`,
    ].join('\n');
  });
  return [
    `${new Date().toISOString()}, left behind by ${project}: ${proxy.seen.length} batches: ${JSON.stringify(batches)}`,
    ...(await Promise.all(looks)),
  ].join('\n');
}
