// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import type { Survey } from '../../../src/contract/types';
import { startEngine } from '../extras/engine';
import { rowsIn } from '../extras/fake-engine';

const ces = { id: 'done', version: '1', mode: 'journey' } as Survey;

/** A page on which `track('done')` has opened a prompt. */
const prompted = async () => {
  const { engine, call, forms } = startEngine({ surveys: { done: { preset: 'ces', trigger: { event: 'done' } } } });
  await call('track', 'done');
  const form = forms[0]!;
  expect(form.host.layout).toBe('prompt');
  const quiet = async () => 'meta:quiet' in (await rowsIn(engine.disk, 'meta:quiet'));
  return { call, form, forms, quiet };
};
/** What was written by now is on the disk: the next prompt is decided after it. */
const decided = (call: (method: string, ...args: unknown[]) => Promise<unknown>) => call('track', 'done');

it('a prompt that nobody saw uses up no quiet days', async () => {
  const { call, form, quiet } = await prompted();
  form.close();
  await decided(call);
  expect(await quiet()).toBe(false);
});

it('the quiet days begin when the prompt was in sight', async () => {
  const { form, quiet } = await prompted();
  expect(await quiet()).toBe(false);
  form.host.shown(ces, 'en');
  await expect.poll(quiet).toBe(true);
});

it.each(['dismissed', 'not_now', 'never'] as const)(
  'or when it was put away before it counts as seen: %s',
  async (how) => {
    const { form, quiet } = await prompted();
    form.host.closed(how);
    await expect.poll(quiet).toBe(true);
  },
);

it('another form that was in sight begins none', async () => {
  const { call, form, forms, quiet } = await prompted();
  form.close();
  await call('open', 'ces');
  forms[1]!.host.shown(ces, 'en');
  forms[1]!.host.closed('dismissed');
  await decided(call);
  expect(await quiet()).toBe(false);
});

it('a second event in the same visit opens none, seen or not', async () => {
  const { call, form, forms } = await prompted();
  form.close();
  await call('track', 'done');
  expect(forms).toHaveLength(1);
});
