import { describe, expect, it } from 'vitest';
import type { FeedbackRecord } from '../src/contract';
import { ces, record } from './support/records';
import { NOW, useReport, visible } from './support/report';

const { newProject } = useReport();

const DAY_MS = 86_400_000;
const CES = 'survey=ces&version=1&question=ces&mode=journey&channel=web';

/** A record of some days before now. */
const ago = (days: number, more: Partial<FeedbackRecord> = {}): FeedbackRecord => {
  const base = record(more);
  return { ...base, time: { ...base.time, createdAt: new Date(NOW - days * DAY_MS - 60_000).toISOString() } };
};

const many = (n: number, make: (index: number) => FeedbackRecord) => Array.from({ length: n }, (_, at) => make(at));
const released = (release: string) => ({ context: { ...record().context, release } });
const addressOf = (name: string, more = '') => `/report/p/${name}/figure?${CES}${more}`;

describe('the page of one figure', () => {
  it('shows it over time as a line with its band, and as a table of the same numbers', async () => {
    // 12 answers in each of four weeks; the newest week is worse.
    const { name, page } = await newProject(
      many(48, (at) => ago((at % 4) * 7 + 1, { answers: [ces(at % 4 === 0 ? 3 : 6)] })),
    );
    const html = await page(addressOf(name, '&period=30'));
    expect(html).toContain('Effort over time, by week');
    expect(html.match(/<path class="(band|line)" d="M/g)).toHaveLength(2);
    const text = visible(html);
    expect(text).toContain('n = 48');
    expect(text).toMatch(/2 Nov 2026 12 100 % 76 to 100 %/);
    expect(text).toMatch(/16 Nov 2026 12 0 % 0 to 24 % not over yet/);
  });

  it('says that there is no line where answers are too few', async () => {
    const { name, page } = await newProject(many(9, (at) => ago(at)));
    const text = visible(await page(addressOf(name)));
    expect(text).toContain('Too few answers for a line');
    expect(text).toContain('9 answers so far');
  });

  it('is compared with as many days before, and a change within the noise is called that', async () => {
    const { name, page } = await newProject([
      ...many(40, (at) => ago(at % 20, { answers: [ces(at % 10 ? 6 : 3)] })),
      ...many(40, (at) => ago(40 + (at % 10), { answers: [ces(at % 2 ? 6 : 3)] })),
    ]);
    expect(visible(await page(addressOf(name, '&period=30')))).toMatch(
      /\+40 points \+20 to \+56 against the 30 days before \(n = 40\)/,
    );
    const quiet = await newProject(many(60, (at) => ago(at % 50, { answers: [ces(at % 3 ? 6 : 3)] })));
    expect(visible(await quiet.page(addressOf(quiet.name, '&period=30')))).toContain('No clear change');
  });

  it('marks releases by the first day that has an answer from them', async () => {
    const { name, page } = await newProject([
      ...many(30, (at) => ago(20 + (at % 10), released('1.0'))),
      ...many(30, (at) => ago(at % 10, released('1.1'))),
    ]);
    const html = await page(addressOf(name, '&period=90'));
    expect(html).toContain('<title>1.1, 13 Nov 2026</title>');
    expect(html).toContain('<title>1.0, 24 Oct 2026</title>');
  });

  it('in parts compares each with all others, and says how many comparisons there were', async () => {
    const { name, page } = await newProject([
      ...many(40, (at) => ago(at % 9, { ...released('1.0'), answers: [ces(at % 10 ? 6 : 2)] })),
      ...many(40, (at) => ago(at % 9, { ...released('1.1'), answers: [ces(at % 10 ? 2 : 6)] })),
      ...many(5, (at) => ago(at % 9, { answers: [ces(6)] })),
    ]);
    const text = visible(await page(addressOf(name, '&by=release')));
    expect(text).toContain('p is adjusted for all 2 (Holm)');
    expect(text).toMatch(/1\.1 10 %, −81 points against all others/);
    expect(text).toMatch(/1\.0 40 90 % 77 to 96 % \+70 \+51 to \+81 p < 0\.001/);
    expect(text).toMatch(/\(nothing said\) 5 under 10 –/);
    const one = visible(await page(addressOf(name, '&by=release&key=1.1')));
    expect(one).toContain('Effort where release is 1.1 over time');
    // All of the page is about these, but for what they are compared with.
    expect(one).toMatch(/n = 40 Only where release is 1\.1 \. All answers 10 % agree/);
    expect(one).toMatch(/1\.0 40 90 %/);
    expect(one).toContain('All answers are in this table; the card and the trend are of 1.1 only.');
    expect(text).not.toContain('All answers are in this table');
    expect(visible(await page(addressOf(name, '&by=data.plan')))).toContain('No answer of this period has a “plan”');
  });

  it('finds nothing in parts that differ by chance only', async () => {
    const { name, page } = await newProject(
      many(80, (at) => ago(at % 9, { ...released(`1.${at % 4}`), answers: [ces([6, 3, 5, 7, 6][at % 5]!)] })),
    );
    expect(visible(await page(addressOf(name, '&by=release')))).toContain('Nothing stands out from all others');
  });

  it('says how many of those who saw it answered, of those who agreed to be counted', async () => {
    const agreed = { consent: { state: 'granted' as const, contact: false } };
    const { name, page } = await newProject([
      ...many(20, () => ago(1, agreed)),
      ...many(5, () => ago(1)),
      ...many(80, () => ago(1, { ...agreed, kind: 'impression', answers: [] })),
    ]);
    expect(visible(await page(addressOf(name)))).toMatch(
      /Response rate 25 % 17 to 35 : 20 of 80 who saw it and agreed to be counted\. 5 more answered without agreeing to it/,
    );
    const unseen = await newProject(many(12, () => ago(1, agreed)));
    expect(visible(await unseen.page(addressOf(unseen.name)))).toContain('Response rate unknown');
  });

  it('shows reasons by how they go with the score, and only where that is more than chance', async () => {
    const reason = (chips: string[], score: number) =>
      ago(1, {
        answers: [ces(score), { question: 'why', type: 'choice', value: chips, prompt: 'Why?', label: chips.join() }],
      });
    const { name, page } = await newProject([
      ...many(40, (at) => reason(['payment'], 1 + (at % 3))),
      ...many(40, (at) => reason(['speed'], 5 + (at % 3))),
      ...many(40, (at) => reason([], 3 + (at % 4))),
    ]);
    const text = visible(await page(addressOf(name)));
    expect(text).toContain('An association, not a cause');
    expect(text).toMatch(/payment 40 33 % −3\.2/);
    expect(text).toMatch(/speed 40 33 % \+2\.7/);
  });

  it('days are those of the project, also where it is another day in UTC', async () => {
    const late = record({ time: { ...record().time, createdAt: '2026-11-20T20:00:00.000Z' } });
    const { name, page } = await newProject(
      many(12, () => ({ ...late, id: record().id })),
      undefined,
      { timeZone: 'Asia/Seoul' },
    );
    const text = visible(await page(addressOf(name, '&from=2026-11-21&to=2026-11-21')));
    expect(text).toContain('n = 12');
    expect(text).toContain('Days in Asia/Seoul');
    expect(visible(await page(`/report/p/${name}?from=2026-11-20&to=2026-11-20`))).toContain(
      'No answer was given in this period',
    );
  });

  it('is not found for what was never asked, and a wrong period is said', async () => {
    const { name, get, page } = await newProject(many(12, () => ago(1)));
    await page(`/report/p/${name}`);
    expect((await get(`/report/p/${name}/figure?survey=nothing`)).status).toBe(404);
    expect((await get('/report/p/nothing/figure')).status).toBe(404);
    expect(visible(await page(addressOf(name, '&from=yesterday')))).toContain('“yesterday” is no day');
    expect((await get(addressOf(name, '&by=%00&key=%00'))).status).toBe(200);
  });
});
