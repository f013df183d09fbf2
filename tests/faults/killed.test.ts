import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { hang, lostAck, pass } from '../support/faults';
import { rowsOf } from '../support/idb';
import { useStage } from '../support/stage';
import { expectNothingStored, expectQueueEmpty, expectStoredOnce, pause, token, untilAsked } from '../support/stored';

const stage = useStage();

describe.each([
  ['with', true],
  ['without', false],
])('%s navigator.locks', (_, locks) => {
  test('fault 1: killed right after submit resolved, the words are kept and sent at the next start (Q1, Q6)', async () => {
    const scene = await stage.scene({ locks });
    scene.proxy.fault = hang;
    const words = token();
    const tab = await scene.tab();
    expect(await tab.submit(words)).toMatchObject({ ok: true, kept: 'device' });
    await scene.kill();
    await expectNothingStored(scene);

    scene.proxy.fault = pass;
    await expectStoredOnce(scene, [words], await scene.tab());
  });

  test('fault 2: a renderer that crashed in flight leaves its record to another tab, stored once (Q5, Q6)', async () => {
    const scene = await stage.scene({ locks });
    const [mine, others] = [token('crashed'), token('alive')];
    const other = await scene.tab();
    const doomed = await scene.tab();
    scene.proxy.fault = lostAck;
    await doomed.submit(mine);
    await untilAsked(scene, 1);
    await crash(doomed.page);

    scene.proxy.fault = pass;
    await other.submit(others);
    await expectStoredOnce(scene, [mine, others], other);
  });

  test('fault 2: after a crash in flight the next visit sends (Q6)', async () => {
    const scene = await stage.scene({ locks });
    const words = token();
    const doomed = await scene.tab();
    scene.proxy.fault = hang;
    await doomed.submit(words);
    await untilAsked(scene, 1);
    await crash(doomed.page);

    scene.proxy.fault = pass;
    await expectStoredOnce(scene, [words], await scene.tab());
  });

  test.each([0, 4, 12])('fault 3: killed %i ms into a submit, the record is absent or whole (Q1)', async (ms) => {
    const scene = await stage.scene({ locks });
    scene.proxy.fault = hang;
    const tab = await scene.tab();
    const words = token();
    tab.submit(words).catch(() => {}); // the answer dies with the browser
    await pause(ms);
    await scene.kill();

    const next = await scene.tab();
    const rows = Object.values(await rowsOf(next.page, scene.project, 'q:')) as { body: string }[];
    expect(rows.length).toBeLessThanOrEqual(1);
    for (const { body } of rows) expect(JSON.parse(body).answers[0].value).toBe(words);

    scene.proxy.fault = pass;
    if (rows.length) await expectStoredOnce(scene, [words], next);
    else await expectNothingStored(scene);
    await expectQueueEmpty(scene, next);
    expect(await rowsOf(next.page, scene.project, 'bad:')).toEqual({});
  });
});

async function crash(page: Page): Promise<void> {
  const crashed = new Promise((resolve) => page.once('crash', resolve));
  const session = await page.context().newCDPSession(page);
  session.send('Page.crash').catch(() => {}); // nobody is left to answer
  await crashed;
}
