import type { Projects } from '../limits';
import { type Database, type Query, StartError } from '../storage/database';
import { addDeliveries } from '../storage/deliveries';
import type { Store } from '../storage/store';
import { checkedUrl } from './checked-url';
import { emit, type StoredOccurred } from './emit';
import { createEndpoint, type Endpoint, type Outcome } from './endpoint';
import { createEndpointLog } from './endpoint-log';
import { createLoop } from './loop';
import { createPost, type Post } from './post';
import { createQueue } from './queue';
import { route, routeOfProject, webhooksOf } from './route';
import { SECRET_RULE, secretKey } from './secret';
import type { Webhook } from './webhook';

export interface WebhooksOptions {
  database: Database;
  projects: Projects;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** One line a problem; nothing of a submission. */
  log: (line: string) => void;
  /** From 0 up to 1. @default Math.random */
  random?: (() => number) | undefined;
  /** @default over HTTP, to public addresses only */
  post?: Post | undefined;
}

/** What the config file's reader checked is checked for programs that set it: else it fails when something is sent. */
const keysOf = (project: string, { name, url, secrets, allowPrivate = false }: Webhook): Buffer[] => {
  const at = `projects.${project}: webhook "${name}"`;
  checkedUrl(url, `${at}: url`, allowPrivate);
  const keys = secrets.map(secretKey);
  if (keys.length && keys.every((key) => key !== undefined)) return keys;
  throw new StartError('config', `${at}: a secret ${SECRET_RULE}`);
};

/**
 * Webhooks of all projects by Standard Webhooks: at least once, in no promised order. What has to be told is in the
 * database, so that any of the collectors that share it tells it.
 * @throws {StartError} `config` for a secret that is none, or an address that none may have.
 */
export const createWebhooks = (options: WebhooksOptions) => {
  const { database, projects, clock, log, random = Math.random, post = createPost() } = options;
  const queue = createQueue(database.query);
  const outcomes = new Map<Endpoint, Map<Outcome, number>>();

  const endpoints = Object.keys(projects).flatMap((project) =>
    webhooksOf(projects, project).map((webhook): Endpoint => {
      const place = { project, webhook: webhook.name };
      const counts = new Map<Outcome, number>();
      const endpoint = createEndpoint({
        place,
        webhook,
        keys: keysOf(project, webhook),
        queue,
        post,
        clock,
        random,
        log: createEndpointLog(place, log),
        count: (outcome) => counts.set(outcome, (counts.get(outcome) ?? 0) + 1),
      });
      outcomes.set(endpoint, counts);
      return endpoint;
    }),
  );
  const loop = createLoop({ database, queue, endpoints, clock, log });

  return {
    endpoints,
    loop,
    /** By this process, since it was started. */
    counted: (endpoint: Endpoint, outcome: Outcome): number => outcomes.get(endpoint)?.get(outcome) ?? 0,
    /**
     * The same store, whose `insert` tells the webhooks of new submissions. Give it to what takes them from visitors,
     * and the bare store to what must not be told of, e.g. an import of last year's.
     */
    announcing: (store: Store): Store =>
      endpoints.length
        ? {
            ...store,
            async insert(record, received) {
              const { project, receivedAtMs } = received;
              const deliveries = route(projects, { project, event: 'submission.created', record, atMs: receivedAtMs });
              const outcome = await store.insert(record, received, deliveries);
              if (outcome === 'accepted') void loop.wake(deliveries);
              return outcome;
            },
          }
        : store,
    /** Tells of what a transaction does to a stored submission (`emit.ts`); it is sent within a second of the commit. */
    emit: (query: Query, occurred: StoredOccurred): Promise<void> => emit(projects, query, occurred),
    /** Projects with a webhook that is told of figures that change. */
    toldOfFigures: Object.keys(projects).filter((project) =>
      webhooksOf(projects, project).some(({ events }) => events?.includes('figure.changed')),
    ),
    /** Tells of a figure that changed, within the transaction in which that is written down. */
    figureChanged: (query: Query, project: string, detail: object, atMs: number): Promise<void> =>
      addDeliveries(query, routeOfProject(projects, { project, event: 'figure.changed', atMs, detail })),
  };
};

/** Within a transaction. */
export type Emit = (query: Query, occurred: StoredOccurred) => Promise<void>;

export type Webhooks = ReturnType<typeof createWebhooks>;
