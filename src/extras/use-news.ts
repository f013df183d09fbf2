import { askAgain } from '../ask-again';
import { due } from '../delivery/retry';
import { quietly } from '../delivery/rows';
import type { Store } from '../delivery/store';
import type { Engine, OpenHow } from '../engine';
import { idle } from '../page/idle';
import { KEPT, type KeptNews, type NewsKeeper, NONE_MS, SUBMISSIONS } from '../updates/kept';
import { tellDesk } from '../updates/news';
import type { createEvents } from './events';
import { type Own, visitReceipts } from './receipts';

/** What is asked by itself is asked no more often than this, in all tabs. */
const QUIET_MS = 216e5;

/**
 * Returns what looks anew at what lies here.
 *
 * The way to what became of one's own words, and to what was changed. A page whose device has neither asks for nothing and
 * loads nothing before somebody opens the form: a visitor who is here for the first time is shown what was changed from the
 * next screen on.
 */
export const useNews = (
  engine: Engine,
  memory: Store,
  on: ReturnType<typeof createEvents>['on'],
  { who, preloadMore }: { who(): string | undefined; preloadMore(): void },
): (() => void) => {
  const { settings, disk, signal } = engine;
  if (!settings.updates || !SUBMISSIONS.test(new URL(settings.endpoint).pathname)) return () => {};
  const { ask: keeper } = askAgain<{ keepNews: NewsKeeper }, ReturnType<NewsKeeper>>(
    () => import('../updates/index'),
    ({ keepNews }) => keepNews(engine, memory, who, news),
    signal,
  );
  const news: NonNullable<typeof settings.news> = {
    some: false,
    fresh: false,
    look: async () => (await keeper()).look(),
    ask: async () => (await keeper()).ask(true).catch(() => false),
    seen: () =>
      void keeper()
        .then((it) => it.seen())
        .catch(() => {}),
  };
  settings.news = news;

  /** What lies here, whether an own submission is still to be answered, and whether it is time to ask. */
  const peek = async (): Promise<{ open: boolean; isDue: boolean }> => {
    let known: KeptNews | undefined;
    let own: Own[] = [];
    await quietly(engine.permits().receipt ? disk : memory, (tx) =>
      visitReceipts(tx, engine, who(), (mine) =>
        tx.get(KEPT, (row) => {
          own = mine;
          const kept = row as KeptNews | undefined;
          known = kept?.url === settings.endpoint ? kept : undefined;
        }),
      ),
    );
    const now = Date.now();
    tellDesk(news, own, known, now);
    if (news.some) {
      // so that it can be looked at without a network
      await keeper();
      preloadMore();
    }
    return {
      open: own.some(
        ({ id, at, here }) => !here && at + QUIET_MS < now && !/^(resolved|unknown)$/.test(known?.own[id]?.state ?? ''),
      ),
      isDue: !due((known?.triedAt ?? 0) + QUIET_MS, now, QUIET_MS) && !due(known?.noneUntil ?? 0, now, NONE_MS),
    };
  };
  const peekQuietly = () => void peek().catch(() => {});
  const askQuietly = async (opened: boolean) => {
    const { open, isDue } = await peek();
    const keep = engine.permits().receipt === 'keep';
    // a device without receipts asks for nothing, and a visitor who gave no consent is known to nobody by looking away
    if (isDue && !signal.aborted && (opened || (open && keep))) await (await keeper()).ask(keep);
  };
  const atIdle = (opened: boolean) => idle(() => signal.aborted || askQuietly(opened).catch(() => {}));
  atIdle(false);
  on('open', ({ cause }) => {
    const { container, trigger } = cause as OpenHow;
    if (!container && trigger === 'visitor') atIdle(true);
  });
  on('saved', peekQuietly);
  // it can never be answered
  for (const end of ['expired', 'evicted', 'cleared'] as const)
    on(end, ({ id, attachment }) => void (attachment || quietly(disk, (tx) => tx.del(`receipt:${id}`))));
  return peekQuietly;
};
