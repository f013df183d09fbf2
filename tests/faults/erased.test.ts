import { expect, test } from 'vitest';
import { ADMIN_TOKEN } from '../support/collector-client';
import { first, hang, lostAck } from '../support/faults';
import { useStage } from '../support/stage';
import { expectQueueEmpty, expectStoredOnce, token } from '../support/stored';

const stage = useStage();

test('fault 38: erased while its ack was lost, a record that is sent again is answered `duplicate`, and its words are nowhere (Security 9)', async () => {
  const scene = await stage.scene();
  const [gone, other] = [token('erase-me'), token('stays')];
  // stored, never acked: the device has to ask again
  let stored = () => {};
  const reached = new Promise<void>((resolve) => (stored = resolve));
  let open = false;
  scene.proxy.fault = async (exchange) => {
    if (open) return exchange.reply(await exchange.forward());
    if (exchange.seen.ids.length) {
      await first(1, lostAck)(exchange);
      stored();
    } else hang(exchange);
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

  open = true;
  await tab.submit(other);
  await expectStoredOnce(scene, [other]);
  await expectQueueEmpty(scene, tab);
  expect((await tab.heard('sent', id)).detail.id).toBe(id);
  expect(JSON.stringify(await scene.collector.rows(scene.project))).not.toContain(gone);
  expect((await scene.collector.counters(scene.project)).duplicate).toBeGreaterThan(0);
});
