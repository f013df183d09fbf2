import { fail } from '../config-read';
import { literalOf, reachOf } from './address';

/** Names of this machine itself, which no resolver has to be asked for. */
const isLocalName = (hostname: string) => hostname === 'localhost' || hostname.endsWith('.localhost');

/**
 * An address that a webhook may have, as far as it says where it leads; a name is looked up when it is connected to.
 * @throws {StartError} `config`
 */
export const checkedUrl = (value: unknown, path: string, allowPrivate: boolean): string => {
  let url: URL | undefined;
  try {
    url = new URL(String(value));
  } catch {}
  if (typeof value !== 'string' || !url || !/^https?:$/.test(url.protocol))
    return fail(`${path} must be an address like "https://crm.example/earshot".`);
  if (url.username || url.password)
    fail(`${path} holds a user or password. Deliveries are signed: take them out, and let the receiver verify.`);
  const literal = literalOf(url.hostname);
  const reach = literal ? reachOf(literal) : isLocalName(url.hostname) ? 'loopback' : 'public';
  if (url.protocol === 'http:' && reach !== 'loopback')
    fail(`${path} must begin with https:// – http:// is for this machine itself, like "http://127.0.0.1:3000".`);
  if (reach === 'refused') fail(`${path}: no receiver has the address ${url.hostname}.`);
  if (reach !== 'public' && !allowPrivate)
    fail(`${path}: ${url.hostname} is a private address. If that is meant, set "allowPrivate": true beside it.`);
  return value;
};
