import { each } from '../delivery/each';
import { putRow, quietly, readRow } from '../delivery/rows';
import type { Tx } from '../delivery/store';
import { isOf, type Receipt } from '../extras/receipts';
import { askReceipts, askUpdates } from './ask';
import { KEPT, type KeptNews, type NewsKeeper } from './kept';
import { type Held, lookedAt, newsOf, nextKept } from './news';
import { readReceipts, readUpdates } from './read';

const DAY_MS = 864e5;
/** Days that a receipt is kept with consent. */
const KEEP_DAYS = 180;
/** As many as a collector takes at once. */
const MOST_RECEIPTS = 50;
/** An endpoint that knows nothing of all this is asked again after so long. */
const NONE_MS = 7 * DAY_MS;

type Own = Held & Receipt;

/** What became of own words, and what was changed: kept where consent allows it, asked for as the desk says. */
export const keepNews: NewsKeeper = ({ settings, disk, permits }, memory, who, desk) => {
  const { endpoint, project, maxAgeDays, timing } = settings;
  const place = () => (permits().receipt ? disk : memory);

  /** Receipts of who is here, newest first, and where their words are. What is over its age goes. */
  const visit = (tx: Tx, then: (found: Own[]) => void) => {
    const found: Own[] = [];
    const mine = isOf(who());
    const oldest = Date.now() - DAY_MS * (permits().receipt === 'keep' ? KEEP_DAYS : maxAgeDays);
    each(
      tx,
      'receipt:',
      (key, row) => {
        const receipt = row as Receipt;
        if (receipt.at < oldest) tx.del(key);
        else if (mine(receipt)) found.push({ ...receipt, id: key.slice(8) });
      },
      () => {
        found.sort((a, b) => b.at - a.at);
        for (const { id } of found.splice(MOST_RECEIPTS)) tx.del(`receipt:${id}`);
        for (const one of found) {
          tx.get(`q:${one.id}`, (row) => row && (one.here = 'waiting'));
          tx.get(`dead:${one.id}`, (row) => row && (one.here = 'refused'));
        }
        then(found);
      },
    );
  };
  const held = async () => {
    let found: Own[] = [];
    await quietly(place(), (tx) => visit(tx, (own) => void (found = own)));
    return found;
  };
  const readKept = async () => {
    const kept = await readRow<KeptNews>(place(), KEPT);
    return kept?.v === 1 && kept.url === endpoint ? kept : undefined;
  };
  const tell = (own: Held[], kept: KeptNews | undefined) => {
    const news = newsOf(own, kept);
    desk.some = !!(news.own[0] || news.changes[0]);
    desk.fresh = [...news.own, ...news.changes].some(({ fresh }) => fresh);
    return news;
  };

  /**
   * What is kept is written together with a look at the receipts: of those that were reset or withdrawn meanwhile nothing
   * is written.
   */
  const keep = (next: (own: Own[]) => KeptNews) =>
    quietly(place(), (tx) =>
      visit(tx, (own) => {
        const kept = next(own);
        tx.put(KEPT, kept);
        tell(own, kept);
      }),
    );

  const askNow = async (receipts: boolean): Promise<boolean> => {
    const asking = { endpoint, timeoutMs: timing.requestTimeoutMs, anew: receipts };
    const before = await readKept();
    const mine = receipts ? (await held()).filter(({ here }) => !here) : [];
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
    if (changed === 'none') {
      const nothing: KeptNews = { v: 1, url: endpoint, at, updates: [], own: {}, looked: [], fresh: false };
      await putRow(place(), KEPT, { ...nothing, ...before, noneUntil: at + NONE_MS });
      return false;
    }
    const updates = changed === 'failed' ? undefined : readUpdates(changed.json);
    const told = typeof became === 'object' ? readReceipts(became.json, ids) : undefined;
    if (!updates && !told) return false;
    await keep((now) => {
      const own = { ...before?.own, ...told };
      for (const id of Object.keys(own)) if (!now.some((one) => one.id === id)) delete own[id];
      return nextKept({ v: 1, url: endpoint, at, updates: updates ?? before?.updates ?? [], own }, before, now);
    });
    return !!updates && (!became || !!told);
  };

  let asked: Promise<boolean> | undefined;
  return {
    look: async () => tell(await held(), await readKept()),
    async ask(receipts) {
      // whoever looks is not answered with what was asked without their receipts
      if (asked) await asked;
      asked = askNow(receipts).finally(() => (asked = undefined));
      return asked;
    },
    async seen() {
      const kept = await readKept();
      if (kept) await keep((own) => lookedAt(kept, own));
    },
  };
};
