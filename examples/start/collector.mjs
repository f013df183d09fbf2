import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { createCollector, openStore, sampleProjects } from '../collector/dist/app.js';
import { step } from './programs.mjs';
import { fillWithSample } from './sample.mjs';

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

/** The projects of shop and gallery, and those of the sample, to which no page sends anything. */
const projectsOf = (origins, sample) => ({
  ...(sample && Object.fromEntries(sampleProjects.map((name) => [name, { origins: [], withoutOrigin: false }]))),
  shop: { origins },
  gallery: { origins },
});

/**
 * The real collector for the projects of shop and gallery, with the sample where it is wanted. Rejects with the
 * collector's StartError, whose message is for people.
 */
export const startCollector = async ({ config, folder, origins, sample }) => {
  // The first time the database is made, which takes some seconds.
  const store = await step('Opening the database', () => openStore(config.where));
  if (sample)
    await fillWithSample(store, sample).catch(async (error) => {
      await store.close();
      throw error;
    });
  const adminToken = reportToken(folder, config.adminToken);
  const collector = createCollector({
    store,
    projects: projectsOf(origins, sample),
    limits: config.limits,
    proxyHops: config.proxyHops,
    adminToken,
    metricsToken: config.metricsToken,
    mail: config.mail,
  });
  // Else the first look at the report would be at a part of it.
  if (sample && !(await collector.counted(0)))
    await step('Counting the sample', async () => {
      while (!(await collector.counted(1_000)));
    });
  return {
    storage: store.database.name,
    adminToken,
    gone: store.database.gone,
    handle: getRequestListener(collector.app.fetch),
    close: collector.close,
  };
};
