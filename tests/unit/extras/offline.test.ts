// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { expect, it, vi } from 'vitest';
import { startEngine } from './engine';
import { entry, put, rowsIn } from './fake-engine';

it('words that only the page knows outlive destroy(): what comes after it on the page sends them (Q2, Q12)', async () => {
  const options = { project: 'remounted', consent: 'denied' } as const;
  const first = startEngine(options);
  first.engine.transport = async () => ({ status: 0 });
  expect(await first.call('submit', { text: 'said offline' })).toMatchObject({ ok: true, kept: 'memory' });
  await first.call('destroy');

  const other = startEngine({ consent: 'denied' });
  await other.call('flush');
  const next = startEngine(options);
  await next.hear();
  await next.call('flush');
  await vi.waitFor(() => expect(next.sent).toHaveLength(1));
  expect(JSON.stringify(next.sent)).toContain('said offline');
  expect(other.sent).toEqual([]);
  await vi.waitFor(() =>
    expect(next.heard).toContainEqual(['sent', expect.objectContaining({ id: next.sent[0]!.id })]),
  );
  await next.call('flush');
  expect(next.sent).toHaveLength(1);
});

it('of what outlives destroy() in memory, all but the words goes where it may not be kept any more', async () => {
  const first = startEngine({ project: 'remounted-denied', consent: 'granted' });
  const { memory } = await first.extras();
  await put(memory, 'q:seen', entry('seen', { kind: 'impression', lease: Date.now() + 1e4 }));
  await put(memory, 'q:said', entry('said', { lease: Date.now() + 1e4, secret: 'x' }));
  await first.call('destroy');
  const next = startEngine({ project: 'remounted-denied', consent: 'denied' });
  expect((await next.extras()).memory).toBe(memory);
  await vi.waitFor(async () => expect(Object.keys(await rowsIn(memory, 'q:'))).toEqual(['q:said']));
  expect(await rowsIn(memory, 'q:said')).not.toMatchObject({ 'q:said': { secret: 'x' } });
});
