// `npm start`: shop, collector and report on one port. Node alone is needed; what is missing is installed and built.
import { join } from 'node:path';
import { HELP, readArguments } from './start/arguments.mjs';
import { isNodeEnough } from './start/node-floor.mjs';
import { prepare, StartError } from './start/prepare.mjs';

const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
const HOST = '127.0.0.1';
/** Errors whose message is meant to be printed as it is. */
const forPeople = [StartError];

const listen = (server, port) =>
  new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const why = error.code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be used (${error.code})`;
      reject(new StartError(`Port ${port} ${why}. Choose another one: PORT=${port + 1} npm start`));
    });
    server.listen(port, HOST, () => resolve(server.address().port));
  });

const notReady = (_request, response) =>
  response.writeHead(503, { 'access-control-allow-origin': '*', 'retry-after': '1' }).end();

const start = async () => {
  if (!isNodeEnough(process.versions.node))
    throw new StartError(`Earshot needs Node 20.19 or newer, of Node 22 at least 22.12; this is ${process.version}.`);
  const { help, sample } = readArguments(process.argv.slice(2));
  if (help) return console.log(HELP);
  await prepare(root);

  // Only now: these need what was installed and built.
  const { readConfig, StartError: CollectorError } = await import('./collector/dist/app.js');
  forPeople.push(CollectorError);
  const { startCollector } = await import('./start/collector.mjs');
  const { shopServer } = await import('./start/shop-server.mjs');

  // Invented feedback never lies beside what people said.
  const folder = process.env.DATA_DIR || join(root, sample ? '.earshot-sample' : '.earshot');
  if (sample && process.env.DATA_DIR && !process.env.DATABASE_URL)
    console.log(`The sample goes into ${folder}, because DATA_DIR says so. Without it, it has a folder of its own.`);
  // Which origins shop and gallery have is known when the port is.
  const env = { ...process.env, DATA_DIR: folder };
  // A file may set mail, webhooks and more for shop and gallery, and have projects of its own.
  const projects = env.EARSHOT_CONFIG && !env.EARSHOT_PROJECTS ? undefined : '{"shop":{"origins":[]}}';
  const config = readConfig({ ...env, EARSHOT_PROJECTS: projects });

  let collector;
  const server = shopServer({ root, collector: (...exchange) => (collector?.handle ?? notReady)(...exchange) });
  // Before the database is opened, so that a taken port is said at once.
  const port = await listen(server, config.port);
  const origins = [`http://${HOST}:${port}`, `http://localhost:${port}`];
  collector = await startCollector({ config, folder, origins, sample });

  collector.gone.then((why) => {
    console.error(`\n${collector.storage} is gone: ${why.message}`);
    process.exit(1);
  });

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    console.log('\nStopping …');
    collector.endLive();
    const hurry = setTimeout(() => server.closeAllConnections(), 3000);
    await new Promise((done) => {
      server.close(done);
      server.closeIdleConnections();
    });
    clearTimeout(hurry);
    await collector.close();
    process.exit();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);

  const [address] = origins;
  console.log(`
  Shop       ${address}/
  Gallery    ${address}/gallery/
  Collector  ${address}/v1/submissions
  Report     ${address}/report?token=${encodeURIComponent(collector.adminToken)}

Stored in ${collector.storage}. Stop with Ctrl-C.`);
};

start().catch((error) => {
  console.error(forPeople.some((kind) => error instanceof kind) ? `\n${error.message}` : error);
  process.exit(1);
});
