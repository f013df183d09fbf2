import { Hono } from 'hono';
import { html } from 'hono/html';
import { turnOff } from '../../mailings/choices';
import type { Unsubscribe } from '../../mailings/unsubscribe';
import type { Store } from '../../storage/store';
import type { Html, ReportApp } from '../context';
import { page } from '../page';

const NAMES = { digest: 'digest', alert: 'alerts' } as const;

const note = (title: string, body: Html) =>
  page({ title: `${title} · Earshot`, body: html`<div class="title"><h1>${title}</h1></div>${body}` });

/**
 * `/unsubscribe/:token`, without a sign-in: the link of a mail shows a button, since programs look at links; a POST, which a
 * mailbox makes for its reader (RFC 8058), turns that one thing off.
 */
export const unsubscribeRoutes = ({ store, unsubscribe }: { store: Store; unsubscribe: Unsubscribe }): ReportApp => {
  const app: ReportApp = new Hono();
  const unknown = note(
    'Not a link of ours',
    html`<p>This link is not whole. Sign in, and choose your mails under your name.</p>`,
  );

  app.get('/unsubscribe/:token', async (c) => {
    const found = await unsubscribe.read(c.req.param('token'));
    if (!found) return c.html(unknown, 404);
    const title = `Turn off the ${NAMES[found.kind]} of ${found.project}?`;
    return c.html(
      note(
        title,
        html`<form method="post"><button>Turn it off</button></form><p>Nothing else changes, and you need not sign in.</p>`,
      ),
    );
  });

  app.post('/unsubscribe/:token', async (c) => {
    const found = await unsubscribe.read(c.req.param('token'));
    if (!found) return c.html(unknown, 404);
    await turnOff(store.database.query, found);
    return c.html(
      note(
        'Turned off',
        html`<p>You get no more ${NAMES[found.kind]} of ${found.project}. You can turn it on again under your name.</p>`,
      ),
    );
  });
  return app;
};
