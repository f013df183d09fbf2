import { expect, test } from 'vitest';
import { hang, pass } from '../support/faults';
import { useStage } from '../support/stage';
import { expectQueueEmpty, token } from '../support/stored';

const stage = useStage();
const MANY = 10_000;

/** Runs in a page: puts copies of the one waiting record into the queue, each with an id, a time and words of its own. */
const multiply = async ([name, many]: readonly [string, number]) => {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const db = await done(indexedDB.open(name));
  const tx = db.transaction('kv', 'readwrite');
  const rows = tx.objectStore('kv');
  const [key] = (await done(rows.getAllKeys(IDBKeyRange.bound('q:', 'q;')))) as string[];
  const row = (await done(rows.get(key!))) as { body: string; bytes: number };
  const total = (await done(rows.get('meta:total'))) as { n: number; bytes: number };
  let bytes = 0;
  for (let at = 1; at < many; at++) {
    const id = key!.slice(2).replace(/.{12}$/, at.toString(16).padStart(12, '0'));
    const body = row.body.replace(key!.slice(2), id).replace(/word-0/g, `word-${at}`);
    bytes += body.length;
    rows.put({ ...row, body, bytes: body.length, lease: 0, by: '', next: 0 }, `q:${id}`);
  }
  rows.put({ ...row, lease: 0, by: '' }, key!);
  rows.put({ ...total, n: total.n + many - 1, bytes: total.bytes + bytes, hold: 0 }, 'meta:total');
  rows.delete('meta:endpoint');
  await new Promise((resolve, reject) => {
    tx.oncomplete = resolve;
    tx.onabort = () => reject(tx.error);
  });
  db.close();
};

test(`fault 24: with ${MANY.toLocaleString('en')} records waiting a page starts and takes words, and all drain in order, once (Q9, Q11)`, {
  timeout: 300_000,
}, async () => {
  const scene = await stage.scene({ timing: { requestTimeoutMs: 30_000, leaseMs: 60_000 } });
  const options = { maxRecords: 20_000, maxBytes: 100e6 };
  scene.proxy.fault = hang;
  const seed = await scene.tab({ options });
  await seed.submit('word-0');
  await seed.page.evaluate(multiply, [`earshot:${scene.project}`, MANY] as const);
  await seed.page.close();
  scene.proxy.seen.length = 0;

  const tab = await scene.tab({ options });
  const late = token('late');
  expect(await tab.submit(late)).toMatchObject({ ok: true, kept: 'device' });
  scene.proxy.fault = pass;
  await tab.call('flush');
  await expect
    .poll(async () => (await scene.collector.counters(scene.project)).accepted, { timeout: 240_000, interval: 500 })
    .toBe(MANY + 1);
  await expectQueueEmpty(scene, tab);
  const rows = await scene.collector.rows(scene.project);
  expect(rows).toHaveLength(MANY + 1);
  expect(new Set(rows.map(({ record }) => record.answers[0]!.value)).size).toBe(MANY + 1);
  // the oldest first: each batch that was let through begins where the one before ended
  const sent = scene.proxy.seen.flatMap(({ ids }) => (ids.length > 1 ? [ids] : []));
  const drained = sent.flat().filter((id, at, all) => all.indexOf(id) === at);
  expect(drained).toEqual([...drained].sort());
  expect(drained.length).toBeGreaterThan(MANY - 100);
});
