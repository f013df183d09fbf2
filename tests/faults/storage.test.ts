import { describe, expect, test } from 'vitest';
import { sayInPanel, statusText } from '../support/panel';
import { useStage } from '../support/stage';
import { expectStoredOnce, token } from '../support/stored';

const stage = useStage();

/** The time limit. It is long, so that a busy machine is no part of what is measured: one limit, or two in a row. */
const LIMIT_MS = 4_000;

/** Storage that fails in each of the three ways. */
const broken: [number, string, { before?: () => void; headers?: Record<string, string> }][] = [
  [14, 'throws (an opaque origin)', { headers: { 'content-security-policy': 'sandbox allow-scripts' } }],
  [
    14,
    'throws',
    {
      before: () => {
        IDBFactory.prototype.open = () => {
          throw new DOMException('denied', 'SecurityError');
        };
      },
    },
  ],
  [
    15,
    'errors',
    {
      before: () => {
        IDBFactory.prototype.open = () => {
          const request = new EventTarget() as IDBOpenDBRequest;
          Object.assign(request, { error: new DOMException('policy', 'UnknownError') });
          setTimeout(() => {
            const event = new Event('error');
            request.onerror?.(event);
            request.dispatchEvent(event);
          });
          return request;
        };
      },
    },
  ],
  [
    16,
    'hangs',
    {
      before: () => {
        IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest;
      },
    },
  ],
];

describe.each(broken)('fault %i: indexedDB.open %s', (_fault, how, settings) => {
  test('the words go to memory within the limit, nobody says "on this device", and they arrive once (Q12)', async () => {
    const scene = await stage.scene();
    const tab = await scene.tab({ ...settings, options: { timing: { storageTimeoutMs: LIMIT_MS } } });
    const words = token();
    // measured on the page: the way there and back is not the engine's. Without a limit the hang would never end.
    const { outcome, ms } = await tab.page.evaluate(async (text) => {
      const { earshot } = window as never as { earshot(...args: unknown[]): Promise<unknown> };
      const sinceMs = performance.now();
      return { outcome: await earshot('submit', { text }), ms: performance.now() - sinceMs };
    }, words);
    expect(outcome).toMatchObject({ ok: true, kept: 'memory' });
    // what says that it fails costs no limit at all; a hang costs one, and nothing waits for a second
    expect(ms).toBeLessThan(how === 'hangs' ? 2 * LIMIT_MS : LIMIT_MS);
    expect((await tab.heard('saved')).detail.durable).toBe(false);
    await tab.heard('sent');
    await expectStoredOnce(scene, [words]);
  });

  test('the panel does not promise what the device cannot keep (Q12)', async () => {
    const scene = await stage.scene();
    const tab = await scene.tab({ ...settings, options: { timing: { storageTimeoutMs: 500 } } });
    const words = token();
    await sayInPanel(tab, words, { beforeSend: () => scene.offline(true) });
    await tab.heard('saved');
    await expect.poll(() => statusText(tab)).not.toBe('');
    expect(await statusText(tab)).not.toMatch(/saved on this device/i);
    await scene.offline(false);
    await expectStoredOnce(scene, [words]);
  });
});
