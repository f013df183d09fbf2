import { type Env, fail, type Json, objectAt, onlyKeys } from '../config-read';
import { checkedUrl } from './checked-url';
import { flagAt, listAt, oneOf, quoted, whenAt } from './config-when';
import { SECRET_RULE, secretKey } from './secret';
import { EVENTS, type Webhook, type WebhookEvent } from './webhook';

const EXAMPLE = '[{"name":"crm","url":"https://crm.example/earshot","secretEnv":"CRM_SECRET"}]';

const MAX_SECRETS = 3;
const PAYLOADS: NonNullable<Webhook['payload']>[] = ['full', 'thin'];

/** One secret or a list of them; in the environment, where lists have no form, with spaces between them. Never quoted. */
const secretsAt = ({ secret, secretEnv }: Json, path: string, env: Env): string[] => {
  if ((secret === undefined) === (secretEnv === undefined))
    fail(`${path} needs either "secret" or "secretEnv", the name of a variable that holds it.`);
  if (secretEnv !== undefined && (typeof secretEnv !== 'string' || !env[secretEnv]))
    fail(`${path}.secretEnv: the variable ${quoted(secretEnv)} is not set.`);
  const where = secretEnv === undefined ? `${path}.secret` : `${path}.secretEnv: ${secretEnv}`;
  const given: unknown[] =
    secretEnv === undefined
      ? Array.isArray(secret)
        ? secret
        : [secret]
      : env[secretEnv as string]!.trim().split(/\s+/);
  if (!given.length || given.length > MAX_SECRETS)
    fail(`${where} must be one secret, or up to ${MAX_SECRETS} while rotating.`);
  return given.map((one) => (typeof one === 'string' && secretKey(one) ? one : fail(`${where} ${SECRET_RULE}`)));
};

const webhookAt = (value: unknown, path: string, env: Env): Webhook => {
  const webhook = objectAt(value, path, EXAMPLE.slice(1, -1));
  onlyKeys(webhook, ['name', 'url', 'secret', 'secretEnv', 'events', 'when', 'tests', 'payload', 'allowPrivate'], path);
  const { name, url, events, when, tests, payload } = webhook;
  if (typeof name !== 'string' || !/^[a-zA-Z0-9._-]{1,64}$/.test(name))
    fail(`${path}.name: a webhook's name is 1 to 64 of A-Z a-z 0-9 . _ -`);
  const allowPrivate = flagAt(webhook['allowPrivate'], `${path}.allowPrivate`);
  return {
    name: name as string,
    url: checkedUrl(url, `${path}.url`, allowPrivate ?? false),
    secrets: secretsAt(webhook, path, env),
    events: events === undefined ? undefined : listAt<WebhookEvent>(events, `${path}.events`, EVENTS),
    when: when === undefined ? undefined : whenAt(when, `${path}.when`),
    tests: flagAt(tests, `${path}.tests`),
    payload: payload === undefined ? undefined : oneOf(payload, PAYLOADS, `${path}.payload`),
    allowPrivate,
  };
};

/**
 * The webhooks of one project, as the config file has them.
 * @throws {StartError} `config` with the path of what is wrong.
 */
export const webhooksAt = (value: unknown, path: string, env: Env): Webhook[] => {
  if (!Array.isArray(value)) fail(`${path} must be a list, for example ${EXAMPLE}`);
  const webhooks = (value as unknown[]).map((entry, index) => webhookAt(entry, `${path}[${index}]`, env));
  webhooks.forEach(({ name }, index) => {
    if (webhooks.findIndex((other) => other.name === name) < index)
      fail(`${path}[${index}].name: "${name}" is there twice. What waits for a webhook is kept under its name.`);
  });
  return webhooks;
};
