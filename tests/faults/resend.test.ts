import { expect, test } from 'vitest';
import type { Fault } from '../support/fault-proxy';
import { first, status } from '../support/faults';
import { rowsOf } from '../support/idb';
import { sayInPanel } from '../support/panel';
import { useStage } from '../support/stage';
import { expectNothingStored, expectStoredOnce, pause, token } from '../support/stored';

const stage = useStage();

/** A collector that will not have it, for good. */
const rejects: Fault = (exchange) => {
  const { records } = JSON.parse(exchange.seen.body.toString()) as { records: { id: string }[] };
  status(200, {}, { results: records.map(({ id }) => ({ id, status: 'rejected', code: 'test' })) })(exchange);
};

test.each(['pending', 'denied'] as const)(
  'Q9: refused words are sent again by the visitor, once, with consent %s',
  async (consent) => {
    const scene = await stage.scene();
    const tab = await scene.tab({ options: { consent } });
    scene.proxy.fault = first(1, rejects);
    const words = token();
    await sayInPanel(tab, words);
    const { detail } = await tab.heard('rejected');
    await expectNothingStored(scene);
    await tab.page.getByRole('button', { name: 'Send again' }).click();
    expect((await tab.heard('sent')).detail.id).toBe(detail.id);
    await expectStoredOnce(scene, [words], tab);
    await pause(100);
    const rows = await rowsOf(tab.page, scene.project);
    expect(Object.keys(rows).filter((key) => /^(q|dead):/.test(key))).toEqual([]);
    const none = { n: 0, bytes: 0 };
    expect({ total: rows['meta:total'] ?? none }).toMatchObject({ total: none });
  },
);
