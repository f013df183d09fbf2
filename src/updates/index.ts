import { quietly } from '../delivery/rows';
import { type Own, visitReceipts } from '../extras/receipts';
import { askReceipts, askUpdates } from './ask';
import { KEPT, type KeptNews, type NewsKeeper, NONE_MS } from './kept';
import { lookedAt, nextKept, tellDesk } from './news';
import { readReceipts, readUpdates } from './read';

/** What became of own words, and what was changed: kept where consent allows it, asked for as the desk says. */
export const keepNews: NewsKeeper = (engine, memory, who, desk) => {
  const { settings, disk, permits } = engine;
  const { endpoint, project, timing } = settings;
  const nothing: KeptNews = { v: 1, url: endpoint, at: 0, updates: [], own: {}, looked: [] };

  /**
   * What is kept is read and written together with a look at the receipts: of those that were reset or withdrawn meanwhile
   * nothing is written.
   */
  const visit = async (next?: (kept: KeptNews | undefined, own: Own[], others: string[]) => KeptNews | undefined) => {
    let own: Own[] = [];
    let kept: KeptNews | undefined;
    await quietly(permits().receipt ? disk : memory, (tx) =>
      visitReceipts(tx, engine, who(), (mine, others) =>
        tx.get(KEPT, (row) => {
          own = mine;
          kept = row as KeptNews | undefined;
          if (kept?.v !== 1 || kept.url !== endpoint) kept = undefined;
          if (!next) return;
          kept = next(kept, own, others);
          if (kept) tx.put(KEPT, kept);
        }),
      ),
    );
    return { own, news: tellDesk(desk, own, kept, Date.now()) };
  };

  const askNow = async (receipts: boolean): Promise<boolean> => {
    const asking = { endpoint, timeoutMs: timing.requestTimeoutMs, anew: receipts };
    const mine = receipts ? (await visit()).own.filter(({ here }) => !here) : [];
    const ids = mine.map(({ id }) => id);
    const [changed, became] = await Promise.all([
      askUpdates(asking, project, settings.locale),
      mine[0]
        ? askReceipts(
            asking,
            project,
            mine.map(({ secret }) => secret),
          )
        : undefined,
    ]);
    const at = Date.now();
    const told = typeof became === 'object' ? readReceipts(became.json, ids) : undefined;
    // a collector may have one of the two
    const none = changed === 'none' && !told;
    const updates = changed === 'none' ? [] : changed === 'failed' ? undefined : readUpdates(changed.json);
    await visit((kept, now, others) => {
      if (none || (!updates && !told))
        return { ...nothing, ...kept, triedAt: at, ...(none && { noneUntil: at + NONE_MS }) };
      const own = { ...kept?.own, ...told };
      const here = [...others, ...now.map(({ id }) => id)];
      for (const id of Object.keys(own)) if (!here.includes(id)) delete own[id];
      const heard = { ...nothing, at, triedAt: at, updates: updates ?? kept?.updates ?? [], own };
      return nextKept(heard, kept, now, others);
    });
    return !none && !!updates && (!became || became === 'none' || !!told);
  };

  let asked: Promise<boolean> | undefined;
  return {
    look: async () => (await visit()).news,
    async ask(receipts) {
      // whoever looks is not answered with what was asked without their receipts
      if (asked) await asked;
      asked = askNow(receipts).finally(() => (asked = undefined));
      return asked;
    },
    seen: async () => void (await visit((kept, own, others) => kept && lookedAt(kept, own, others))),
  };
};
