import { type Origin, serve } from '../support/origins';

/** Says "accepted" to every record at once: what is measured is the page, not a collector. */
export const answeringEndpoint = (): Promise<Origin> =>
  serve(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { records = [] } = JSON.parse(body || '{}') as { records?: { id: string }[] };
    response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'application/json' });
    response.end(JSON.stringify({ results: records.map(({ id }) => ({ id, status: 'accepted' })) }));
  });
