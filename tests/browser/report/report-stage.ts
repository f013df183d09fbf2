import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The built collector: what people run. */
const dist = new URL('../../../examples/collector/dist/app.js', import.meta.url).href;

export const TOKEN = 'a-token-of-the-report-pages';
export const NOW = Date.parse('2026-11-20T12:00:00.000Z');

export interface ReportStage {
  url: string;
  /** Every kind of page, by what it is called in pictures. */
  pages: Record<string, string>;
  /** Pages of a kind that is among them, with other answers: for people to look at. */
  alike: Record<string, string>;
  close(): Promise<void>;
}

/** The report over a sample, with a person, an update and submissions that were handled. */
export const reportStage = async (sample: { size: number; seed?: string; days?: number }): Promise<ReportStage> => {
  const { createCollector, listen, loadSample, openStore } = await import(/* @vite-ignore */ dist);
  const dataDir = mkdtempSync(join(tmpdir(), 'earshot-report-'));
  const store = await openStore({ dataDir });
  await loadSample(store, { seed: 'pages', days: 200, ...sample, now: NOW });
  const collector = createCollector({
    store,
    projects: {
      shop: { origins: [], timeZone: 'Europe/Berlin' },
      'bank-app': { origins: [], timeZone: 'Asia/Seoul' },
      docs: { origins: [] },
    },
    adminToken: TOKEN,
    clock: () => NOW,
    log: () => {},
  });
  while (!(await collector.counted(1_000)));
  const { app } = collector;
  const signedIn = await app.request(`/report?token=${TOKEN}`);
  const cookie = signedIn.headers.get('Set-Cookie').split(';')[0];
  const post = async (path: string, fields: [string, string][]): Promise<string> => {
    const response = await app.request(path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { Cookie: cookie },
    });
    if (response.status !== 303) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response.headers.get('Location');
  };
  const [asking] = await store.database.query(
    `SELECT id, respondent FROM earshot_submissions
     WHERE project = 'shop' AND wants_reply AND respondent IS NOT NULL ORDER BY received_at DESC LIMIT 1`,
  );
  const submission = `/report/p/shop/s/${asking.id}`;
  await post(`${submission}/state`, [
    ['status', 'acknowledged'],
    ['had-status', 'new'],
    ['owner', 'jo'],
    ['had-owner', ''],
    ['tags', 'delivery, packaging'],
    ['had-tags', ''],
  ]);
  await post(`${submission}/note`, [['text', 'Asked the carrier. They will look for it until Friday.']]);
  await post('/report/people', [
    ['name', 'jo@shop.example'],
    ['role', 'answer'],
    ['password', 'correct horse battery staple'],
  ]).catch(() => {}); // answered with a page that shows a password that was made
  for (const [name, path] of [
    ['Low ratings on phones', 'submissions?question=ces&most=3&device=phone'],
    ['Waiting for a reply', 'inbox?status=all&waiting=1'],
  ] as const)
    await post('/report/p/shop/views', [
      ['name', name],
      ['path', path],
    ]);
  /** As the sample makes it. */
  const theme = '/report/p/bank-app/themes/5a3b1e00-0000-4000-8000-000000000201';
  // What a host's import says of its users, and updates that trends mark.
  const users = await store.database.query(
    `SELECT DISTINCT body::json -> 'respondent' ->> 'userKey' AS user_key FROM earshot_submissions
     WHERE project = 'docs' AND body LIKE '%"userKey"%' ORDER BY 1`,
  );
  await store.database.query(
    `INSERT INTO earshot_userdata (project, user_key, data, updated_at)
     SELECT 'docs', user_key, data, now() FROM json_to_recordset($1::json) AS t (user_key text, data text)`,
    [
      JSON.stringify(
        users.map(({ user_key }: { user_key: string }, at: number) => ({
          user_key,
          data: JSON.stringify({ team: ['alone', '2 to 10', 'more than 10'][at % 3] }),
        })),
      ),
    ],
  );
  for (const [title, day] of [
    ['Parcels are packed in paper', '2026-09-14'],
    ['The search finds what is spelled wrong', '2026-10-30'],
  ] as const) {
    const draft = await post('/report/p/shop/updates', [
      ['locale', 'en'],
      ['title', title],
      ['text', 'You said so. We did it.'],
    ]);
    await post(`${draft}/publish`, []);
    await store.database.query('UPDATE earshot_updates SET published_at = $1 WHERE project = $2 AND title = $3', [
      `${day}T10:00:00Z`,
      'shop',
      title,
    ]);
  }
  const figure = 'figure?survey=ces&version=1&question=ces&mode=journey&channel=web';
  const server = await listen(app, { host: '127.0.0.1', port: 0 });
  return {
    url: server.url,
    pages: {
      overview: '/report/p/shop',
      'overview-ko': '/report/p/bank-app?period=365',
      figure: `/report/p/shop/${figure}&period=365&by=touchpoint`,
      'figure-key': `/report/p/shop/${figure}&period=365&by=device&key=phone`,
      'figure-compared': `/report/p/shop/${figure}&period=365&by=device&with=phone&against=desktop`,
      'figure-people': `/report/p/shop/${figure}&period=30&by=release&per=person`,
      'figure-imported':
        '/report/p/docs/figure?survey=nps&version=1&question=nps&mode=relationship&channel=web&period=365&by=import.team',
      'figure-factors':
        '/report/p/shop/figure?survey=interaction&version=1&question=effort&mode=interaction&channel=web&period=365',
      volume: '/report/p/shop/volume?period=365',
      found: '/report/p/shop?q=payment',
      nothing: '/report/p/docs?q=nothing-has-this&period=7',
      submissions: '/report/p/shop/submissions',
      'submissions-found': `/report/p/bank-app/submissions?q=${encodeURIComponent('로그인')}&most=2&device=phone&period=365`,
      'submissions-none': '/report/p/docs/submissions?q=nothing-has-this&language=ja',
      themes: '/report/p/shop/themes',
      'themes-ko': '/report/p/bank-app/themes?period=all',
      theme: `${theme}?period=all`,
      'theme-edit': `${theme}/edit`,
      views: '/report/p/shop/views',
      inbox: '/report/p/shop/inbox',
      'inbox-ticked': '/report/p/bank-app/inbox?ticked=all&status=all',
      submission,
      respondent: `/report/p/shop/r/${asking.respondent}`,
      updates: '/report/p/shop/updates',
      'update-new': `/report/p/shop/updates/new?submission=${asking.id}`,
      people: '/report/people',
      account: '/report/account',
      mails: '/report/account/mails',
      log: '/report/log',
      missing: '/report/p/shop/nothing',
    },
    alike: {
      'figure-release': `/report/p/shop/${figure}&period=365&by=release`,
      'figure-device': `/report/p/shop/${figure}&period=365&by=device`,
      'figure-delivery': `/report/p/shop/${figure}&period=365&by=touchpoint&key=delivery`,
      'overview-year': '/report/p/shop?period=365',
      'figure-against': `/report/p/shop/${figure}&period=365&by=touchpoint&against=search`,
      'figure-segment':
        '/report/p/shop/figure?survey=nps&version=1&question=nps&mode=relationship&channel=web&period=365&by=segment',
      'figure-plan':
        '/report/p/docs/figure?survey=nps&version=1&question=nps&mode=relationship&channel=web&period=365&by=data.plan',
      'figure-reworded':
        '/report/p/shop/figure?survey=csat&version=1&question=csat&mode=interaction&channel=web&period=365',
      'volume-days': '/report/p/shop/volume?period=30',
    },
    async close() {
      await server.stop();
      await collector.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};
