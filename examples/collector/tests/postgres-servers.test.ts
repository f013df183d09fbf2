import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openPostgres } from '../src/storage/postgres';
import { hostsOf, placeOf } from '../src/storage/postgres-hosts';
import { createServers } from '../src/storage/postgres-servers';
import { bestOf, isAway, noneWritable, type Seen } from '../src/storage/postgres-writable';

describe('DATABASE_URL', () => {
  it('of one server is left as it is', () => {
    for (const url of [
      'postgres://u:p@db/feedback?sslmode=require',
      'postgresql:///feedback?host=/run/pg',
      'postgres://[::1]:5433/x',
    ])
      expect(hostsOf(url)).toEqual([url]);
  });

  it('of several servers is one for each, with everything else', () => {
    const host = fc.constantFrom('db1', 'db-2.example', '10.0.0.3', '[::1]');
    const place = fc
      .tuple(host, fc.option(fc.integer({ min: 1, max: 65_535 })))
      .map(([name, port]) => (port === null ? name : `${name}:${port}`));
    const user = fc.constantFrom('', 'ann@', 'ann:p%40ss%2Fword@');
    const query = fc.constantFrom(
      '',
      '?target_session_attrs=read-write',
      '?sslmode=require',
      '?target_session_attrs=primary&sslmode=require',
    );
    fc.assert(
      fc.property(fc.array(place, { minLength: 2, maxLength: 5 }), user, query, (places, who, settings) => {
        const rest = settings.includes('sslmode') ? '/feedback?sslmode=require' : '/feedback';
        expect(hostsOf(`postgres://${who}${places.join()}/feedback${settings}`)).toEqual(
          places.map((one) => `postgres://${who}${one}${rest}`),
        );
      }),
    );
  });

  it.each([
    ['postgres://u:secret@a,b/x?target_session_attrs=read-only', 'target_session_attrs=read-only'],
    ['postgres://u:secret@a,,b/x', 'a host between two commas is missing'],
    ['postgres://u:secret@a,b:port/x', 'one of its hosts or ports is none'],
  ])('that is wrong says so without its password: %s', (url, message) => {
    expect(() => hostsOf(url)).toThrow(message);
    expect(() => hostsOf(url)).not.toThrow(/secret/);
  });

  it('is shown without user and password', () => {
    expect(placeOf('postgres://u:secret@db/feedback')).toBe('db:5432/feedback');
  });
});

const writable = (url: string, timeline: string): Seen => ({ url, writable: true, timeline });
const standby = (url: string): Seen => ({ url, writable: false, timeline: '' });
const dead = (url: string): Seen => ({ url, error: Object.assign(new Error('no'), { code: 'ECONNREFUSED' }) });

describe('of several servers', () => {
  it('the one that takes writes is used; of two the one that was promoted last, since the other one is behind', () => {
    expect(bestOf([dead('a'), standby('b'), writable('c', '00000001')])).toBe('c');
    expect(bestOf([writable('a', '00000001'), writable('b', '00000002')])).toBe('b');
    expect(bestOf([writable('a', '0000000A'), writable('b', '00000009')])).toBe('a');
    expect(bestOf([writable('a', ''), writable('b', '')])).toBe('a');
    expect(bestOf([dead('a'), standby('b')])).toBeUndefined();
    expect(noneWritable([dead('postgres://u:secret@a/x'), standby('postgres://b/x')]).message).toBe(
      'no server takes writes: a:5432/x does not answer (ECONNREFUSED); b:5432/x only reads',
    );
  });

  it.each([
    ['the network', { code: 'ECONNREFUSED' }, true],
    ['a connection that broke', {}, true],
    ['a server that is shut down', { severity: 'FATAL', code: '57P01' }, true],
    ['a server that only reads', { severity: 'ERROR', code: '25006' }, true],
    ['a row that does not fit', { severity: 'ERROR', code: '22P05' }, false],
    ['a deadlock', { severity: 'ERROR', code: '40P01' }, false],
  ])('another one is looked for after an error of %s: %o %s', (_, error, away) => {
    expect(isAway(error)).toBe(away);
  });

  it('one is looked for only after such an error, once for all who wait, and what was left is closed', async () => {
    let primary: string | undefined = 'a';
    const looked: string[] = [];
    const open = new Set<string>();
    const servers = createServers(
      ['a', 'b'],
      (url) => {
        open.add(url);
        return { url, end: async () => void open.delete(url) };
      },
      async (url) => {
        looked.push(url);
        return url === primary ? writable(url, '00000001') : dead(url);
      },
    );
    const urlNow = async () => (await servers.now()).url;
    expect(await Promise.all([urlNow(), urlNow(), urlNow()])).toEqual(['a', 'a', 'a']);
    expect(looked).toEqual(['a', 'b']);
    servers.failed({ severity: 'ERROR', code: '23505' });
    expect(await urlNow()).toBe('a');
    expect(looked).toHaveLength(2);

    primary = undefined;
    servers.failed(new Error('Connection terminated unexpectedly'));
    await expect(servers.now()).rejects.toThrow('no server takes writes');
    primary = 'b';
    expect(await Promise.all([urlNow(), urlNow()])).toEqual(['b', 'b']);
    expect([...open]).toEqual(['b']);
    expect(looked).toHaveLength(6);
    await servers.close();
    expect(open.size).toBe(0);
  });

  it('and of one alone there is no choice: nothing is looked at', async () => {
    const servers = createServers(
      ['a'],
      () => ({ end: async () => {} }),
      async () => {
        throw new Error('looked');
      },
    );
    servers.failed(new Error('gone'));
    expect((await servers.now()).url).toBe('a');
  });
});

describe.runIf(process.env['TEST_DATABASE_URL'])('on a real PostgreSQL', () => {
  const url = new URL(process.env['TEST_DATABASE_URL'] ?? 'postgres://a');
  const several = (hosts: string) => `postgres://${url.username}@${hosts}${url.pathname}`;

  it('one that is not there is passed over, also for what takes long, and after a connection is lost', async () => {
    const database = await openPostgres({ url: several(`127.0.0.1:1,${url.host}`) });
    expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    const pidOf = async () => (await database.query<{ pid: number }>('SELECT pg_backend_pid() AS pid'))[0]!.pid;
    await expect(
      database.transaction((query) => query('SELECT pg_terminate_backend(pg_backend_pid())')),
    ).rejects.toThrow();
    expect(await pidOf()).toBeGreaterThan(0);
    expect(await database.patiently((query) => query('SELECT 2 AS two'))).toEqual([{ two: 2 }]);
    await database.close();
  });

  it('where none takes writes the start says of each why', async () => {
    const reading = `${several(`127.0.0.1:1,${url.host}`)}?options=-c%20default_transaction_read_only%3Don`;
    await expect(openPostgres({ url: reading })).rejects.toThrow(
      /127\.0\.0\.1:1.*does not answer \(ECONNREFUSED\).*only reads\. Promote one, or correct DATABASE_URL\.$/,
    );
  });
});
