import { Hono, type MiddlewareHandler } from 'hono';
import { corsHeaders, refuse } from '../ingest/answer';
import type { Route, Tally } from '../prometheus/tally';
import { receiptsRoute } from '../receipts/receipts-route';
import type { Store } from '../storage/store';
import { type AdmissionOptions, createAdmission } from './admission';
import { updatesRoute } from './updates-route';

export interface VisitorRoutesOptions extends AdmissionOptions {
  store: Store;
  /** One line a problem; never a secret, a body or an address. */
  log: (line: string) => void;
  tally: Tally;
}

const preflight =
  (methods: string): MiddlewareHandler =>
  async (c) =>
    c.body(null, 204, {
      ...corsHeaders,
      'Access-Control-Allow-Methods': methods,
      'Access-Control-Allow-Headers': 'Content-Type, If-None-Match',
      'Access-Control-Max-Age': '86400',
    });

const otherMethod =
  (message: string, allow: string): MiddlewareHandler =>
  async (c) =>
    refuse(c, 405, { code: 'method_not_allowed', message }, { Allow: allow });

/** `/v1/updates` and `/v1/receipts`: what visitors' pages may ask. Whatever they answer is JSON and readable across origins. */
export const visitorRoutes = ({ store, log, tally, ...admitted }: VisitorRoutesOptions): Hono => {
  const app = new Hono();
  const options = { store, log, admission: createAdmission(admitted) };
  for (const route of ['updates', 'receipts'] satisfies Route[]) app.use(`/${route}`, tally.counted(route));

  app.get('/updates', updatesRoute(options));
  app.options('/updates', preflight('GET'));
  app.all('/updates', otherMethod('GET the published updates here.', 'GET, HEAD, OPTIONS'));

  app.post('/receipts', receiptsRoute(options));
  app.options('/receipts', preflight('POST'));
  app.all('/receipts', otherMethod('POST secrets here.', 'POST, OPTIONS'));
  return app;
};
