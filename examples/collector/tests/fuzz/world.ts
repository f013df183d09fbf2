import { type Role, roles } from '../../src/accounts/person';
import { createSessions } from '../../src/accounts/sessions';
import { listen, type Store } from '../../src/app';
import { createUnsubscribe } from '../../src/mailings/unsubscribe';
import { SHOP, TOKEN, testCollector } from '../support/collector';
import { accountsOf, newAccount, PASSWORD } from '../support/people';
import { blob, listed, PNG } from '../support/pictures';
import { ces, newId, record, words } from '../support/records';
import { english, fields, teamMember } from '../support/updates';
import { webhook } from '../support/webhooks';
import type { World } from './api-requests';
import { createAsk } from './ask';
import type { Places } from './page-requests';

const METRICS_TOKEN = 'a-metrics-token-of-the-tests';
export const whoever = ['nobody', ...roles] as const;
export type Whoever = (typeof whoever)[number];

/** A collector that listens, on a database with something of everything, and who asks it. */
export const openWorld = async (store: Store) => {
  // Nobody listens there: each delivery fails at once, and waits.
  const hook = webhook({ name: 'hook', url: 'http://127.0.0.1:9/hook', allowPrivate: true, tests: true });
  const collector = testCollector(store, {
    projects: { shop: { origins: [SHOP], webhooks: [hook] }, other: { origins: ['*'] } },
    metricsToken: METRICS_TOKEN,
    // Whoever asks comes from many addresses; how often one may ask is tested elsewhere.
    proxyHops: 1,
    limits: { perIpPerMinute: 0, perProjectPerMinute: 0, attachmentsPerIpPerMinute: 0, attachmentsAtOncePerIp: 0 },
  });
  const asking = { email: 'kim@shop.example', name: 'Kim', wantsReply: true };
  const records = [
    record({ attachments: [listed('shot', PNG)], respondent: { anonId: 'device-1', userKey: 'u-1', contact: asking } }),
    record({ answers: [ces(1), words('Slow.')], respondent: { userKey: 'u-1' }, data: { cart: 3 } }),
    record({ kind: 'impression', answers: [] }),
    record({ test: true, touchpoint: 'checkout' }),
  ];
  await collector.send(records);
  await collector.attach({ record: records[0]!.id, attachment: 'shot', file: blob(PNG) });
  const member = await teamMember(collector, 'shop');
  const draft = await member.draft(fields(english()));
  const published = await member.draft(fields(english('Faster')));
  await member.post(`/updates/${published}/publish`);
  const listening = await listen(collector.app, { host: '127.0.0.1', port: 0 });

  const accounts = accountsOf(store);
  const sessions = createSessions(store.database, Date.now);
  const cookies = new Map<Whoever, string>();
  const cookieOf = async (who: Whoever): Promise<string> => {
    if (who === 'nobody') return '';
    let cookie = cookies.get(who);
    if (!cookie) {
      const name = `the-${who}`;
      if (!(await accounts.find(name))) await newAccount(store, name, who as Role);
      const found = await accounts.check(name, PASSWORD);
      // Somebody gave it another password or role, or took it away: it begins anew.
      if (!found) {
        await store.database.query('DELETE FROM earshot_accounts WHERE name = $1', [name]);
        return cookieOf(who);
      }
      cookie = `earshot_report=${(await sessions.start(found)).value}`;
      cookies.set(who, cookie);
    }
    return cookie;
  };
  for (const who of whoever) await cookieOf(who);
  await newAccount(store, 'victim', 'read');

  const world: World = {
    project: 'shop',
    records: [...records.map(({ id }) => id), newId()],
    attachment: 'shot',
    webhook: 'hook',
    origin: SHOP,
    tokens: { admin: TOKEN, metrics: METRICS_TOKEN },
  };
  const places: Places = {
    project: ['shop', 'other', 'nope', '__proto__', 'constructor'],
    id: [...world.records, draft, published, 'new'],
    attachment: ['shot', 'none'],
    name: ['victim', 'the-read', 'nobody-at-all'],
    respondent: ['0'.repeat(32)],
    token: [await createUnsubscribe(store).token({ kind: 'digest', person: 'victim', project: 'shop' }), 'no.token'],
  };
  const rows = await store.database.query<{ respondent: string }>(
    'SELECT respondent FROM earshot_submissions WHERE respondent IS NOT NULL',
  );
  places['respondent']!.push(...rows.map(({ respondent }) => respondent));
  const { ask, close } = createAsk(listening.url);
  return {
    collector,
    world,
    places,
    ask,
    cookieOf,
    /** More to look at, at the front of the places. */
    async refill() {
      const more = [record({ respondent: { contact: asking } }), record({ answers: [ces(1)] })];
      await collector.send(more);
      places['id']!.unshift(...more.map(({ id }) => id));
    },
    /** Sessions may have ended. */
    forget: () => cookies.clear(),
    async close() {
      close();
      await listening.stop();
      await collector.close();
    },
  };
};
