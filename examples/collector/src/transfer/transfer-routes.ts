import { Hono } from 'hono';
import { bearer } from '../admin/bearer';
import type { AdminCheck } from '../admin/token';
import { respondentsRoute } from '../retention/respondents-route';
import { exportRoute } from './export-route';
import { importRoute, type TransferOptions } from './import-route';

export interface TransferRoutesOptions extends TransferOptions {
  admin: AdminCheck;
  proxyHops: number;
  /** Waits until what was received is stored, and resolves with whether it is. @default it always is */
  settled?: (() => Promise<boolean>) | undefined;
}

/** What goes in and out of `/v1/admin` as a whole: export, import, and the erasure of a person. */
export const transferRoutes = (options: TransferRoutesOptions): Hono => {
  const app = new Hono();
  const door = bearer(options.admin, 'admin', options.proxyHops);
  app.get('/export', door, exportRoute(options));
  app.post('/import', door, importRoute(options));
  app.delete('/respondents', door, respondentsRoute(options.store, options.clock, options.settled));
  return app;
};
