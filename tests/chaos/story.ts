import type { Exchange } from '../support/fault-proxy';

type Databases = { [name: string]: { [key: string]: unknown } };

/** Lines that are told before the words were asked for, and after they were last heard of. */
const [BEFORE, AFTER] = [20, 60];

/** The last digits of an id say which one it is. */
const short = (id: string) => id.slice(-6);

/** What a walk did and what came of it, line by line: told only where something went wrong with words. */
export function startStory() {
  const startedMs = Date.now();
  const lines: { atMs: number; what: string; ids: string[] }[] = [];
  const note = (what: string, ids: string[] = []) => {
    lines.push({ atMs: Date.now() - startedMs, what, ids });
  };
  return {
    note,
    /** The same exchange; what the collector said and what the page was told are noted. */
    overheard(exchange: Exchange, network: string): Exchange {
      const { ids, method, ended } = exchange.seen;
      if (method !== 'POST') return exchange;
      let left = false;
      ended.then(() => (left = true));
      note(`sent over “${network}”: ${ids.map(short).join(' ')}`, ids);
      const said = (who: string, status: number, body: string) => {
        const results = [...body.matchAll(/"id":"([^"]+)","status":"(\w+)"/g)].map(
          ([, id, is]) => `${short(id!)} ${is}`,
        );
        note(`${who} ${status} ${results.join(', ')}`, ids);
      };
      return {
        ...exchange,
        async forward(body) {
          const answer = await exchange.forward(body).catch((error) => {
            note(`the collector is away: ${error.message}`, ids);
            throw error;
          });
          said('the collector said', answer.status, answer.body);
          return answer;
        },
        reply(answer) {
          said(left ? 'the page is gone, nobody is told' : 'the page is told', answer.status, answer.body);
          exchange.reply(answer);
        },
        cut() {
          note('the connection is cut', ids);
          exchange.cut();
        },
      };
    },
    /** What was done around these records, by id, and which rows the device has at the end. */
    about(suspects: { token: string; id: string }[], databases: Databases): string[] {
      const isAbout = ({ what, ids }: (typeof lines)[number]) =>
        suspects.some(({ token, id }) => what.startsWith(token) || ids.includes(id));
      const first = lines.findIndex(isAbout);
      const last = lines.map(isAbout).lastIndexOf(true);
      return [
        ...suspects.map(({ token, id }) => `${token} is ${id}`),
        ...lines
          .slice(Math.max(0, first - BEFORE), last + AFTER)
          .map((line) => `${isAbout(line) ? '*' : ' '}${String(line.atMs).padStart(8)} ms  ${line.what}`),
        ...Object.entries(databases).map(([name, rows]) => `database ${name}: ${Object.keys(rows).join(' ')}`),
      ];
    },
  };
}
