import { expect, test } from 'vitest';
import { type ArrivedAttachment, isForm, readForm, storesForms, withForms } from '../support/attachments';
import { testIn } from '../support/engine-only';
import { cut, first, lostAck, pass, status } from '../support/faults';
import { rowsOf } from '../support/idb';
import { QUICK_SYNC, tabWithWorker, tags, workerWith } from '../support/site-worker';
import { type Scene, useStage } from '../support/stage';
import { expectStoredOnce, token, untilAsked, untilFailed } from '../support/stored';
import type { Tab } from '../support/tab';

const stage = useStage({ args: QUICK_SYNC });

interface Outcome {
  ok: boolean;
  id: string;
  kept: string;
  refused?: { index: number; code: string }[];
}

/** `submit()` with words and attachments that are so many bytes of their place's number. */
const submit = ({ page }: Tab, text: string, sizes: number[]) =>
  page.evaluate(
    ([words, all]) =>
      (window as never as Host).earshot('submit', {
        text: words,
        attachments: (all as number[]).map((size, index) => ({
          blob: new Blob([new Uint8Array(size).fill(index + 1)], { type: 'image/png' }),
          width: 4,
          height: 3,
        })),
      }),
    [text, sizes] as const,
  ) as Promise<Outcome>;

const attached = async (scene: Scene, { page }: Tab) => Object.keys(await rowsOf(page, scene.project, 'a:'));
const untilGone = (scene: Scene, tab: Tab) => expect.poll(() => attached(scene, tab), { timeout: 30_000 }).toEqual([]);

test('Q10: words go first and list what follows; each attachment comes in a request of its own, byte for byte', async () => {
  const scene = await stage.scene();
  const tab = await scene.tab();
  const words = token();
  const outcome = await submit(tab, words, [3, 70_000]);
  expect(outcome).toMatchObject({ ok: true, kept: 'device' });
  await expectStoredOnce(scene, [words], tab);
  await untilGone(scene, tab);

  const [row] = await scene.collector.rows(scene.project);
  const listed = row!.record.attachments!;
  expect(listed).toMatchObject([
    { type: 'image/png', bytes: 3, width: 4, height: 3 },
    { type: 'image/png', bytes: 70_000 },
  ]);
  const stored = await Promise.all(listed.map(({ id }) => scene.collector.attachment(scene.project, outcome.id, id)));
  expect(stored.map((bytes) => [bytes.length, new Set(bytes)])).toEqual([
    [3, new Set([1])],
    [70_000, new Set([2])],
  ]);
  const forms = await Promise.all(scene.proxy.seen.filter(isForm).map(readForm));
  expect(forms.map(({ bytes: _, ...rest }) => rest)).toEqual(
    listed.map(({ id }) => ({
      v: '1',
      project: scene.project,
      record: outcome.id,
      attachment: id,
      type: 'image/png',
    })),
  );
  expect(scene.proxy.seen.map(isForm)).toEqual([false, true, true]);
  expect(scene.proxy.seen.every(({ method }) => method === 'POST')).toBe(true); // no preflight
  expect(await rowsOf(tab.page, scene.project, 'meta:attached')).toEqual({ 'meta:attached': { bytes: 0 } });
});

test('Q10, fault 1: killed before anything was sent, words and attachments arrive with the next visit, each once', async () => {
  const scene = await stage.scene();
  const stored: ArrivedAttachment[] = [];
  scene.proxy.fault = cut;
  const tab = await scene.tab();
  const words = token();
  await submit(tab, words, [5]);
  await scene.kill();

  scene.proxy.fault = withForms(storesForms(stored));
  const next = await scene.tab();
  await expectStoredOnce(scene, [words], next);
  await untilGone(scene, next);
  expect(stored.map(({ bytes }) => bytes)).toEqual([[1, 1, 1, 1, 1]]);
});

test('Q10, fault 9: an attachment whose answer is lost is sent again by the same id; its words are not', async () => {
  const scene = await stage.scene();
  scene.proxy.fault = withForms(first(1, lostAck));
  const tab = await scene.tab();
  const words = token();
  const { id } = await submit(tab, words, [4]);
  await expectStoredOnce(scene, [words], tab);
  await untilGone(scene, tab);
  const forms = await Promise.all(scene.proxy.seen.filter(isForm).map(readForm));
  expect(forms.length).toBeGreaterThan(1);
  expect(new Set(forms.map(({ attachment }) => attachment)).size).toBe(1);
  expect(await scene.collector.attachment(scene.project, id, forms[0]!.attachment)).toEqual(new Uint8Array(4).fill(1));
  expect(scene.proxy.seen.filter((seen) => !isForm(seen))).toHaveLength(1);
});

test.each([
  ['rejected by the collector', storesForms([], 'rejected')],
  ['answered 415, by a collector that takes none', status(415)],
])('Q10: an attachment that is %s costs only itself, and is an event with both ids', async (_how, form) => {
  const scene = await stage.scene();
  scene.proxy.fault = withForms(form);
  const tab = await scene.tab();
  const words = token();
  const { id } = await submit(tab, words, [4]);
  await expectStoredOnce(scene, [words], tab);
  const { detail } = await tab.heard('rejected', id);
  const [row] = await scene.collector.rows(scene.project);
  expect(detail).toMatchObject({ id, attachment: row!.record.attachments![0]!.id });
  await untilGone(scene, tab);

  const more = token('more');
  await tab.submit(more);
  await expectStoredOnce(scene, [words, more], tab);
});

