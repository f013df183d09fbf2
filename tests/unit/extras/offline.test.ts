// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { expect, it, vi } from 'vitest';
import { startEngine } from './engine';

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
