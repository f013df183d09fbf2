import { readFileSync } from 'node:fs';
import { longToken } from './admin/token';
import { type Env, EXAMPLE, fail, type Json, objectAt, onlyKeys } from './config-read';
import { defaultLimits, type Limits, type Project, type Projects } from './limits';
import { type IngestLogConfig, readIngestLogConfig } from './log/config-log';
import { type MailConfig, readMailConfig } from './mail/config';
import { hostsOf } from './storage/postgres-hosts';
import type { Where } from './storage/store';
import { webhooksAt } from './webhooks/config-webhooks';

export interface Config {
  host: string;
  port: number;
  where: Where;
  projects: Projects;
  limits: Limits;
  proxyHops: number;
  adminToken: string | undefined;
  metricsToken: string | undefined;
  mail: MailConfig | undefined;
  ingestLog: IngestLogConfig | undefined;
  publicUrl: string | undefined;
}

/** A hundred years: longer ones are slips of the finger. */
const MAX_RETENTION_DAYS = 36_500;

const originAt = (value: unknown, path: string): string => {
  if (value === '*' || value === 'null') return value;
  let url: URL | undefined;
  try {
    url = new URL(String(value));
  } catch {}
  // `capacitor://localhost` and other app schemes have the opaque origin "null" for URL, but a real one in the header.
  const isOrigin =
    typeof value === 'string' && url && (url.origin === value || /^[a-z][a-z0-9+.-]*:\/\/[^/]+$/.test(value));
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  if (!isOrigin || (isWeb && url?.origin !== value))
    fail(
      `${path}: ${JSON.stringify(value)} is no origin. Write scheme, host and port only, like "https://shop.example", or "null", or "*".`,
    );
  return String(value);
};

/** Where the report is reached: an origin, since its paths are its own. */
const publicUrlAt = (value: unknown, path: string): string | undefined => {
  if (value === undefined) return undefined;
  let url: URL | undefined;
  try {
    url = new URL(String(value));
  } catch {}
  if (
    !url ||
    !['https:', 'http:'].includes(url.protocol) ||
    url.pathname !== '/' ||
    url.search ||
    url.hash ||
    url.username
  )
    fail(
      `${path}: ${JSON.stringify(value)} is no address. Write where people reach the report, like "https://feedback.example.com".`,
    );
  return url!.origin;
};

const timeZoneAt = (value: unknown, path: string): string => {
  try {
    if (typeof value === 'string') return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone;
  } catch {}
  return fail(`${path}: ${JSON.stringify(value)} is no time zone. Write an IANA name, like "Asia/Seoul" or "UTC".`);
};

const projectsAt = (value: unknown, path: string, env: Env): Projects => {
  const projects: Projects = Object.create(null);
  for (const [name, entry] of Object.entries(objectAt(value, path))) {
    const at = `${path}.${name}`;
    if (!/^[a-zA-Z0-9._-]{1,64}$/.test(name)) fail(`${at}: a project's name is 1 to 64 of A-Z a-z 0-9 . _ -`);
    const project = objectAt(entry, at);
    onlyKeys(project, ['origins', 'withoutOrigin', 'timeZone', 'webhooks', 'followUp', 'retentionDays'], at);
    const { origins, withoutOrigin, timeZone, webhooks, followUp, retentionDays } = project;
    if (!Array.isArray(origins)) fail(`${at}.origins must be a list, for example ["https://shop.example"].`);
    if (withoutOrigin !== undefined && typeof withoutOrigin !== 'boolean')
      fail(`${at}.withoutOrigin must be true or false.`);
    if (followUp !== undefined && followUp !== 'each' && followUp !== 'theme')
      fail(`${at}.followUp must be "each" or "theme".`);
    projects[name] = {
      origins: (origins as unknown[]).map((origin, index) => originAt(origin, `${at}.origins[${index}]`)),
      withoutOrigin: withoutOrigin as Project['withoutOrigin'],
      timeZone: timeZone === undefined ? undefined : timeZoneAt(timeZone, `${at}.timeZone`),
      ...(webhooks !== undefined && { webhooks: webhooksAt(webhooks, `${at}.webhooks`, env) }),
      followUp: followUp as Project['followUp'],
      ...(retentionDays !== undefined && {
        retentionDays: numberAt(retentionDays, `${at}.retentionDays`, 1, MAX_RETENTION_DAYS),
      }),
    };
  }
  if (!Object.keys(projects).length) fail(`${path} names no project, for example ${EXAMPLE}`);
  return projects;
};

