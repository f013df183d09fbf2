import type { Family } from '../prometheus/exposition';
import type { Endpoint, Outcome } from './endpoint';
import type { Webhooks } from './webhooks';

const OUTCOMES: Outcome[] = ['delivered', 'failed', 'dead', 'dropped'];

/** What `GET /metrics` shows of webhooks. Asks no database: what waits was counted a moment ago. */
export const webhookFamilies = ({ endpoints, loop, counted }: Webhooks): Family[] => {
  if (!endpoints.length) return [];
  const labelsOf = ({ place }: Endpoint) => ({ project: place.project, webhook: place.webhook });
  return [
    {
      name: 'earshot_webhook_deliveries_total',
      help: 'Attempts to deliver to a webhook by how they ended: delivered, failed (made again), dead (given up), dropped (erased before).',
      type: 'counter',
      samples: endpoints.flatMap((endpoint) =>
        OUTCOMES.map((outcome) => ({
          labels: { ...labelsOf(endpoint), outcome },
          value: counted(endpoint, outcome),
        })),
      ),
    },
    {
      name: 'earshot_webhook_backlog',
      help: 'Deliveries in the database that wait, or were given up and can be sent again. All collectors of it show the same.',
      type: 'gauge',
      samples: endpoints.flatMap((endpoint) =>
        (['waiting', 'dead'] as const).map((state) => ({
          labels: { ...labelsOf(endpoint), state },
          value: loop.counted(endpoint.place, state),
        })),
      ),
    },
    {
      name: 'earshot_webhook_disabled',
      help: '1 where the receiver answered 410 and this process leaves it alone.',
      type: 'gauge',
      samples: endpoints.map((endpoint) => ({ labels: labelsOf(endpoint), value: Number(endpoint.isDisabled()) })),
    },
  ];
};
