import { StartError } from './database';

/** What libpq may be asked for; of several servers the collector only ever wants the one that takes writes. */
const WRITABLE = ['read-write', 'primary'];

const wrong = (why: string): never => {
  throw new StartError(
    'config',
    `DATABASE_URL: ${why}. Write several servers like postgres://user:password@host1:5432,host2:5432/database.`,
  );
};

/**
 * One connection string a server. `url` may name several, as libpq's may: `postgres://user@host1:5432,host2/database`,
 * with `?target_session_attrs=read-write` or without it. One server's is given back as it is.
 * @throws {StartError} `config`. The string itself is not in the message: it holds a password.
 */
export const hostsOf = (url: string): string[] => {
  const [, scheme, user = '', hosts, path = '', query = ''] =
    /^(postgres(?:ql)?:\/\/)([^/?#]*@)?([^/?#@]*)([^?#]*)\??(.*)$/.exec(url) ?? [];
  if (!hosts?.includes(',')) return [url];
  const settings = new URLSearchParams(query);
  const wanted = settings.get('target_session_attrs');
  if (wanted !== null && !WRITABLE.includes(wanted))
    wrong(`target_session_attrs=${wanted} is not for a collector, which writes: it may be ${WRITABLE.join(' or ')}`);
  settings.delete('target_session_attrs');
  const rest = `${path}${settings.size ? `?${settings}` : ''}`;
  const each = hosts.split(',');
  if (each.some((host) => !host)) wrong('a host between two commas is missing');
  const urls = each.map((host) => `${scheme}${user}${host}${rest}`);
  for (const one of urls)
    try {
      new URL(one);
    } catch {
      wrong('one of its hosts or ports is none');
    }
  return urls;
};

/** For messages: host, port and database without user and password. */
export const placeOf = (url: string): string => {
  try {
    const { hostname, port, pathname } = new URL(url);
    return `${hostname || 'the local socket'}:${port || 5432}${pathname}`;
  } catch {
    return 'DATABASE_URL';
  }
};
