import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Listener } from '../../live/live';
import type { ReportApp, ReportContext } from '../context';
import { script } from './live-script';

/** What others in between take for a connection that is dead, at the soonest. */
const HEARTBEAT_MS = 20_000;
/** Then the page comes back, with whatever session it has by then, and perhaps to another collector. */
const LONGEST_MS = 600_000;
const RETRY_MS = 5_000;

/** A moment that an address or a header gives; undefined where it is none. */
const momentOf = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;

const TOO_MANY = {
  person: [
    429,
    'You have too many pages of the report open that hear of new submissions. Close some, or reload by hand.',
  ],
  process: [503, 'Too many pages of the report are open on this collector. Reload by hand.'],
} as const;

/** The script of the pages that hear of new submissions. It tells nothing, so nobody has to sign in for it. */
export const serveLiveScript = (c: Context) =>
  c.body(script, 200, { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'max-age=86400' });

/** `/p/:project/live`: server-sent events that say how many submissions came since `?since=`, and nothing of them. */
export const liveRoutes = ({ projects, live, clock, missing }: ReportContext): ReportApp => {
  const app: ReportApp = new Hono();
  const names = Object.keys(projects);

  app.get('/p/:project/live', (c) => {
    const project = c.req.param('project');
    if (!names.includes(project)) return missing(c, 'There is no project of this name.');
    const sinceMs = Math.min(momentOf(c.req.query('since')) ?? clock(), clock());
    const toldMs = momentOf(c.req.header('Last-Event-ID') ?? c.req.query('last'));
    let end: Listener['end'] = () => {};
    const listener: Listener = {
      person: c.get('person').name,
      session: c.get('session'),
      end: (how) => end(how),
    };
    const tooMany = live.open(listener);
    if (tooMany) {
      const [status, message] = TOO_MANY[tooMany];
      return c.text(message, status, { 'Retry-After': '60' });
    }
    // nginx would gather what it is given.
    c.header('X-Accel-Buffering', 'no');
    return streamSSE(c, async (stream) => {
      const timers: NodeJS.Timeout[] = [];
      let leave = () => {};
      try {
        // One after the other, and none after the end.
        let written: Promise<unknown> = stream.writeSSE({ event: 'hello', data: '{}', retry: RETRY_MS });
        const write = (send: () => Promise<unknown>) => {
          written = written.then(send);
          written.catch(() => end('later'));
        };
        const how = await new Promise<Parameters<Listener['end']>[0]>((resolve) => {
          end = resolve;
          stream.onAbort(() => resolve('later'));
          timers.push(setInterval(() => write(() => stream.write(': still here\n\n')), HEARTBEAT_MS));
          timers.push(setTimeout(() => resolve('later'), LONGEST_MS));
          leave = live.join(project, { sinceMs, toldMs }, ({ count, more, newestMs }) =>
            write(() => stream.writeSSE({ event: 'new', id: String(newestMs), data: JSON.stringify({ count, more }) })),
          );
        });
        if (how === 'signed out') {
          write(() => stream.writeSSE({ event: 'end', data: '{}' }));
          await written;
        }
      } finally {
        leave();
        for (const timer of timers) clearTimeout(timer);
        live.leave(listener);
      }
    });
  });
  return app;
};
