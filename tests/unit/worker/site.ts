import 'fake-indexeddb/auto';
import { onTestFinished, vi } from 'vitest';
import { diskStore } from '../../../src/delivery/disk';
import { each } from '../../../src/delivery/each';
import { addEntry, type Claimed } from '../../../src/delivery/entry';
import { WORKER } from '../../../src/delivery/worker-settings';
import { MORE_DEFAULTS } from '../../../src/extras/more-options';

type Answer = (records: { id: string }[], url: string) => Response | Promise<Response>;

export const acked: Answer = (records) =>
  Response.json({ results: records.map(({ id }) => ({ id, status: 'accepted' })) });

let projects = 0;

/** What pages of one project left behind on the disk, and the network as a worker finds it. */
export const site = async (settings: object | null = {}) => {
  const project = `site-${++projects}`;
  const disk = diskStore(`earshot:${project}`, 2000);
  const { ack, maxAgeDays, timing } = MORE_DEFAULTS;
  const row = { v: 1, url: 'https://c.example/', ack, maxAgeDays, timing, receipts: true, ...settings };
  await disk.run((tx) => tx.put(settings ? WORKER : 'meta:other', row));
  return {
    project,
    disk,
    add: (id: string, change: Partial<Claimed> = {}) =>
      addEntry(
        disk,
        {
          id,
          v: 1,
          kind: 'submission',
          body: `{"id":"${id}"}`,
          bytes: 10,
          at: Date.now(),
          lease: 0,
          by: '',
          ...change,
        },
        '',
      ),
    put: (key: string, value: unknown) => disk.run((tx) => tx.put(key, value)),
    rows: async (prefix: string) => {
      const found: { [key: string]: unknown } = {};
      await disk.run((tx) => each(tx, prefix, (key, value) => void (found[key] = value)), 'readonly');
      return found;
    },
  };
};

/** The network: answers by `answer`, and remembers which ids were asked for, request by request. */
export const network = (answer: Answer) => {
  const net = { answer, asked: [] as string[][], urls: [] as string[] };
  vi.stubGlobal('fetch', async (url: string, { body }: { body: string }) => {
    const { records } = JSON.parse(body) as { records: { id: string }[] };
    net.asked.push(records.map(({ id }) => id));
    net.urls.push(url);
    return net.answer(records, url);
  });
  onTestFinished(() => {
    vi.unstubAllGlobals();
  });
  return net;
};
