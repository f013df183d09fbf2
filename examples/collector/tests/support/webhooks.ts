import type { Projects } from '../../src/app';
import type { FeedbackRecord } from '../../src/contract';
import type { InsertOutcome } from '../../src/storage/insert';
import type { Store } from '../../src/storage/store';
import type { Post, Sending } from '../../src/webhooks/post';
import type { Answer } from '../../src/webhooks/verdict';
import type { Webhook } from '../../src/webhooks/webhook';
import { createWebhooks, type WebhooksOptions } from '../../src/webhooks/webhooks';
import { SHOP } from './collector';
import { newSecret } from './receiver';

export const T0 = Date.parse('2026-11-27T12:00:00Z');

export const webhook = (more: Partial<Webhook> = {}): Webhook => ({
  name: 'crm',
  url: 'https://crm.example/hook',
  secrets: [newSecret()],
  ...more,
});

/** A clock that stands still until it is moved. */
export const simulatedClock = (startMs = T0) => {
  let nowMs = startMs;
  return Object.assign(() => nowMs, {
    pass(ms: number) {
      nowMs += ms;
    },
  });
};

/** A network whose receivers answer as they are told, by URL, and which remembers what was sent. */
export const simulatedPost = () => {
  const sent: Sending[] = [];
  const answers = new Map<string, () => Answer | Promise<Answer>>();
  const post: Post = async (sending) => {
    sent.push(sending);
    return (answers.get(sending.url) ?? (() => ({ status: 204 })))();
  };
  return {
    post,
    sent,
    ids: () => sent.map(({ headers }) => headers['webhook-id']!),
    answer: (how: () => Answer | Promise<Answer>, url = webhook().url) => answers.set(url, how),
  };
};

let projects = 0;

/** Webhooks of a new project on `store`, which are moved by hand: nothing is sent until `send`. */
export const webhooksOn = (
  store: Store,
  webhooks: Webhook[],
  options: Partial<WebhooksOptions> & { project?: string } = {},
) => {
  const project = options.project ?? `told-${++projects}`;
  const logged: string[] = [];
  const configured: Projects = { [project]: { origins: [SHOP], webhooks } };
  const { post, ...simulated } = simulatedPost();
  const clock = simulatedClock();
  const all = createWebhooks({
    database: store.database,
    projects: configured,
    clock,
    log: (line) => logged.push(line),
    random: () => 0.5,
    post,
    ...options,
  });
  /** All that is due, until nothing is on its way. */
  const send = async () => {
    await all.loop.turn();
    await Promise.all(all.endpoints.map((endpoint) => endpoint.idle()));
  };
  return {
    ...all,
    ...simulated,
    clock,
    project,
    configured,
    logged,
    send,
    /** Stores a record as the route does; nothing is sent by it. */
    store: async (record: FeedbackRecord): Promise<InsertOutcome> => {
      const received = { project, receivedAtMs: (options.clock ?? clock)(), skewMs: 0 };
      const outcome = await all.announcing(store).insert(record, received);
      await Promise.all(all.endpoints.map((endpoint) => endpoint.idle()));
      return outcome;
    },
    rows: () =>
      store.database.query<{
        id: string;
        webhook: string;
        event: string;
        record_id: string;
        state: string;
        attempts: number;
        last_code: string;
        due_at: Date;
      }>('SELECT * FROM earshot_deliveries WHERE project = $1 ORDER BY id, webhook', [project]),
  };
};
