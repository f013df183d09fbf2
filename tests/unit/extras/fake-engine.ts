import { vi } from 'vitest';
import { diskStore } from '../../../src/delivery/disk';
import { each } from '../../../src/delivery/each';
import type { Claimed } from '../../../src/delivery/entry';
import type { Reply } from '../../../src/delivery/send';
import { memoryStore, type Store } from '../../../src/delivery/store';
import type { Engine, EventDetail, EventName } from '../../../src/engine';
import { MORE_DEFAULTS } from '../../../src/extras/more-options';
import { applyDefaults, DEFAULTS, type Settings } from '../../../src/parse-options';
import { permits } from '../../../src/privacy/consent';

let projects = 0;
export const newProject = () => `p${++projects}`;

/** A store that fails like a browser that blocks the site's data. */
export const brokenStore: Store = {
  durable: true,
  run: () => Promise.reject(new DOMException('denied', 'SecurityError')),
};

/** What one tab's extras see of the engine, on a real (fake-indexeddb) disk that tabs of one project share. */
export const fakeTab = (project = newProject(), options: object = {}, disk?: Store) => {
  const aborter = new AbortController();
  const given = applyDefaults({ endpoint: 'https://c.example/', project, ...options }, DEFAULTS);
  const settings = applyDefaults(given, MORE_DEFAULTS) as unknown as Settings;
  const events: [EventName, EventDetail][] = [];
  const told: [string, string][] = [];
  const panel = { focus: vi.fn(), close: vi.fn(), setTheme: vi.fn(), setLocale: vi.fn() };
  const reply: { with: Reply } = { with: { status: 0 } };
  const memory = memoryStore();
  const engine = {
    settings,
    disk: disk ?? diskStore(`earshot:${project}`, 2000),
    signal: aborter.signal,
    contact: undefined,
    panel,
    transport: async () => reply.with,
    permits: () => permits(settings.consent, false, settings.sharedDevice),
    emit: (name: EventName, detail: EventDetail = {}) => void events.push([name, detail]),
    tell: (id: string, state: string) => void told.push([id, state]),
  } as unknown as Engine;
  return { engine, memory, events, told, panel, reply, destroy: () => aborter.abort() };
};

export const rowsIn = async (store: Store, prefix = ''): Promise<{ [key: string]: unknown }> => {
  const found: { [key: string]: unknown } = {};
  await store.run((tx) => each(tx, prefix, (key, row) => void (found[key] = row)), 'readonly');
  return found;
};

export const put = (store: Store, key: string, row: unknown) => store.run((tx) => tx.put(key, row));

export const entry = (id: string, change: Partial<Claimed> = {}): Claimed => ({
  id,
  v: 1,
  kind: 'submission',
  body: `{"id":"${id}"}`,
  bytes: 10,
  at: Date.now(),
  lease: 0,
  by: '',
  ...change,
});
