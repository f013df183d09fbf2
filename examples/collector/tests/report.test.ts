import { describe, expect, it } from 'vitest';
import { readFigures } from '../src/report/figures/sums';
import { testCollector } from './support/collector';
import { batch, ces, newId, record, words } from './support/records';
import { browser, useReport, visible } from './support/report';

const { newProject } = useReport();

describe('the list of submissions', () => {
  it('finds parts of words in any language, in text, page, contact and choice', async () => {
    const { name, page } = await newProject([
      record({ answers: [words('검색이 잘 안 돼요')] }),
      record({ answers: [words('The Größe is missing')] }),
      record({
        answers: [words('100% _sure_')],
        context: { ...record().context, url: 'https://shop.example/help/glazes' },
      }),
      record({
        answers: [words('x')],
        respondent: { contact: { email: 'Jo@Example.com', name: 'Jo', wantsReply: true } },
      }),
      record({ answers: [{ question: 'c', type: 'choice', value: ['idea'], prompt: 'About?', label: 'Idea' }] }),
    ]);
    const found = async (q: string) =>
      (await page(`/report/p/${name}?q=${encodeURIComponent(q)}`)).match(/class="submission"/g)?.length ?? 0;
    expect(await found('색이')).toBe(1);
    expect(await found('검색'.normalize('NFD'))).toBe(1);
    expect(await found('GRÖSSE')).toBe(0);
    expect(await found('größe')).toBe(1);
    expect(await found('0% _s')).toBe(1);
    expect(await found('%')).toBe(1);
    expect(await found('glazes')).toBe(1);
    expect(await found('jo@example')).toBe(1);
    expect(await found('idea')).toBe(1);
    expect(await found('nothing of this')).toBe(0);
    expect(await found('  ')).toBe(5);
  });

  it('goes through all of them page by page, newest first, none twice, none left out', async () => {
    let nowMs = Date.parse('2026-11-22T12:00:00.000Z');
    const ids: string[] = [];
    const { name, collector, page } = await newProject([], () => nowMs);
    for (let at = 0; at < 60; at++) {
      const one = record({ id: newId() });
      ids.unshift(one.id);
      // Several in one millisecond: position is time and id, not time alone.
      if (at % 3 === 0) nowMs += 1;
      await collector.post(batch([one], { project: name }));
    }
    const seen: string[] = [];
    let path: string | undefined = `/report/p/${name}`;
    let pages = 0;
    while (path) {
      const html: string = await page(path);
      pages++;
      seen.push(...[...html.matchAll(/class="when" href="[^"]*\/s\/([0-9a-f-]{36})"/g)].map((match) => match[1]!));
      path = /href="([^"#]*)#submissions" rel="next"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(pages).toBe(3);
    expect(seen).toHaveLength(60);
    expect(new Set(seen)).toEqual(new Set(ids));
  });

  it('shows one submission with all that came with it, at an address of its own', async () => {
    const one = record({
      touchpoint: 'checkout.done',
      journey: { id: 'order', stage: 'paid' },
      data: { plan: 'pro' },
      respondent: { contact: { email: 'jo@example.com', name: 'Jo Weber', wantsReply: true } },
    });
    const { name, page, get } = await newProject([one]);
    const text = visible(await page(`/report/p/${name}/s/${one.id}`));
    for (const part of [
      one.id,
      'Quick and clear.',
      'checkout.done',
      'order / paid',
      'Data plan pro',
      'jo@example.com',
      'wants a reply',
      '6 / 7',
    ])
      expect(text).toContain(part);
    expect((await get(`/report/p/${name}/s/${newId()}`)).status).toBe(404);
    expect((await get('/report/p/nobody')).status).toBe(404);
  });

  it('a NUL in what is asked for is no part of it', async () => {
    const { name, page, get } = await newProject([record()]);
    for (const query of ['q=%00', 'q=clear%00', 'survey=%00', 'before=%00', 'q=%00&survey=ce%00s&before=1~%00'])
      expect((await page(`/report/p/${name}?${query}`)).replace(/<\/?mark>/g, '')).toContain('Quick and clear.');
    expect((await get(`/report/p/${name}/s/%00`)).status).toBe(404);
    expect((await get('/report/p/%00')).status).toBe(404);
  });

  it('whatever goes wrong is answered with a page, and the log has the SQLSTATE and nothing of the search', async () => {
    const { name, collector } = await newProject([record()]);
    const query = () => Promise.reject(Object.assign(new Error('secret'), { code: '57P01' }));
    const broken = testCollector(
      { ...collector.store, database: { ...collector.store.database, query } },
      { projects: { [name]: { origins: [] } } },
    );
    const { get, signIn } = browser(broken);
    await signIn();
    for (const [path, status, words] of [
      [`/report/p/${name}?q=secret`, 503, 'Not now'],
      [`/report/p/${name}/s/${newId()}`, 503, 'Not now'],
      ['/report/nothing/here', 404, 'There is no such page'],
    ] as const) {
      const response = await get(path);
      expect(response.status).toBe(status);
      expect(response.headers.get('Content-Type')).toContain('text/html');
      expect(response.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
      expect(visible(await response.text())).toContain(words);
    }
    expect(broken.logged).toEqual(['figures: 57P01', 'report: 57P01', 'report: 57P01']);
  });

  it('says what to do when there is nothing', async () => {
    const { name, page } = await newProject();
    expect(visible(await page(`/report/p/${name}`))).toContain('Nothing has been sent yet');
    expect(visible(await page(`/report/p/${name}?q=x`))).toContain('Nothing here holds');
  });
});

const YEAR = { first: '2026-01-01', last: '2026-12-31' };

describe('figures on the page', () => {
  it('show n, point, interval, mean and distribution of the CES test vector', async () => {
    const values = [1, 1, 2, 3, 6, 10, 7].flatMap((count, index) => Array.from({ length: count }, () => index + 1));
    const { name, page } = await newProject(values.map((value) => record({ answers: [ces(value)] })));
    const text = visible(await page(`/report/p/${name}`));
    expect(text).toContain('n = 30');
    expect(text).toContain('77 % agree that it was easy (5–7)');
    expect(text).toContain('95 % interval 59 to 88 %');
    expect(text).toContain('Mean 5.33 4.75 to 5.92');
    expect(text).not.toContain('directional');
  });

  it('below 10 show counts only, and from 10 to 29 say directional', async () => {
    const some = (n: number) => Array.from({ length: n }, () => record({ answers: [ces(6)] }));
    const nine = await newProject(some(9));
    const text = visible(await nine.page(`/report/p/${nine.name}`));
    expect(text).toContain('9 answers so far');
    expect(text).not.toContain('interval');
    expect(text).not.toContain(' %');
    expect(text).not.toContain('Share');
    const ten = await newProject(some(10));
    const more = visible(await ten.page(`/report/p/${ten.name}`));
    expect(more).toContain('directional');
    expect(more).toContain('Share');
  });

  it('of choices that are not yes and no show counts only, however many', async () => {
    const choice = (value: string) =>
      record({
        answers: [{ question: 'q', type: 'choice', metric: 'thumbs', value: [value], prompt: 'Which?', label: value }],
      });
    const { name, page } = await newProject(Array.from({ length: 40 }, (_, at) => choice(at % 4 ? 'blue' : 'red')));
    const text = visible(await page(`/report/p/${name}`));
    expect(text).toMatch(/blue 30 red 10/);
    expect(text).not.toContain(' %');
    expect(text).not.toContain('needs at least 10');
  });

  it('show the interval of what succeeded in part', async () => {
    const success = (value: string) =>
      record({ answers: [{ question: 's', type: 'choice', metric: 'success', value: [value], prompt: 'Did you?' }] });
    const { name, page } = await newProject(
      ['yes', 'partly', 'no'].flatMap((value, at) => Array.from({ length: [30, 6, 4][at]! }, () => success(value))),
    );
    expect(visible(await page(`/report/p/${name}`))).toContain('Partly 15 % 7 to 29');
  });

  it('count one question once, whatever site its prompt names, by the hash of its wording', async () => {
    const { name, page } = await newProject(
      Array.from({ length: 12 }, (_, at) =>
        record({ answers: [ces(6, { wording: 'k3', prompt: `site-${at % 3} made it easy.` })] }),
      ),
    );
    const text = visible(await page(`/report/p/${name}`));
    expect(text).toContain('n = 12');
    expect(text).not.toContain('Wording ');
  });

  it('say when there are more wordings than the page counts', async () => {
    const { name, page, collector } = await newProject([record()]);
    expect(visible(await page(`/report/p/${name}`))).not.toContain('rarest are missing');
    const { query } = collector.store.database;
    // Days and the week parts that they begin.
    for (const [table, day] of [
      ['earshot_sums', '2026-11-22'],
      ['earshot_week_sums', '2026-11-16'],
    ])
      await query(
        `INSERT INTO ${table} SELECT $1, '', 'f' || n, '', '${day}', '6', '', 1 FROM generate_series(1, 500) AS n`,
        [name],
      );
    await query(
      `INSERT INTO earshot_figures SELECT $1, 'f' || n, 'many', '1', 'ces', 'journey', 'web', 'en', 'ces2', 'No. ' || n,
       '{"min":1,"max":7,"direction":"higher_better","positive":[5,7]}', now(), '' FROM generate_series(1, 500) AS n`,
      [name],
    );
    expect(visible(await page(`/report/p/${name}`))).toContain('rarest are missing');
    const { database } = collector.store;
    expect(await readFigures(database, name, YEAR, { figures: 501, tallies: 501 })).toMatchObject({ cut: false });
    expect(await readFigures(database, name, YEAR, { figures: 501, tallies: 500 })).toMatchObject({ cut: true });
    expect((await readFigures(database, name, YEAR, { figures: 7, tallies: 501 })).figures).toHaveLength(7);
  });

  it('leave test records out and say how many', async () => {
    const { name, page } = await newProject([
      ...Array.from({ length: 12 }, () => record({ answers: [ces(7)] })),
      ...Array.from({ length: 5 }, () => record({ answers: [ces(1)], test: true })),
    ]);
    const text = visible(await page(`/report/p/${name}`));
    expect(text).toContain('17 submissions, 5 of them tests that are left out of the figures');
    expect(text).toContain('n = 12');
    expect(text).toContain('100 % agree');
  });

  it('count neither impressions nor dismissals', async () => {
    const { name, page } = await newProject([
      record({ answers: [ces(7)] }),
      record({ kind: 'impression', answers: [] }),
      record({ kind: 'dismissal', answers: [] }),
    ]);
    expect(visible(await page(`/report/p/${name}`))).toContain('1 submission ');
  });
});
