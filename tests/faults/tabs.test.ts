import { describe, expect, test } from 'vitest';
import { pass, status } from '../support/faults';
import { useStage } from '../support/stage';
import { expectStoredOnce, pause, token, untilAsked, untilFailed } from '../support/stored';
import { FIFTIETH, UNHURRIED } from '../support/tab';

const stage = useStage();

describe.each([
  ['with', true],
  ['without', false],
])('%s navigator.locks', (_, locks) => {
  test('Q5: while one tab sends a record, no other tab sends it, however often it is asked to', async () => {
    const scene = await stage.scene({ locks, timing: UNHURRIED });
    const [one, two, three] = [await scene.tab(), await scene.tab(), await scene.tab()];
    scene.proxy.fault = async (exchange) => {
      await pause(150); // a slow collector
      await pass(exchange);
    };
    const words = Array.from({ length: 6 }, (_, n) => token(`w${n}`));
    await Promise.all(words.map((text, n) => [one, two, three][n % 3]!.submit(text)));
    for (let n = 0; n < 5; n++) {
      await Promise.all(
        [one, two, three].map((tab) => tab.page.evaluate(() => void (window as never as Host).earshot('flush'))),
      );
      await pause(20);
    }
    await expectStoredOnce(scene, words, one);
    const sent = scene.proxy.seen.flatMap(({ ids }) => ids);
    expect(sent).toEqual([...new Set(sent)]);
  });

  test('Q6: the lease of a tab that died in flight ends, and not earlier', async () => {
    const scene = await stage.scene({ locks });
    const other = await scene.tab();
    const dying = await scene.tab();
    const words = [token('dying'), token('alive')];
    scene.proxy.fault = () => {}; // hangs
    await dying.submit(words[0]!);
    await untilAsked(scene, 1);
    await dying.page.close();
    scene.proxy.fault = pass;
    await other.submit(words[1]!);
    await expectStoredOnce(scene, words, other);

    const [first] = scene.proxy.seen;
    const id = first!.ids[0]!;
    const again = scene.proxy.seen.find((batch) => batch !== first && batch.ids.includes(id))!;
    const claimedMs = Date.parse(JSON.parse(first!.raw.get(id)!).time.createdAt);
    expect(again.atMs - claimedMs).toBeGreaterThanOrEqual(FIFTIETH.leaseMs - 2);
  });

  test('Q8: the backoff stands with the endpoint, so a submit in another tab does not break it', async () => {
    const scene = await stage.scene({ locks, timing: UNHURRIED });
    scene.proxy.fault = status(500);
    const settings = {
      options: { timing: { backoffBaseMs: 5_000 } },
      before: () => {
        Math.random = () => 0.999;
      },
    };
    const [one, two] = [await scene.tab(settings), await scene.tab(settings)];
    const words = [token('one'), token('two')];
    await one.submit(words[0]!);
    await untilAsked(scene, 1);
    scene.proxy.fault = pass;
    await untilFailed(scene, two);
    await two.submit(words[1]!);
    await expectStoredOnce(scene, words, two);
    expect(scene.proxy.seen[1]!.atMs - scene.proxy.seen[0]!.atMs).toBeGreaterThanOrEqual(4_990);
  });

  test("Q8: a host's own flush() tries at once in spite of our backoff", async () => {
    const scene = await stage.scene({ locks, timing: UNHURRIED });
    scene.proxy.fault = status(500);
    const tab = await scene.tab({
      options: { timing: { backoffBaseMs: 60_000 } },
      before: () => {
        Math.random = () => 0.999;
      },
    });
    const words = token();
    await tab.submit(words);
    await untilAsked(scene, 1);
    await untilFailed(scene, tab);
    scene.proxy.fault = pass;
    await tab.call('flush');
    await expectStoredOnce(scene, [words], tab); // long before the backoff of 60 s ends
  });
});

interface Host {
  earshot(method: string): unknown;
}
