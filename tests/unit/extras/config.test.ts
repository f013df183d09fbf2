// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { presetName } from '../../../src/contract/survey';
import { MESSAGES } from '../../../src/debug/messages';
import type { EventDetail } from '../../../src/engine';
import { PRESETS } from '../../../src/extras/config';
import { startEngine } from './engine';

vi.spyOn(console, 'warn').mockImplementation(() => {});
afterEach(() => vi.unstubAllGlobals());

const config = '/surveys.json';
const mine = { surveys: { mine: { preset: 'ces' as const, trigger: { event: 'done' } } } };
const answers =
  (body: unknown, status = 200) =>
  () =>
    Promise.resolve(new Response(JSON.stringify(body), { status }));
const serve = (answer: (url: string, init: RequestInit) => Promise<Response>) => vi.stubGlobal('fetch', vi.fn(answer));
const never = (_url: string, { signal }: RequestInit) =>
  new Promise<Response>((_, reject) => signal!.addEventListener('abort', () => reject(signal!.reason)));
const messages = (heard: [string, EventDetail][]) =>
  heard.filter(([name]) => name === 'error').map(([, detail]) => MESSAGES[detail.code!]!('', detail));

describe('The config file', () => {
  it('is awaited by open() with a name that only it may know, and the tab says that it is busy', async () => {
    let arrive = () => {};
    serve(async () => {
      await new Promise<void>((resolve) => (arrive = resolve));
      return new Response(JSON.stringify(mine));
    });
    const { call, forms, tab, extras } = startEngine({ config });
    await extras();
    const opened = call('open', 'mine');
    await call('open', 'ces');
    expect(forms.map(({ host: { survey } }) => survey)).toEqual(['ces']);
    forms[0]!.close();
    expect(tab.busy[0]).toBe(true);
    arrive();
    await opened;
    expect(forms.at(-1)!.host.survey).toMatchObject({ id: 'mine', preset: 'ces' });
    expect(tab.failed).toBe(0);
    expect(tab.busy.at(-1)).toBe(false);
  });

  it('that is gone or no JSON does not take the place of the copy that was kept', async () => {
    const project = 'kept';
    serve(answers(mine));
    const first = startEngine({ config, project });
    await first.extras();
    await first.call('open', 'mine');
    expect(first.forms).toHaveLength(1);
    first.call('destroy');
    for (const answer of [
      answers({ error: 'not found' }, 404),
      async () => new Response('<!doctype html>'),
      answers({ login: 'https://portal.example' }),
      answers({ surveys: 'none' }),
      answers({ surveys: [] }),
      answers(null),
      answers([]),
    ]) {
      serve(answer);
      const next = startEngine({ config, project });
      await next.hear();
      await next.call('open', 'mine');
      expect(next.forms[0]!.host.survey).toMatchObject({ id: 'mine', preset: 'ces' });
      expect(messages(next.heard)).toEqual([]);
      next.call('destroy');
    }
  });

  it('that is another JSON says what it lacks where no copy is kept', async () => {
    serve(answers({ login: 'https://portal.example' }));
    const { call, heard, hear } = startEngine({ config, project: 'portal' });
    await hear();
    await call('track', 'x');
    await expect
      .poll(() => messages(heard))
      .toEqual(['config: "/surveys.json" could not be read: it has no "surveys"']);
  });

  it('is kept by its address: another file of the project gets none of it', async () => {
    const project = 'two-files';
    serve(answers(mine));
    const first = startEngine({ config: '/first.json', project });
    await first.extras();
    await first.call('open', 'mine');
    first.call('destroy');
    serve(() => Promise.reject(new TypeError('Failed to fetch')));
    const other = startEngine({ config: '/other.json', project });
    await other.hear();
    await other.call('track', 'x');
    await expect
      .poll(() => messages(other.heard))
      .toEqual(['config: "/other.json" could not be fetched: Failed to fetch']);
    other.call('destroy');
    const again = startEngine({ config: '/first.json', project });
    await again.extras();
    await again.call('open', 'mine');
    expect(again.forms).toHaveLength(1);
  });

  it('that never answers is given up in time, and track() goes on', async () => {
    serve(never);
    const timing = { requestTimeoutMs: 30 };
    const { call, heard, hear } = startEngine({ config, timing });
    await hear();
    await call('track', 'done');
    await expect.poll(() => messages(heard)).toEqual([expect.stringMatching(/could not be fetched: ./)]);
  });

  it('is told by name which of its options stand on the page only', async () => {
    serve(answers({ $schema: 'surveys.json', ...mine, locale: 'ko', quietDays: 1 }));
    const { call, heard, hear } = startEngine({ config });
    await hear();
    await call('track', 'x');
    await expect
      .poll(() => messages(heard))
      .toEqual([
        'config: "locale" is not read from the file; surveys are',
        'config: "quietDays" is not read from the file; surveys are',
      ]);
  });

  it('is not awaited for the presets, which are these', () => {
    expect([...presetName.options, 'mine'].filter((name) => PRESETS.test(name))).toEqual(presetName.options);
  });
});
