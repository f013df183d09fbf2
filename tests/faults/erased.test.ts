import { expect, test } from 'vitest';
import { ADMIN_TOKEN } from '../support/collector-client';
import { lostAck, pass } from '../support/faults';
import { useStage } from '../support/stage';
import { expectQueueEmpty, expectStoredOnce, token } from '../support/stored';

const stage = useStage();

test('fault 38: erased while its ack was lost, a record that is sent again is answered `duplicate`, and its words are nowhere (Security 9)', async () => {
  const scene = await stage.scene();
  const [gone, other] = [token('erase-me'), token('stays')];
  // stored, never acked: the device has to ask again
  let stored = () => {};
  const reached = new Promise<void>((resolve) => (stored = resolve));
  scene.proxy.fault = async (exchange) => {
    await lostAck(exchange);
    stored();
  };
  const tab = await scene.tab();
  const { id } = (await tab.submit(gone)) as { id: string };
  await reached;
  await expect.poll(async () => (await scene.collector.rows(scene.project)).length).toBe(1);
  const erase = await fetch(`${scene.collector.url}/v1/admin/submissions/${id}?project=${scene.project}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
  });
  expect(await erase.json()).toEqual({ erased: true });
  expect(await scene.collector.rows(scene.project)).toEqual([]);

  const before = await scene.collector.counters(scene.project);
  scene.proxy.fault = pass;
  await tab.submit(other);
  await expectStoredOnce(scene, [other]);
  await expectQueueEmpty(scene, tab);
  expect((await tab.heard('sent', id)).detail.id).toBe(id);
  expect(JSON.stringify(await scene.collector.rows(scene.project))).not.toContain(gone);
  // only what came after the erasure counts
  expect((await scene.collector.counters(scene.project)).duplicate).toBeGreaterThan(before.duplicate);
});