test('Q11: what is too large, or for what there is no room, is left out with a message; the words are kept', async () => {
  const scene = await stage.scene();
  scene.proxy.fault = cut;
  const tab = await scene.tab({ options: { maxBytes: 3_000_000 } });
  const words = [token('large'), token('full')];
  const large = await submit(tab, words[0]!, [2_097_153, 1_900_000, 0]);
  expect(large).toMatchObject({
    ok: true,
    refused: [
      { index: 0, code: 'too_large', maxBytes: 2_097_152 },
      { index: 2, code: 'empty' },
    ],
  });
  const full = await submit(tab, words[1]!, [1_900_000]);
  expect(full).toMatchObject({ ok: true, refused: [{ index: 0, code: 'no_room' }] });
  expect((await tab.events('error')).map(({ detail }) => detail.code)).toContain('attachment');
  expect(await attached(scene, tab)).toHaveLength(1);

  const stored: ArrivedAttachment[] = [];
  scene.proxy.fault = withForms(storesForms(stored));
  await tab.call('flush');
  await expectStoredOnce(scene, words, tab);
  await untilGone(scene, tab);
  const rows = await scene.collector.rows(scene.project);
  expect(rows.map(({ record }) => record.attachments?.length)).toEqual([1, undefined]);
  expect(stored.map(({ bytes }) => bytes.length)).toEqual([1_900_000]);
});

test('Q2, Q10: reset with unsent takes attachments along, each with an event; what is refused takes its own', async () => {
  const scene = await stage.scene();
  scene.proxy.fault = status(500);
  const tab = await scene.tab();
  const { id } = await submit(tab, token(), [4, 5]);
  await untilFailed(scene, tab);
  await tab.call('reset', { unsent: true });
  expect(await attached(scene, tab)).toEqual([]);
  const gone = (await tab.events('cleared')).filter(({ detail }) => detail.id === id);
  expect(gone.filter(({ detail }) => detail['attachment'])).toHaveLength(2);

  scene.proxy.fault = withForms(cut, async ({ seen, reply, cors }) =>
    reply({
      status: 200,
      headers: { ...cors, 'content-type': 'application/json' },
      body: JSON.stringify({
        results: seen.ids.map((one) => ({ id: one, status: 'rejected', code: 'invalid_record' })),
      }),
    }),
  );
  await submit(tab, token(), [6]);
  await tab.call('flush');
  await untilGone(scene, tab);
  expect(scene.proxy.seen.filter(isForm)).toEqual([]);
});

test('Q12: with consent denied words and attachments wait in memory, and arrive', async () => {
  const scene = await stage.scene();
  const stored: ArrivedAttachment[] = [];
  scene.proxy.fault = withForms(storesForms(stored));
  const tab = await scene.tab({ options: { consent: 'denied' } });
  const words = token();
  expect(await submit(tab, words, [3])).toMatchObject({ ok: true, kept: 'memory' });
  await expectStoredOnce(scene, [words]);
  await expect.poll(() => stored.length).toBe(1);
  expect(await attached(scene, tab)).toEqual([]);
});

testIn('chromium')(
  'fault 33: with the tab closed the site’s worker sends attachments too, after their words (Q10)',
  async () => {
    const scene = await stage.scene();
    const stored: ArrivedAttachment[] = [];
    scene.proxy.fault = cut;
    const tab = await tabWithWorker(scene, workerWith(scene));
    const words = token();
    await submit(tab, words, [9]);
    await untilAsked(scene, 1);
    await expect.poll(async () => (await tags(tab)) ?? []).toContain(`earshot:${scene.project}`);
    await tab.page.close();

    scene.proxy.fault = withForms(storesForms(stored));
    await expectStoredOnce(scene, [words]);
    await expect.poll(() => stored.length).toBe(1);
  },
);

test('Q5: three tabs and a storm of flushes send an attachment once', async () => {
  const scene = await stage.scene({ timing: { requestTimeoutMs: 5_000, leaseMs: 10_000 } });
  const stored: ArrivedAttachment[] = [];
  const tabs = [await scene.tab(), await scene.tab(), await scene.tab()];
  scene.proxy.fault = withForms(storesForms(stored), pass);
  const words = Array.from({ length: 6 }, (_, n) => token(`w${n}`));
  await Promise.all(words.map((text, n) => submit(tabs[n % 3]!, text, [n + 1])));
  await Promise.all(tabs.map((tab) => tab.call('flush')));
  await expectStoredOnce(scene, words, tabs[0]);
  await untilGone(scene, tabs[0]!);
  expect(stored).toHaveLength(6);
  expect(scene.proxy.seen.filter(isForm)).toHaveLength(6);
});

interface Host {
  earshot(method: string, ...args: unknown[]): unknown;
}
