import { describe, expect, test } from 'vitest';
import { engine } from '../support/browser';
import { useStage } from '../support/stage';
import { expectStoredOnce, token } from '../support/stored';
import { UNHURRIED } from '../support/tab';

const stage = useStage();

describe.each([
  ['with', true],
  ['without', false],
])('%s navigator.locks', (_, locks) => {
  // fifty pages at once are more than two cores give to Firefox and WebKit within a test's time
  test.each(engine === 'chromium' ? [2, 30, 50] : [2, 30])(
    'fault 19: %i tabs with 5 submissions each and one online storm store every record once (Q5)',
    {
      timeout: 300_000,
    },
    async (count) => {
      // so many writes to one disk at once: it is the storm that is tested here, not the storage's time limit
      const scene = await stage.scene({ locks, timing: { ...UNHURRIED, storageTimeoutMs: 30_000 } });
      const tabs = [];
      for (let n = 0; n < count; n++) tabs.push(await scene.tab({ options: { maxRecords: 5 * count } }));
      await scene.offline(true);
      const words = await Promise.all(
        tabs.map(async (tab, n) => {
          const own = Array.from({ length: 5 }, (_, at) => token(`tab${n}-${at}`));
          const outcomes = await Promise.all(own.map((text) => tab.submit(text)));
          expect(outcomes.map((outcome) => outcome.ok && outcome.kept)).toEqual(Array(5).fill('device'));
          return own;
        }),
      );
      expect(scene.proxy.seen).toEqual([]);
      await scene.offline(false);
      await expectStoredOnce(scene, words.flat(), tabs[0]!, 90_000);
      expect(await scene.collector.rows(scene.project)).toHaveLength(5 * count);
    },
  );
});
