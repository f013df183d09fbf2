import { describe, expect, it } from 'vitest';
import { batch, ces, newId, record, words } from './support/records';
import { useReport, visible } from './support/report';

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

  it('says what to do when there is nothing', async () => {
    const { name, page } = await newProject();
    expect(visible(await page(`/report/p/${name}`))).toContain('Nothing was sent yet');
    expect(visible(await page(`/report/p/${name}?q=x`))).toContain('Nothing here holds');
  });
});

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
    const ten = await newProject(some(10));
    expect(visible(await ten.page(`/report/p/${ten.name}`))).toContain('directional');
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
