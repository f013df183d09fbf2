import { describe, expect, test } from 'vitest';
import type { Fault } from '../support/fault-proxy';
import { html, noContent, pass, redirect, withoutResults } from '../support/faults';
import { useStage } from '../support/stage';
import { expectNothingStored, expectStoredOnce, token, untilAsked, waiting } from '../support/stored';

const stage = useStage();

const answers: [string, string, Fault][] = [
  ['32', '200 with HTML', html],
  ['34', '301 to a page answering 200 JSON', redirect(301)],
  ['34', '302 to a page answering 200 JSON', redirect(302)],
  ['35', '204 from a portal', noContent],
  ['35', '200 JSON without results', withoutResults],
];

describe.each(answers)('fault %s: an endpoint that answers %s', (_number, _what, fault) => {
  test('acks nothing: the words stay, a developer hears why, and they arrive once it is mended (Q4)', async () => {
    const scene = await stage.scene();
    scene.proxy.fault = fault;
    const tab = await scene.tab();
    const words = token();
    await tab.submit(words);
    await untilAsked(scene, 3);
    expect(await tab.events('sent')).toEqual([]);
    expect(await waiting(scene, tab)).toBe(1);
    expect((await tab.events('error')).map(({ detail }) => detail.code)).toContain('no_results');
    await expectNothingStored(scene);

    scene.proxy.fault = pass;
    await tab.call('flush');
    await expectStoredOnce(scene, [words], tab);
  });
});

test.each(answers.filter(([number]) => number === '32' || number === '34'))(
  "fault %s: %s acks nothing even with ack: 'status' (Q4)",
  async (_number, _what, fault) => {
    const scene = await stage.scene();
    scene.proxy.fault = fault;
    const tab = await scene.tab({ options: { ack: 'status' } });
    const words = token();
    await tab.submit(words);
    await untilAsked(scene, 3);
    expect(await tab.events('sent')).toEqual([]);
    expect(await waiting(scene, tab)).toBe(1);

    scene.proxy.fault = pass;
    await tab.call('flush');
    await expectStoredOnce(scene, [words], tab);
  },
);

test('fault 34: a redirect to a page with an empty list of results acks nothing (Q4)', async () => {
  const scene = await stage.scene();
  scene.proxy.fault = redirect(302, { results: [] });
  const tab = await scene.tab();
  const words = token();
  await tab.submit(words);
  await untilAsked(scene, 3);
  expect(await tab.events('sent')).toEqual([]);
  scene.proxy.fault = pass;
  await tab.call('flush');
  await expectStoredOnce(scene, [words], tab);
});

test("Q4: ack: 'status' believes a bare 2xx of a foreign endpoint", async () => {
  const scene = await stage.scene();
  scene.proxy.fault = noContent;
  const tab = await scene.tab({ options: { ack: 'status' } });
  await tab.submit(token());
  await tab.heard('sent');
  expect(await waiting(scene, tab)).toBe(0);
});