const numberAt = (value: unknown, path: string, lowest: number, highest = Number.MAX_SAFE_INTEGER): number =>
  Number.isInteger(value) && (value as number) >= lowest && (value as number) <= highest
    ? (value as number)
    : fail(
        `${path}: ${JSON.stringify(value)} must be a whole number${highest < 1e9 ? ` from ${lowest} to ${highest}` : `, ${lowest} or more`}.`,
      );

/** The number that a text is, or the text itself, so that a message can quote it. */
const numeric = (text: string): unknown => (Number.isNaN(Number(text)) ? text : Number(text));

const limitsAt = (value: unknown, path: string): Limits => {
  const given = objectAt(value ?? {}, path);
  onlyKeys(given, Object.keys(defaultLimits), path);
  const limits = { ...defaultLimits };
  for (const key of Object.keys(given) as (keyof Limits)[])
    limits[key] = numberAt(given[key], `${path}.${key}`, key.startsWith('max') ? 1 : 0);
  return limits;
};

const parse = (text: string, what: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    return fail(`${what} is not JSON: ${(error as Error).message}`);
  }
};

const readFile = (path: string): Json => {
  let text = '';
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    fail(`EARSHOT_CONFIG: ${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
  const config = objectAt(parse(text, path), path);
  onlyKeys(config, ['projects', 'limits', 'proxyHops', 'mail', 'publicUrl', 'ingestLog'], path);
  return config;
};

/**
 * Where the data is; what needs no project asks only for this.
 * @throws {StartError} `config`
 */
export const readWhere = (env: Env): Config['where'] => {
  const url = env['DATABASE_URL'];
  if (url && !/^postgres(ql)?:\/\//.test(url)) fail('DATABASE_URL must begin with postgres:// or postgresql://');
  if (url) hostsOf(url);
  const partitions = env['PARTITIONS'] ? ('month' as const) : undefined;
  if (partitions && env['PARTITIONS'] !== partitions) fail('PARTITIONS must be "month", or not be set.');
  if (partitions && !url) fail('PARTITIONS is for PostgreSQL: set DATABASE_URL, or leave PARTITIONS out.');
  return url
    ? { postgres: { url, schema: env['DATABASE_SCHEMA'] || undefined }, ...(partitions && { partitions }) }
    : { dataDir: env['DATA_DIR'] || './.earshot' };
};

/**
 * Settings from the environment and from the file that EARSHOT_CONFIG names; EARSHOT_PROJECTS wins over the file.
 * @throws {StartError} `config` with the path of what is wrong.
 */
export const readConfig = (env: Env): Config => {
  const file = env['EARSHOT_CONFIG'];
  const config = file ? readFile(file) : {};
  const given = env['EARSHOT_PROJECTS'];
  if (!given && !config['projects'])
    fail(`No project is set. Set EARSHOT_PROJECTS='${EXAMPLE}', or EARSHOT_CONFIG to a file with "projects".`);
  const projects = given
    ? projectsAt(parse(given, 'EARSHOT_PROJECTS'), 'EARSHOT_PROJECTS', env)
    : projectsAt(config['projects'], 'projects', env);
  return {
    host: env['HOST'] || '127.0.0.1',
    port: numberAt(numeric(env['PORT'] || '8787'), 'PORT', 0, 65_535),
    where: readWhere(env),
    projects,
    limits: limitsAt(config['limits'], 'limits'),
    proxyHops: numberAt(config['proxyHops'] ?? 0, 'proxyHops', 0, 10),
    adminToken: env['ADMIN_TOKEN'] ? longToken(env['ADMIN_TOKEN'], 'ADMIN_TOKEN') : undefined,
    metricsToken: env['METRICS_TOKEN'] ? longToken(env['METRICS_TOKEN'], 'METRICS_TOKEN') : undefined,
    mail: readMailConfig(config['mail'], env),
    ingestLog: readIngestLogConfig(config['ingestLog'], env),
    publicUrl: publicUrlAt(env['PUBLIC_URL'] || config['publicUrl'], env['PUBLIC_URL'] ? 'PUBLIC_URL' : 'publicUrl'),
  };
};
