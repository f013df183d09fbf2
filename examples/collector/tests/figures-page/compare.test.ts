import { describe, expect, it } from 'vitest';
import type { FeedbackRecord } from '../../src/contract';
import { readAnswers } from '../../src/report/figures/answers';
import { buildFigures, type Figure } from '../../src/report/figures/figures';
import { peopleLine } from '../../src/report/figures/people-line';
import { readFigures } from '../../src/report/figures/sums';
import { browserOf, newAccount } from '../support/people';
import { batch, ces, record } from '../support/records';
import { NOW, useReport, visible } from '../support/report';

const { newProject } = useReport();
const CES = 'survey=ces&version=1&question=ces&mode=journey&channel=web';
const addressOf = (name: string, more = '') => `/report/p/${name}/figure?${CES}${more}`;

const many = (n: number, make: (index: number) => FeedbackRecord) => Array.from({ length: n }, (_, at) => make(at));
/** So many answers of which so many are good, at a touchpoint. */
const at = (touchpoint: string, n: number, good: number) =>
  many(n, (index) => record({ touchpoint, answers: [ces(index < good ? 6 : 2)] }));

describe('two parts of a breakdown', () => {
  const parts = () => [
    ...at('search', 50, 40),
    ...at('checkout', 50, 24),
    ...at('returns', 50, 25),
    ...at('help', 4, 4),
  ];

  it('are compared as the reader chooses, and the p is told for both reasons to choose them', async () => {
    const { name, page } = await newProject(parts());
    const html = await page(addressOf(name, '&by=touchpoint&with=checkout&against=search'));
    const text = visible(html);
    expect(text).toMatch(/checkout 48 % n = 50 against search 80 % n = 50 : −32 points 95 % interval −48 to −13/);
    expect(text).toMatch(/p = 0\.002 if you meant to compare just these before you saw their figures: one comparison/);
    expect(text).toMatch(/because they look different, p = 0\.00\d at most: there are 3 such comparisons/);
    expect(text).toContain('The difference is of the figures before rounding.');
    expect(text).toContain('Here, unlike above, each is compared with all other answers of this figure.');
    // The form says what is compared, and goes on with the rest of the address.
    expect(html).toContain('<option value="checkout" selected>');
    expect(html).toContain('<input type="hidden" name="by" value="touchpoint">');
  });

  it('whose p is the same for both reasons have it once', async () => {
    const { name, page } = await newProject([...at('search', 60, 60), ...at('returns', 60, 2), ...at('help', 12, 6)]);
    const text = visible(await page(addressOf(name, '&by=touchpoint&with=returns&against=search')));
    expect(text).toContain(
      'p < 0.001, whether you meant to compare just these before you saw their figures or chose them because they look different: there are 3 such comparisons to choose from (Bonferroni).',
    );
  });

  it('are not there where all answers are of one, and the page says of what', async () => {
    const { name, page } = await newProject(at('search', 20, 12));
    expect(visible(await page(addressOf(name, '&by=touchpoint')))).toContain(
      'All of these answers are of one touchpoint: search .',
    );
  });

  it('that hardly differ have no clear difference, and too few are not compared', async () => {
    const { name, page } = await newProject(parts());
    expect(visible(await page(addressOf(name, '&by=touchpoint&with=returns&against=checkout')))).toMatch(
      /no clear difference, \+2 points/,
    );
    expect(visible(await page(addressOf(name, '&by=touchpoint&with=help&against=search')))).toContain(
      'too few answers on a side to compare',
    );
    expect(visible(await page(addressOf(name, '&by=touchpoint&with=search')))).toMatch(
      /search 80 % n = 50 against all others 51 % n = 104 : \+29 points/,
    );
  });

  it('each of them against one has p-values for all of these comparisons', async () => {
    const { name, page } = await newProject(parts());
    const html = await page(addressOf(name, '&by=touchpoint&against=search'));
    const text = visible(html);
    expect(text).toContain(
      'Each is compared with search . Differences are of the figures before rounding. The interval is that of one comparison by itself; p is adjusted for all 2 (Holm)',
    );
    expect(text).toMatch(/checkout 48 %, −32 points against search/);
    expect(text).toMatch(/search 50 80 % 67 to 89 % compared with/);
    expect(text).toContain('Compare with all others');
    // A link for each row but the one that it is about.
    const plain = await page(addressOf(name, '&by=touchpoint'));
    for (const key of ['search', 'checkout', 'returns', 'help']) expect(plain).toContain(`against=${key}#parts"`);
    expect(html).not.toContain('against=search#parts"');
  });

  it('that are not there are not compared, and the page is as before', async () => {
    const { name, page } = await newProject(parts());
    const plain = await page(addressOf(name, '&by=touchpoint'));
    const asked = await page(addressOf(name, '&by=touchpoint&with=nothing&against=%00'));
    const table = (html: string) => visible(html.slice(html.indexOf('<table class="numbers breakdown">')));
    expect(table(asked)).toBe(table(plain));
  });

  it('are not named to somebody who sees no contacts where a name is an address', async () => {
    const of = (owner: string) => many(12, () => record({ data: { owner }, answers: [ces(6)] }));
    const { name, page, collector } = await newProject([...of('ann@shop.example'), ...of('bob@shop.example')]);
    // For who may see them they are choices like others.
    const query = '&by=data.owner&with=ann@shop.example&against=bob@shop.example';
    expect(await page(addressOf(name, query))).toContain('<option value="ann@shop.example" selected>');
    const reader = browserOf(collector);
    await newAccount(collector.store, 'reader@shop.example', 'read');
    await reader.signIn('reader@shop.example');
    const masked = await reader.page(addressOf(name, query));
    expect(masked).not.toMatch(/option value="(ann|bob)@/);
    // Nor does it help to guess one.
    expect(masked).not.toContain('class="pair"');
    expect(masked).toContain('data.owner');
  });
});

describe('people instead of answers', () => {
  const DAY_MS = 86_400_000;
  const given = (
    days: number,
    value: number,
    who?: FeedbackRecord['respondent'],
    more: Partial<FeedbackRecord> = {},
  ) => {
    const base = record({ answers: [ces(value)], ...(who && { respondent: who }), ...more });
    return { ...base, time: { ...base.time, createdAt: new Date(NOW - days * DAY_MS - 60_000).toISOString() } };
  };
  /** Twelve people who answered 2, then 6 days later 6, and five of whom nothing is known. */
  const answers = () => [
    ...many(12, (index) => given(10, 2, { userKey: `u-${index}` })),
    ...many(12, (index) => given(4, 6, { userKey: `u-${index}` }, { touchpoint: 'late' })),
    ...many(5, () => given(4, 2)),
  ];

  it('are told where somebody answered more than once, with a way to count each person once', async () => {
    const { name, page } = await newProject(answers());
    const html = await page(addressOf(name, '&period=30&by=touchpoint'));
    const text = visible(html);
    expect(text).toContain('n = 29');
    expect(text).toContain(
      '24 answers from 12 people. 5 answers more say nothing to know a person by, and count one by one.',
    );
    const link = /href="([^"]*per=person[^"]*)"/.exec(html)![1]!.replaceAll('&amp;', '&');
    const once = visible(await page(link));
    expect(once).toContain('n = 17');
    expect(once).toContain('71 % agree');
    expect(once).toContain('Each person’s latest answer in 90 days counts: 17 of 29 answers.');
    // The breakdown, too, and the change against the days before.
    expect(once).toMatch(/late 12 100 %/);
    expect(once).toContain('Count every answer');
    expect(once).not.toContain('Response rate');
    const before = visible(await page(addressOf(name, '&from=2026-11-10&to=2026-11-13&per=person')));
    expect(before).toContain('0 answers so far');
  });

  it('are compared with people of the days before, each side by itself', async () => {
    // Two thirds come back and answer as before; the others, who were discontent, do not.
    const { name, page } = await newProject([
      ...many(24, (index) => given(40, index < 12 ? 6 : 2, { userKey: `u-${index}` })),
      ...many(12, (index) => given(40, 2, { userKey: `gone-${index}` })),
      ...many(24, (index) => given(4, index < 12 ? 6 : 2, { userKey: `u-${index}` })),
    ]);
    const text = visible(await page(addressOf(name, '&period=30&per=person')));
    expect(text).toMatch(/No clear change: \+17 points .* against the 30 days before \(n = 36\)/);
  });

  it('say of which languages they are', async () => {
    const { name, page } = await newProject([
      ...many(12, (index) => given(4, 6, { userKey: `u-${index}` })),
      ...many(11, (index) => given(4, 6, { userKey: `v-${index}` }, { locale: 'de' })),
      ...many(11, (index) => given(6, 6, { userKey: `v-${index}` })),
    ]);
    expect(visible(await page(addressOf(name, '&period=30')))).toContain('en 23 · de 11.');
    expect(visible(await page(addressOf(name, '&period=30&per=person')))).toContain('en 12 · de 11.');
  });

  it('are not told where nobody answered twice, nor for what was erased or is a test', async () => {
    const { name, page, collector } = await newProject([
      ...many(12, (index) => given(10, 2, { userKey: `u-${index}` })),
      given(5, 2, { userKey: 'u-0' }, { test: true }),
    ]);
    const again = given(4, 6, { userKey: 'u-0' });
    expect(visible(await page(addressOf(name, '&period=30')))).not.toContain(' people');
    await collector.send([again], name);
    expect(visible(await page(addressOf(name, '&period=30')))).toContain('13 answers from 12 people');
    await collector.store.erase(name, again.id);
    expect(visible(await page(addressOf(name, '&period=30')))).not.toContain(' people');
  });
});

describe('answers that are read one by one', () => {
  it('are so many as a page can bear, or none', async () => {
    const { name, page, collector } = await newProject(many(12, () => record()));
    await page(`/report/p/${name}`);
    const { database } = collector.store;
    const period = { first: '2026-11-01', last: '2026-11-22' };
    const { figures, tallies } = await readFigures(database, name, period);
    const [figure] = buildFigures(figures, tallies) as [Figure];
    const wanted = { database, project: name, figure, period, timeZone: 'UTC', withImported: false };
    expect(await readAnswers({ ...wanted, most: 12 })).toHaveLength(12);
    expect(await readAnswers({ ...wanted, most: 11 })).toBeUndefined();
    const said = (per: 'answer' | 'person') =>
      visible(String(peopleLine({ per, people: 'too_many', addressOf: () => '' })));
    expect(said('answer')).toContain(
      'is not counted where the project has more than 10,000 submissions from the begin of the period until today',
    );
    expect(said('person')).toContain('Here every answer counts');
  });

  it('are all of them or none, also where they were sent long before they were received; never spam', async () => {
    const sent = (createdAt: string) => {
      const base = record({ respondent: { userKey: 'u' } });
      return { ...base, time: { ...base.time, createdAt } };
    };
    const late = many(6, () => sent('2026-09-01T10:00:00.000Z'));
    const now = many(2, () => record({ respondent: { userKey: 'u' } }));
    const { name, page, collector } = await newProject([...late, ...now]);
    await page(`/report/p/${name}`);
    const { database } = collector.store;
    await database.query(
      `INSERT INTO earshot_userdata (project, user_key, data, updated_at) VALUES ($1, 'u', '{}', now())`,
      [name],
    );
    const period = { first: '2026-11-01', last: '2026-11-22' };
    const { figures, tallies } = await readFigures(database, name, period);
    const [figure] = buildFigures(figures, tallies) as [Figure];
    const wanted = { database, project: name, figure, period, timeZone: 'UTC', withImported: true };
    expect(await readAnswers({ ...wanted, most: 5 })).toBeUndefined();
    // What is not counted, as spam is not, does not take the place of answers.
    await database.query('DELETE FROM earshot_counted WHERE project = $1 AND id = ANY($2)', [
      name,
      late.slice(0, 3).map(({ id }) => id),
    ]);
    expect(await readAnswers({ ...wanted, most: 5 })).toHaveLength(5);
  });
});

describe('what the host imported of its users', () => {
  it('is something to break figures down by, as it was imported last, and the page says where it is from', async () => {
    const { name, page, collector } = await newProject([
      ...many(12, (index) => record({ answers: [ces(6)], respondent: { userKey: `pro-${index}` } })),
      ...many(12, (index) => record({ answers: [ces(2)], respondent: { userKey: `free-${index}` } })),
      ...many(3, () => record({ answers: [ces(2)] })),
    ]);
    const put = (rows: [key: string, data: object][]) =>
      collector.store.database.query(
        `INSERT INTO earshot_userdata (project, user_key, data, updated_at)
         SELECT $1, user_key, data, now() FROM json_to_recordset($2::json) AS t (user_key text, data text)
         ON CONFLICT (project, user_key) DO UPDATE SET data = excluded.data`,
        [name, JSON.stringify(rows.map(([user_key, data]) => ({ user_key, data: JSON.stringify(data) })))],
      );
    const all = (kind: string, data: object) =>
      many(12, () => record()).map((_, at): [string, object] => [`${kind}-${at}`, data]);
    await put([...all('pro', { tier: 'gold', "it's": 1 }), ...all('free', { tier: 'none' })]);
    const text = visible(await page(addressOf(name, '&by=import.tier')));
    expect(text).toContain('tier (from your import)');
    expect(text).toMatch(/gold 12 100 % .* none 12 0 % .* \(nothing said\) 3 under 10/);
    expect(text).toContain('as it was imported last');
    // Tests are in sums only: with them nothing of it is offered, and the page says so.
    const tests = await page(addressOf(name, '&by=import.tier&tests=1'));
    expect(visible(tests)).toContain('What you imported is not joined to answers while tests are shown.');
    expect(tests).not.toContain('<option value="import.tier"');
    // One key of it, over time too; and what it is called is the host's own.
    expect(visible(await page(addressOf(name, '&by=import.tier&key=gold')))).toMatch(
      /n = 12 Only where tier \(from your import\) is gold/,
    );
    expect(visible(await page(addressOf(name, `&by=${encodeURIComponent("import.it's")}`)))).toMatch(/1 12 100 %/);
    // Of another project nothing is known here.
    const other = await newProject(many(12, (index) => record({ respondent: { userKey: `pro-${index}` } })));
    expect(visible(await other.page(addressOf(other.name, '&by=import.tier')))).toContain(
      'No answer of this period has a “tier (from your import)”',
    );
    // What is imported anew holds for earlier answers as well.
    await put(all('free', { tier: 'gold' }));
    expect(visible(await page(addressOf(name, '&by=import.tier')))).toMatch(/gold 24 50 %/);
  });
});

describe('rated factors', () => {
  const scale = { min: 1, max: 5, direction: 'higher_better' as const, positive: [4, 5] as [number, number] };
  const rated = (index: number): FeedbackRecord => {
    const speed = 1 + (index % 5);
    const noise = 1 + ((index * 7 + Math.floor(index / 5)) % 5);
    return record({
      answers: [
        ces(Math.min(7, speed + (index % 3))),
        { question: 'speed', type: 'scale', value: speed, scale, prompt: 'How fast was it?' },
        { question: 'parts', type: 'matrix', value: { price: String(noise), words: 'fine' }, prompt: 'And the rest?' },
      ],
    });
  };

  it('stand beside the score with importance, performance and n; those by chance are not shown as drivers', async () => {
    const { name, page } = await newProject(many(150, rated));
    const text = visible(await page(addressOf(name)));
    expect(text).toContain('Rated factors');
    expect(text).toMatch(/1 speed 150 3\.00 2\.77 to 3\.23 of 1 to 5 0\.\d\d 0\.\d\d to 0\.\d\d/);
    expect(text).toMatch(/2 parts: price 150 \d\.\d\d .* no clear association/);
    // Columns that are words have no order, and the question itself is no factor of its own.
    expect(text).not.toContain('parts: words');
    expect(text).not.toMatch(/\d ces 150/);
    // Not a thing to break down by.
    expect(text).not.toContain('Rating of speed');
  });

  it('are not there in surveys that rate one thing', async () => {
    const { name, page } = await newProject(many(40, () => record({ answers: [ces(6)] })));
    expect(visible(await page(addressOf(name)))).not.toContain('Rated factors');
  });
});

describe('figures of one question that are counted apart', () => {
  const six = (more: Partial<FeedbackRecord>, answer: object = {}) =>
    many(12, (index) =>
      record({
        answers: [ces(6, { label: 'Agree', ...answer })],
        ...more,
        id: record().id.replace(/.$/, String(index % 10)),
      }),
    );

  it('say on each card what sets the other apart, with a way to it', async () => {
    const { name, page } = await newProject([
      ...six({}),
      ...six({ survey: { id: 'ces', version: '2' } }),
      ...six({ mode: 'always_on', trigger: 'visitor' }),
    ]);
    const text = visible(await page(`/report/p/${name}`));
    expect(text).toMatch(/The same question, counted apart: [^.]*version 2 \(n = 12\)/);
    expect(text).toMatch(/The same question, counted apart: [^.]*from the tab, always on \(n = 12\)/);
    expect(text).toMatch(/The same question, counted apart: [^.]*version 2, asked after a journey \(n = 12\)/);
    const html = await page(`/report/p/${name}`);
    expect(html).toMatch(/class="siblings">The same question, counted apart: <a href="\/report\/p\/[^"]*version=/);
  });

  it('name the label or the words that changed within a version, and since when', async () => {
    let nowMs = NOW - 20 * 86_400_000;
    const { name, page, collector } = await newProject(
      six({}, { wording: 'a1' }).map((one) => ({
        ...one,
        time: { ...one.time, createdAt: new Date(nowMs - 1_000).toISOString() },
      })),
      () => nowMs,
    );
    await page(`/report/p/${name}`);
    nowMs = NOW;
    const sentAt = new Date(nowMs).toISOString();
    for (const one of six({}, { wording: 'b2', label: 'I agree' }))
      await collector.post(batch([one], { project: name, sentAt }));
    const text = visible(await page(`/report/p/${name}`));
    expect(text).toContain('with the label “I agree” instead of “Agree” since 22 Nov 2026 (n = 12)');
    expect(text).toContain('with the label “Agree” instead of “I agree” until 2 Nov 2026 (n = 12)');
    for (const one of six({}, { wording: 'c3', label: 'I agree', prompt: 'Was it easy?' }))
      await collector.send([one], name);
    expect(visible(await page(`/report/p/${name}`))).toContain('worded “Was it easy?”');
  });

  it('say nothing of others where there are none', async () => {
    const { name, page } = await newProject(six({}));
    expect(visible(await page(`/report/p/${name}`))).not.toContain('counted apart');
  });
});
