import {
  adminToken,
  assertPortFree,
  createCollector,
  listen,
  openIngestLog,
  openStore,
  readConfig,
  StartError,
} from './app.js';

const start = async () => {
  const config = readConfig(process.env);
  await assertPortFree(config);
  const store = await openStore(config.where);
  const ingestLog =
    config.ingestLog &&
    (await openIngestLog(config.ingestLog).catch(async (error) => {
      await store.close();
      throw error;
    }));
  const admin = await adminToken(store, config.adminToken);
  // At once: only its hash is kept, and whatever fails from here on must not take it along.
  if (admin.token) console.log(`admin token, shown this once: ${admin.token}`);
  const { projects, limits, proxyHops, metricsToken, mail, publicUrl, host, port } = config;
  const collector = createCollector({
    store,
    projects,
    limits,
    proxyHops,
    adminToken: admin,
    metricsToken,
    mail,
    ingestLog,
    publicUrl,
  });
  const server = await listen(collector.app, { host, port }).catch(async (error) => {
    await collector.close();
    throw error;
  });

  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    console.log(`${signal}: finishing what was received`);
    try {
      collector.endLive();
      await server.stop();
      await collector.close();
      console.log('stopped');
    } catch (error) {
      console.error(`stopping: ${(error as Error).message}`);
      process.exitCode = 1;
    }
    process.exit();
  };
  // Without its database it could only answer 503 for ever; whoever watches this process can start it anew.
  void store.database.gone.then((why) => {
    console.error(`${store.database.name} is gone: ${why.message}`);
    process.exit(1);
  });
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);

  console.log(`storage: ${store.database.name}`);
  if (ingestLog) console.log(`ingest log: ${ingestLog.name}`);
  console.log(`report: ${server.url}/report${admin.token ? `?token=${admin.token}` : ''}`);
  console.log(`listening on ${server.url}`);
  // For programs that start this one: everything they need, on one line.
  console.log(`ready ${JSON.stringify({ url: server.url })}`);
};

start().catch((error: unknown) => {
  console.error(error instanceof StartError ? error.message : error);
  process.exit(1);
});
