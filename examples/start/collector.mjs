import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { createCollector, openStore } from '../collector/dist/app.js';

/**
 * The report's token: ADMIN_TOKEN, else one kept in the data folder, so that a signed-in browser stays signed in when
 * the demo is started again. Where the folder cannot be written it is new at each start.
 */
const reportToken = (folder, given) => {
  if (given) return given;
  const file = join(folder, 'report-token');
  try {
    const kept = readFileSync(file, 'utf8').trim();
    if (kept) return kept; // a start that broke off may have left it empty
  } catch {}
  const token = randomBytes(24).toString('base64url');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, token, { mode: 0o600 });
  } catch {}
  return token;
};

/** The real collector for the projects of shop and gallery. Rejects with the collector's StartError, whose message is for people. */
export const startCollector = async ({ config, folder, origins }) => {
  const store = await openStore(config.where);
  const adminToken = reportToken(folder, config.adminToken);
  const collector = createCollector({
    store,
    projects: { shop: { origins }, gallery: { origins } },
    limits: config.limits,
    proxyHops: config.proxyHops,
    adminToken,
    metricsToken: config.metricsToken,
  });
  return {
    storage: store.database.name,
    adminToken,
    gone: store.database.gone,
    handle: getRequestListener(collector.app.fetch),
    close: collector.close,
  };
};
