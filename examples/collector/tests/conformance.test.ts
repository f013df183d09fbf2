import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { CHECKS } from '../../../src/cli/conformance/checks';
import { conformance } from '../../../src/cli/conformance/run';
import { newDataFolder } from './support/data-folder';
import { startProcess } from './support/process';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

const serve = async (listener: RequestListener) => {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
};
const ask = async (endpoint: string, origin = 'https://shop.example') => {
  const said: string[] = [];
  const outcome = await conformance({ endpoint, project: 'shop', origin }, (line) => said.push(line));
  return { ...outcome, said: said.join('\n') };
};

describe('The conformance test', () => {
  it('finds nothing to mend in this collector', async () => {
    const running = await startProcess({ DATA_DIR: await newDataFolder() });
    const { findings, passed, said } = await ask(`${running.url}/v1/submissions`);
    await running.stop('SIGTERM');
    expect({ findings, said: findings.length ? said : '' }).toEqual({ findings: [], said: '' });
    expect(passed).toBe(CHECKS.length);
    expect(said).toMatch(new RegExp(`\\n${CHECKS.length} passed, 0 failed$`));
  });

  it('finds what is missing in one that says 200 to everything', async () => {
    const { failed, said } = await ask(await serve((_request, response) => void response.end('ok')));
    expect(failed).toBeGreaterThan(CHECKS.length - 2);
    expect(said).toContain('Answer 200 with {"results"');
  });

  it('finds in a naive one that it has no CORS, acks twice, and refuses a batch for one record', async () => {
    const endpoint = await serve(async (request, response) => {
      let body = '';
      for await (const part of request) body += part;
      try {
        const { records } = JSON.parse(body);
        for (const { kind, v } of records) if (kind !== 'submission' || v !== 1) throw new Error('bad record');
        response.setHeader('content-type', 'application/json');
        response.end(
          JSON.stringify({ results: records.map(({ id }: { id: string }) => ({ id, status: 'accepted' })) }),
        );
      } catch {
        response.writeHead(500).end();
      }
    });
    const { findings } = await ask(endpoint);
    for (const part of [
      'another origin',
      'comes again',
      'another body',
      'ten times',
      'others are bad',
      'record of a newer version',
      'batch of a newer version',
      'no batch',
    ])
      expect(findings.join('\n')).toContain(part);
    expect(findings.join('\n')).not.toContain('text/plain');
  });

  it('says what is wrong with an endpoint where nobody listens, one that redirects, and one that does not know the site', async () => {
    const gone = await serve(() => {});
    servers.at(-1)!.close();
    servers.at(-1)!.closeAllConnections();
    expect((await ask(gone)).said).toMatch(/no answer \(.*ECONNREFUSED/);
    const moved = await ask(await serve((_request, response) => void response.writeHead(301, { location: '/' }).end()));
    expect(moved.said).toContain('redirects with 301');
    const running = await startProcess({ DATA_DIR: await newDataFolder() });
    const stranger = await ask(`${running.url}/v1/submissions`, 'https://elsewhere.example');
    await running.stop('SIGTERM');
    expect(stranger).toMatchObject({ passed: 0, failed: 1 });
    expect(stranger.said).toMatch(/answers 403 .*https:\/\/elsewhere\.example.*--origin/s);
  });
});
