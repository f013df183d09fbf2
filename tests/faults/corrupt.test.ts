import { expect, test } from 'vitest';
import { putRow, rowsOf } from '../support/idb';
import { useStage } from '../support/stage';
import { expectStoredOnce, pause, token } from '../support/stored';
import { UNHURRIED } from '../support/tab';

const stage = useStage();

test('fault 25: rows that are no records are set aside and reported, the others flow (Q9)', async () => {
  const scene = await stage.scene({ timing: UNHURRIED });
  const first = await scene.tab();
  const words = [token('before'), token('after')];
  await first.submit(words[0]!);
  await expectStoredOnce(scene, [words[0]!], first);
  for (const [key, value] of [
    ['q:0', 'a string'],
    ['q:1', null],
    ['q:2', { v: 1, body: 42 }],
    ['q:3', ['an', 'array']],
  ] as const) {
    await putRow(first.page, scene.project, key, value);
  }
  await first.page.close();

  const tab = await scene.tab();
  await tab.submit(words[1]!);
  await expectStoredOnce(scene, words, tab);
  expect(Object.keys(await rowsOf(tab.page, scene.project, 'bad:'))).toHaveLength(4);
  expect((await tab.events('error')).map(({ detail }) => detail.code)).toContain('corrupt');
});

test('fault 25: a record whose body is broken text neither blocks the others nor is lost (Q9)', async () => {
  const scene = await stage.scene({ timing: UNHURRIED });
  const first = await scene.tab();
  const words = [token('before'), token('after')];
  await first.submit(words[0]!);
  await expectStoredOnce(scene, [words[0]!], first);
  const id = '018f0000-0000-7000-8000-000000000000';
  const entry = {
    v: 1,
    kind: 'submission',
    body: '{"id":"half',
    bytes: 11,
    rank: 2,
    at: Date.now(),
    tries: 0,
    solo: 0,
  };
  await putRow(first.page, scene.project, `q:${id}`, { ...entry, next: 0, lease: 0, by: '' });
  await first.page.close();

  const tab = await scene.tab();
  await tab.submit(words[1]!);
  await expect.poll(async () => (await scene.collector.rows(scene.project)).length, { timeout: 20_000 }).toBe(2);
  const rows = await rowsOf(tab.page, scene.project);
  expect(Object.keys(rows).some((key) => key.endsWith(id))).toBe(true);
});

test.each([
  ['with a body', { v: 2, words: 'of tomorrow', body: '{}', somethingElse: { deep: [1, 2, 3] } }],
  ['with none', { v: 2, parts: ['of', 'tomorrow'], bytes: 9_000_000 }],
])('Q13: a record of a newer version is left alone, byte for byte: %s', async (_, newer) => {
  const scene = await stage.scene({ timing: UNHURRIED });
  const first = await scene.tab();
  await first.submit(token());
  await first.heard('sent');
  await putRow(first.page, scene.project, 'q:018f0000-0000-7000-8000-000000000000', newer);
  await first.page.close();

  const tab = await scene.tab();
  const words = token();
  await tab.submit(words);
  await tab.heard('sent');
  await tab.call('flush');
  await pause(200);
  await expect
    .poll(() => rowsOf(tab.page, scene.project, 'q:'))
    .toEqual({
      'q:018f0000-0000-7000-8000-000000000000': newer,
    });
  expect(await scene.collector.rows(scene.project)).toHaveLength(2);
});
