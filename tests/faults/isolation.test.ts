import { expect, test } from 'vitest';
import type { Results } from '../../src/contract/types';
import { first, pass, refuses, status } from '../support/faults';
import { rowsOf } from '../support/idb';
import type { Scene } from '../support/stage';
import { useStage } from '../support/stage';
import { expectStoredOnce, token, untilHeld } from '../support/stored';
import type { Tab } from '../support/tab';
import { UNHURRIED } from '../support/tab';

const stage = useStage();

/** Lets several submissions gather, so that they travel in one batch: the first is answered "come back in ten seconds". */
async function gather(scene: Scene, tab: Tab, words: string[]): Promise<void> {
  scene.proxy.fault = first(1, status(429, { 'retry-after': '10' }));
  await tab.submit(words[0]!);
  await untilHeld(scene, tab);
  for (const text of words.slice(1)) await tab.submit(text);
}

test.each([
  [413, "a proxy's"],
  [403, "a web application firewall's"],
] as const)('fault 36: %s %s without CORS headers on one record costs only that one (Q9)', async (code, _whose) => {
  const scene = await stage.scene({ timing: UNHURRIED });
  const tab = await scene.tab();
  const evil = token('evil');
  const good = Array.from({ length: 6 }, (_, n) => token(`good${n}`));
  await gather(scene, tab, [good[0]!, good[1]!, good[2]!, evil, ...good.slice(3)]);
  scene.proxy.fault = refuses(evil, code);
  await expectStoredOnce(scene, good);

  // refused again and again, alone, and never given up: nobody can tell it from a network that is away (Q7, Q8)
  expect(await tab.events('rejected')).toEqual([]);
  // the collector has the others a moment before the device has settled their ack
  const left = async () => Object.values(await rowsOf(tab.page, scene.project, 'q:')) as { body: string }[];
  await expect.poll(async () => (await left()).map(({ body }) => body.includes(evil))).toEqual([true]);
  const late = token('late');
  await tab.submit(late);
  await expectStoredOnce(scene, [late]);

  scene.proxy.fault = pass;
  await tab.call('flush');
  await expectStoredOnce(scene, [evil, late, ...good], tab);
});

test.each([403, 413] as const)(
  'fault 36: %i with CORS headers and a page in HTML on one record pauses nobody once others passed (Q7, Q9)',
  async (code) => {
    const scene = await stage.scene({ timing: UNHURRIED });
    const tab = await scene.tab();
    const evil = token('evil');
    const good = Array.from({ length: 6 }, (_, n) => token(`good${n}`));
    await gather(scene, tab, [good[0]!, good[1]!, good[2]!, evil, ...good.slice(3)]);
    const isEvil = ({ body }: { body: { includes(text: string): boolean } }) => body.includes(evil);
    scene.proxy.fault = (exchange) =>
      isEvil(exchange.seen)
        ? exchange.reply({
            status: code,
            headers: { ...exchange.cors, 'content-type': 'text/html' },
            body: '<h1>Refused</h1>',
          })
        : pass(exchange);
    const alone = async () => {
      const rows = Object.values(await rowsOf(tab.page, scene.project, 'q:')) as { body: string; solo?: number }[];
      return rows.find(isEvil)?.solo ?? 0;
    };
    // a host's own flush() does not wait for a pause, which is 72 s here
    await expect
      .poll(() => tab.call('flush').then(alone), { timeout: 60_000, interval: 200 })
      .toBeGreaterThanOrEqual(2);
    await expectStoredOnce(scene, good);
    expect(await tab.events('rejected')).toEqual([]);
    const late = token('late');
    await tab.submit(late);
    await expectStoredOnce(scene, [late]); // long before the end of a pause

    scene.proxy.fault = pass;
    await tab.call('flush');
    await expectStoredOnce(scene, [evil, late, ...good], tab);
  },
);

test('Q2, Q7, Q9: a rejected record leaves with an event and stays as a dead letter with its words', async () => {
  const scene = await stage.scene({ timing: UNHURRIED });
  const tab = await scene.tab();
  const bad = token('bad');
  const good = [token('one'), token('two')];
  await gather(scene, tab, [good[0]!, bad, good[1]!]);
  scene.proxy.fault = async ({ seen, forward, reply }) => {
    const batch = JSON.parse(seen.body.toString());
    const refused = batch.records.filter((record: object) => JSON.stringify(record).includes(bad));
    const rest = batch.records.filter((record: object) => !refused.includes(record));
    const answer = await forward(JSON.stringify({ ...batch, records: rest }));
    const { results } = rest.length ? (JSON.parse(answer.body) as Results) : { results: [] };
    for (const { id } of refused) results.push({ id, status: 'rejected', code: 'invalid_answer' });
    reply({ ...answer, status: 200, body: JSON.stringify({ results }) });
  };
  const { detail } = await tab.heard('rejected');
  expect(detail.code).toBe('invalid_answer');
  await expectStoredOnce(scene, good, tab);
  const dead = Object.values(await rowsOf(tab.page, scene.project, 'dead:')) as { body: string; code: string }[];
  expect(dead).toHaveLength(1);
  expect(dead[0]).toMatchObject({ code: 'invalid_answer' });
  expect(JSON.parse(dead[0]!.body).answers[0].value).toBe(bad);
});

test('Q7: 422 with JSON rejects a lone record only because another was accepted within the hour', async () => {
  const scene = await stage.scene({ timing: UNHURRIED });
  const tab = await scene.tab();
  const good = token('good');
  await tab.submit(good);
  await expectStoredOnce(scene, [good], tab);
  scene.proxy.fault = status(422);
  await tab.submit(token('bad'));
  await tab.heard('rejected');
  expect(Object.keys(await rowsOf(tab.page, scene.project, 'dead:'))).toHaveLength(1);
});

test('Q9: records that failed one by one while the network was away travel in batches again when it is back', async () => {
  const scene = await stage.scene({ timing: UNHURRIED });
  const tab = await scene.tab();
  await scene.offline(true);
  const words = Array.from({ length: 12 }, (_, n) => token(`w${n}`));
  for (const text of words) await tab.submit(text);
  for (let n = 0; n < 15; n++) await tab.call('flush'); // each tries once: batches halve down to one
  await scene.offline(false);
  await expectStoredOnce(scene, words, tab);
  expect(scene.proxy.seen.length).toBeLessThanOrEqual(6);
});
