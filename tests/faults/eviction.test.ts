import { expect, test } from 'vitest';
import { rowsOf } from '../support/idb';
import { useStage } from '../support/stage';
import { expectStoredOnce, token } from '../support/stored';

const stage = useStage();

const rating = (value: number) => ({
  answers: [
    {
      question: 'csat',
      type: 'scale',
      metric: 'csat',
      value,
      scale: { min: 1, max: 5, direction: 'higher_better', positive: [4, 5] },
      prompt: 'How satisfied are you?',
    },
  ],
});

test('Q11: over the limit ratings go before text, the oldest first, each with an event, and the rest arrives', async () => {
  const scene = await stage.scene();
  const tab = await scene.tab({ options: { maxRecords: 4 } });
  await scene.offline(true);
  const old = token('old');
  const kept = [token('b'), token('c'), token('d'), token('e')];
  await tab.submit(old);
  const first = (await tab.call('submit', rating(2))) as { id: string };
  const second = (await tab.call('submit', rating(3))) as { id: string };
  for (const text of kept) await tab.submit(text); // seven in all: both ratings and the oldest text are too many

  const evicted = async () => (await tab.events('evicted')).map(({ detail }) => detail.id);
  await expect.poll(async () => (await evicted()).length).toBe(3);
  expect((await evicted()).slice(0, 2)).toEqual([first.id, second.id]);
  const rows = await rowsOf(tab.page, scene.project);
  expect(Object.keys(rows).filter((key) => key.startsWith('q:'))).toHaveLength(4);
  expect(rows['meta:total']).toMatchObject({ n: 4 });

  await scene.offline(false);
  await expectStoredOnce(scene, kept, tab);
  expect(await scene.collector.rows(scene.project)).toHaveLength(4);
  expect((await rowsOf(tab.page, scene.project))['meta:total']).toMatchObject({ n: 0, bytes: 0 });
});

test('Q11: the limit in bytes evicts too, and never the newcomer', async () => {
  const scene = await stage.scene();
  const tab = await scene.tab({ options: { maxBytes: 12_000 } });
  await scene.offline(true);
  const words = Array.from({ length: 4 }, (_, n) => token(`big${n}`));
  for (const text of words) await tab.submit(text + 'x'.repeat(3_500));
  await expect.poll(async () => (await tab.events('evicted')).length).toBeGreaterThanOrEqual(1);
  const bodies = Object.values(await rowsOf(tab.page, scene.project, 'q:')) as { body: string; bytes: number }[];
  expect(bodies.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(12_000);
  expect(bodies.some(({ body }) => body.includes(words[3]!))).toBe(true);
  await scene.offline(false);
  await expectStoredOnce(scene, [words[3]!], tab);
});
