// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
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

const filled = (id: string, mode: Survey['mode']) => ({
  survey: { id, version: '1' },
  mode,
  locale: 'en',
  answers: [{ question: 'a', type: 'text' as const, value: 'words', prompt: '' }],
  startedAtMs: 0,
});

it('or when it was answered before that', async () => {
  const { form, quiet } = await prompted();
  await form.host.submit(filled('done', 'journey'));
  await expect.poll(quiet).toBe(true);
});

describe('a survey that the visitor answered by a link', () => {
  const answered = async (consent: 'granted' | 'pending', mode: Survey['mode']) => {
    const { engine, call, forms } = startEngine({
      consent,
      surveys: { done: { preset: 'nps', trigger: { event: 'done' } } },
    });
    await call('track', 'something else');
    await call('open', 'done');
    await forms[0]!.host.submit(filled('done', mode));
    await expect
      .poll(async () => (await rowsIn(engine.disk, 'meta:visit'))['meta:visit'])
      .toMatchObject({ sent: true });
    return async () => Object.keys(await rowsIn(engine.disk, 'meta:')).filter((key) => /asked|quiet/.test(key));
  };

  it('is not asked again by a prompt, where it is about the relationship; others are', async () => {
    await expect.poll(await answered('granted', 'relationship')).toEqual(['meta:asked']);
  });

  it('begins the one date that may be kept before consent', async () => {
    await expect.poll(await answered('pending', 'relationship')).toEqual(['meta:quiet']);
  });

  it('begins no date where it is about something else', async () => {
    const dates = await answered('granted', 'interaction');
    expect(await dates()).toEqual([]);
  });
});

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

describe('a visit', () => {
  const surveys = { done: { preset: 'ces' as const, trigger: { event: 'done' } } };
  const MINUTE = 60_000;
  const visitOf = async ({ engine }: ReturnType<typeof startEngine>) =>
    (await rowsIn(engine.disk, 'meta:visit'))['meta:visit'] as { at: number; prompted?: boolean } | undefined;
  const start = async (options: Parameters<typeof startEngine>[0]) => {
    const clock = { now: Date.now() };
    vi.spyOn(Date, 'now').mockImplementation(() => clock.now);
    onTestFinished(() => void vi.restoreAllMocks());
    const page = startEngine(options);
    await page.extras();
    return { ...page, clock };
  };

  it('lasts while somebody is at the page, noted once a minute: nothing opens a second time', async () => {
    const page = await start({ surveys, timing: { storageTimeoutMs: 9e8 } });
    const { call, clock, forms, engine } = page;
    await call('track', 'done');
    forms[0]!.close();
    const puts = vi.spyOn(IDBObjectStore.prototype, 'put');
    for (let minute = 0; minute < 40; minute++) {
      clock.now += MINUTE + 1;
      for (const sign of ['pointerdown', 'keydown', 'keydown'])
        document.body.dispatchEvent(new Event(sign, { bubbles: true }));
      await expect.poll(async () => (await visitOf(page))!.at).toBe(clock.now);
    }
    expect(puts.mock.calls.filter(([, key]) => key === 'meta:visit')).toHaveLength(40);
    await call('track', 'done');
    expect(forms).toHaveLength(1);
    expect(await visitOf(page)).toMatchObject({ prompted: true });
    await call('destroy');
    clock.now += 2 * MINUTE;
    document.body.dispatchEvent(new Event('keydown', { bubbles: true }));
    await rowsIn(engine.disk);
    expect((await visitOf(page))!.at).toBe(clock.now - 2 * MINUTE);
  });

  it('that is over after half an hour without activity begins anew', async () => {
    const page = await start({ surveys, timing: { storageTimeoutMs: 9e8 } });
    await page.call('track', 'done');
    page.forms[0]!.close();
    page.clock.now += 31 * MINUTE;
    document.body.dispatchEvent(new Event('keydown', { bubbles: true }));
    await expect.poll(async () => (await visitOf(page))!.at).toBe(page.clock.now);
    expect((await visitOf(page))!.prompted).toBe(undefined);
  });

  it('is not written down where no survey opens by itself, before something was sent', async () => {
    const page = await start({ surveys: { mine: 'ces', gone: null as never } });
    document.body.dispatchEvent(new Event('keydown', { bubbles: true }));
    await page.call('track', 'done');
    expect(await visitOf(page)).toBe(undefined);
    await page.call('submit', { text: 'words' });
    await expect.poll(() => visitOf(page)).toMatchObject({ sent: true });
  });
});

it('an unfinished draft holds a prompt back wherever drafts are, with beforeSend too', async () => {
  const surveys = { done: { preset: 'ces' as const, trigger: { event: 'done' } } };
  const { call, forms } = startEngine({ surveys, beforeSend: (record) => record, timing: { draftMs: 1 } });
  await call('open', 'feedback');
  forms[0]!.host.saveDraft({ values: { text: 'half' } });
  await new Promise((resolve) => setTimeout(resolve, 30));
  forms[0]!.close();
  await call('track', 'done');
  expect(forms).toHaveLength(1);
});
