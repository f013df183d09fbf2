// @vitest-environment happy-dom
import { expect, it, onTestFinished, vi } from 'vitest';
import { startEngine } from './engine';

const LIMIT_MS = 2000;

it('storage that hangs costs a submit one limit, not two in a row: then the words are in memory, and sent (Q12, fault 16)', async () => {
  vi.useFakeTimers();
  vi.stubGlobal('indexedDB', { open: () => ({}) });
  onTestFinished(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });
  const { call, extras, sent } = startEngine();
  await extras();
  await vi.advanceTimersByTimeAsync(10 * LIMIT_MS); // what the start had asked the disk for has run out
  const done = vi.fn();
  const sinceMs = Date.now();
  call('submit', { text: 'words' }).then((outcome) => done(outcome, Date.now() - sinceMs));
  await vi.advanceTimersByTimeAsync(LIMIT_MS - 1);
  expect(done).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  await vi.waitFor(() => expect(done).toHaveBeenCalled());
  expect(done).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ ok: true, kept: 'memory' }), LIMIT_MS);
  await vi.waitFor(() => expect(sent).toHaveLength(1));
});
