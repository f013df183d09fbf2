import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config';
import { readIngestLogConfig } from '../../src/log/config-log';

describe('the settings of the ingest log', () => {
  it('are none without servers', () => {
    expect(readIngestLogConfig(undefined, {})).toBeUndefined();
    const EARSHOT_PROJECTS = '{"shop":{"origins":[]}}';
    expect(readConfig({ EARSHOT_PROJECTS }).ingestLog).toBeUndefined();
    expect(readConfig({ EARSHOT_PROJECTS, INGEST_LOG: 'a' }).ingestLog?.servers).toEqual(['a:4222']);
  });

  it('come from INGEST_LOG, with defaults', () => {
    expect(readIngestLogConfig(undefined, { INGEST_LOG: 'nats://a:4223,b,nats://c' })).toEqual({
      servers: ['a:4223', 'b:4222', 'c:4222'],
      stream: 'EARSHOT',
      replicas: undefined,
      maxBytes: 1_073_741_824,
      tls: false,
      auth: undefined,
    });
  });

  it('come from the file; what is in the environment wins', () => {
    const file = { servers: ['tls://a'], stream: 'ONE', replicas: 1, maxBytes: 2_000_000, credentials: '/run/c.creds' };
    expect(readIngestLogConfig(file, {})).toEqual({
      servers: ['a:4222'],
      stream: 'ONE',
      replicas: 1,
      maxBytes: 2_000_000,
      tls: true,
      auth: { credentialsFile: '/run/c.creds' },
    });
    expect(readIngestLogConfig(file, { INGEST_LOG: 'b', INGEST_LOG_STREAM: 'TWO' })).toMatchObject({
      servers: ['b:4222'],
      stream: 'TWO',
    });
  });

  it.each([
    [{ INGEST_LOG: 'nats://ann:p%40ss@a,b' }, { user: 'ann', password: 'p@ss' }],
    [{ INGEST_LOG: 'nats://t0ken@a' }, { token: 't0ken' }],
    [{ INGEST_LOG: 'a', INGEST_LOG_TOKEN: 't0ken' }, { token: 't0ken' }],
    [{ INGEST_LOG: 'a', INGEST_LOG_CREDENTIALS: '/c.creds' }, { credentialsFile: '/c.creds' }],
  ])('say who it is: %j', (env, auth) => {
    expect(readIngestLogConfig(undefined, env)?.auth).toEqual(auth);
  });

  it.each([
    [undefined, { INGEST_LOG: 'http://user:secret@a' }, 'INGEST_LOG must name servers of NATS'],
    [undefined, { INGEST_LOG: 'nats://user:secret@a/x' }, 'INGEST_LOG must name servers of NATS'],
    [undefined, { INGEST_LOG: 'a,,b' }, 'INGEST_LOG must name servers of NATS'],
    [undefined, { INGEST_LOG_STREAM: 'X' }, 'INGEST_LOG is missing'],
    [undefined, { INGEST_LOG: 'a', INGEST_LOG_STREAM: 'a.b' }, 'INGEST_LOG_STREAM must be'],
    [{}, {}, 'ingestLog.servers must name servers'],
    [{ servers: [] }, {}, 'ingestLog.servers must name servers'],
    [{ servers: ['a'], stream: '*' }, {}, 'ingestLog.stream must be'],
    [{ servers: ['a'], replicas: 0 }, {}, 'ingestLog.replicas: 0 must be'],
    [{ servers: ['a'], maxBytes: 5 }, {}, 'ingestLog.maxBytes: 5 must be'],
    [{ servers: ['a'], url: 'b' }, {}, 'ingestLog.url is unknown'],
    [{ servers: ['a'], credentials: 5 }, {}, 'ingestLog.credentials must be'],
  ])('that are wrong are named by their path, and no password is shown: %j %j', (file, env, message) => {
    expect(() => readIngestLogConfig(file, env)).toThrow(message);
    expect(() => readIngestLogConfig(file, env)).not.toThrow(/secret/);
  });
});
