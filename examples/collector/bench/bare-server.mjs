/** For comparison, outside the budget: the framework alone, which reads the body and answers without checking or storing. */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const app = new Hono();
app.post('/v1/submissions', async (c) => {
  const { records } = JSON.parse(await c.req.text());
  return c.json({ results: records.map(({ id }) => ({ id, status: 'accepted' })) }, 200, {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': 'Retry-After',
  });
});
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => {
  console.log(`ready ${JSON.stringify({ url: `http://127.0.0.1:${port}` })}`);
});
