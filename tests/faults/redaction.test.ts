import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { commentBox, openPanel, send } from '../support/panel';
import { puts, recordPuts } from '../support/puts';
import { useStage } from '../support/stage';
import { expectStoredOnce, pause, token } from '../support/stored';

const stage = useStage();

const written = async (page: Page) => (await puts(page)).join('\n');

test('Q14: beforeSend takes a secret out before anything is written, and what it gives back is what arrives', async () => {
  const scene = await stage.scene();
  const tab = await scene.tab({
    before: recordPuts,
    code: `{ beforeSend: (record) => ({ ...record, answers: record.answers.map((answer) => ({ ...answer, value: answer.value.replace(/s3cret/g, '***') })) }) }`,
  });
  const words = token();
  await tab.submit(`my pin is s3cret ${words}`);
  await expectStoredOnce(scene, [words], tab);
  expect(await written(tab.page)).toContain(words);
  expect(await written(tab.page)).not.toContain('s3cret');
  const [row] = await scene.collector.rows(scene.project);
  expect(row!.record.answers[0]!.value).toBe(`my pin is *** ${words}`);
});

test('Q14: what beforeSend drops is never written and never sent', async () => {
  const scene = await stage.scene();
  const tab = await scene.tab({ before: recordPuts, code: '{ beforeSend: () => null }' });
  const words = token();
  expect(await tab.submit(words)).toEqual({ ok: false, code: 'blocked' });
  await tab.call('flush');
  expect(await written(tab.page)).not.toContain(words);
  expect(scene.proxy.seen).toEqual([]);
});

test('Q14: masked words stand on the disk only masked, and what is half typed not at all (maskText)', async () => {
  const scene = await stage.scene();
  const tab = await scene.tab({ before: recordPuts, options: { maskText: true } });
  await openPanel(tab);
  const words = token();
  await commentBox(tab).fill(`${words} anna@example.org 4111 1111 1111 1111`);
  await pause(100);
  expect(await written(tab.page)).not.toMatch(/draft:/);
  await send(tab);
  await expectStoredOnce(scene, [words], tab);
  const all = await written(tab.page);
  expect(all).toContain(words);
  expect(all).not.toMatch(/anna|example\.org|4111/);
  const stored = JSON.stringify(await scene.collector.rows(scene.project));
  expect(stored).toContain('[email]');
  expect(stored).not.toMatch(/anna|4111/);
});

test("Q14: a page's address is scrubbed before it is written: no credentials, fragment or unlisted query", async () => {
  const scene = await stage.scene();
  const tab = await scene.tab({
    before: recordPuts,
    query: '?session=s3cret&page=2&email=anna%40example.org#token=s3cret',
    options: { keepQuery: ['page'] },
  });
  const words = token();
  await tab.submit(words);
  await expectStoredOnce(scene, [words], tab);
  expect(await written(tab.page)).not.toMatch(/s3cret|anna/);
  const [row] = await scene.collector.rows(scene.project);
  expect(row!.record.context.url).toMatch(/\?page=2$/);
  expect(JSON.stringify(row)).not.toMatch(/s3cret|anna/);
});
