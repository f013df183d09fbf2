import { describe, expect, it } from 'vitest';
import { readFilter } from '../../src/inbox/filter';
import { readInbox } from '../../src/inbox/read-inbox';
import { testCollector } from '../support/collector';
import { asking, post, reportAs } from '../support/inbox';
import { assertOurMarkup } from '../support/markup';
import { ces, record, words } from '../support/records';
import { browser, useReport, visible } from '../support/report';

const { newProject } = useReport();

/** Ids of the submissions that a page lists, in order. */
const listed = (html: string) =>
  [...html.matchAll(/class="when" href="[^"]*\/s\/([0-9a-f-]{36})"/g)].map((match) => match[1]!);
const linkOf = (html: string, rel: string) =>
  new RegExp(`href="([^"]*)" rel="${rel}"`).exec(html)?.[1]?.replaceAll('&amp;', '&');
const signedIn = async (project: Awaited<ReturnType<typeof newProject>>) => {
  const response = await project.signIn();
  return { Cookie: response.headers.get('Set-Cookie')!.split(';')[0]! };
};

describe('the inbox', () => {
  it('begins with what is new, and says so in words when there is nothing', async () => {
    const { name, page } = await newProject();
    const text = visible(await page(`/report/p/${name}/inbox`));
    expect(text).toContain('Nothing new.');
    expect(text).toContain('Oldest unanswered None');
    expect(text).toContain('Median time to first response Unknown');
    expect(visible(await page(`/report/p/${name}/inbox?status=spam`))).toContain('Nothing is marked as spam');
    expect(visible(await page(`/report/p/${name}/inbox?q=x`))).toContain('Nothing here fits these filters');
  });

  it('does to those that are ticked what is chosen, at once, and comes back to the same view', async () => {
    const records = [record(), record(), record()];
    const project = await newProject(records);
    const headers = await signedIn(project);
    const path = `/report/p/${project.name}/inbox`;
    const form = {
      id: [records[0]!.id, records[1]!.id],
      status: 'acknowledged',
      owner: 'mine',
      tag: 'Delivery, price',
      back: 'status=all&order=oldest',
    };
    const { status, to } = await post(project.collector.app, path, form, headers);
    expect(status).toBe(303);
    expect(to).toBe(`${path}?status=all&order=oldest&done=changed&n=2`);
    const text = visible(await project.page(to));
    expect(text).toContain('2 submissions were changed.');
    expect(text).toMatch(/New 1 Acknowledged 2 Resolved 0 Spam 0/);
    expect(text).toMatch(/Acknowledged admin token delivery price/);
    expect(listed(await project.page(`${path}?status=acknowledged&owner=mine&tag=price`))).toHaveLength(2);
    expect(listed(await project.page(`${path}?owner=nobody`))).toEqual([records[2]!.id]);
    const again = await post(project.collector.app, path, { ...form, back: '' }, headers);
    expect(again.to).toBe(`${path}?done=unchanged`);
    const untag = await post(project.collector.app, path, { id: form.id, untag: 'price' }, headers);
    expect(untag.to).toContain('done=changed&n=2');
    expect(listed(await project.page(`${path}?status=all&tag=price`))).toEqual([]);
  });

  it.each([
    [{ status: 'resolved' }, 'done=unselected'],
    [{ id: 'x' }, 'done=unsaid'],
    [{ id: 'x', tag: '<b>' }, 'done=tag'],
    [{ id: 'x', status: 'no state' }, 'done=unsaid'],
    [{ id: 'x', status: 'resolved', back: 'https://evil.example/?status=spam' }, 'done=unchanged'],
    [{ id: 'x', status: 'resolved', back: 'status=spam&done=saved&evil=1' }, 'status=spam&done=unchanged'],
  ])('%j leads back with %s and nothing else', async (fields, query) => {
    const project = await newProject();
    const path = `/report/p/${project.name}/inbox`;
    const { to } = await post(project.collector.app, path, fields, await signedIn(project));
    expect(to).toBe(`${path}?${query}`);
  });

  it('an address says only what we say', async () => {
    const { name, page } = await newProject();
    const html = await page(`/report/p/${name}/inbox?done=%3Cb%3E&n=9`);
    expect(html).not.toContain('role="status"');
    for (const odd of ['done=constructor', 'done=changed&n=%3Cb%3E', 'done=changed&n=99999999999'])
      expect(await page(`/report/p/${name}/inbox?${odd}`)).not.toContain('<b>');
  });

  it('takes every filter, alone and together', async () => {
    const [low, asked, other] = [
      record({ answers: [ces(2), words('slow')] }),
      asking('jo@example.com', { survey: { id: 'csat', version: '1' } }),
      record({ answers: [ces(7), words('검색이 편해요')] }),
    ];
    const { name, page } = await newProject([low, asked, other, record({ test: true })]);
    const found = async (query: string) => listed(await page(`/report/p/${name}/inbox?${query}`)).sort();
    expect(await found('')).toHaveLength(3);
    expect(await found('tests=1')).toHaveLength(4);
    expect(await found('low=1')).toEqual([low.id]);
    expect(await found('asked=1')).toEqual([asked.id]);
    expect(await found('survey=csat')).toEqual([asked.id]);
    expect(await found(`q=${encodeURIComponent('색이')}`)).toEqual([other.id]);
    expect(await found('low=1&asked=1')).toEqual([]);
    expect(await found('q=%00&survey=%00&tag=%00&owner=%00&from=%00')).toHaveLength(3);
  });

  it('marks what came since the last visit, through reloads, until it is marked as read', async () => {
    let nowMs = Date.parse('2026-11-22T12:00:00.000Z');
    const first = record();
    const project = await newProject([first], () => nowMs);
    const path = `/report/p/${project.name}/inbox`;
    expect(await project.page(path)).not.toContain('unread</span>');
    nowMs += 3_600_000;
    const second = record();
    await project.collector.send([second], project.name);
    nowMs += 60_000;
    for (let look = 0; look < 2; look++) {
      const html = await project.page(path);
      expect(html.match(/unread<\/span>/g)).toHaveLength(1);
      expect(listed(await project.page(`${path}?unread=1`))).toEqual([second.id]);
      nowMs += 60_000;
    }
    const { to } = await post(project.collector.app, `${path}/read`, {}, await signedIn(project));
    expect(visible(await project.page(to))).toContain('marked as read');
    expect(await project.page(path)).not.toContain('unread</span>');
  });

  it('says how long the oldest has waited, and how soon the first response came', async () => {
    let nowMs = Date.parse('2026-11-22T12:00:00.000Z');
    const records = [record(), asking('jo@example.com'), record()];
    const project = await newProject([], () => nowMs);
    for (const one of records) {
      await project.collector.send([one], project.name);
      nowMs += 86_400_000;
    }
    const path = `/report/p/${project.name}/inbox`;
    await post(project.collector.app, path, { id: records[0]!.id, status: 'resolved' }, await signedIn(project));
    const text = visible(await project.page(path));
    expect(text).toContain('Oldest unanswered 2 days');
    expect(text).toContain('Median time to first response 3 days n = 1, in the last 30 days');
    expect(text).toContain('1 person waits for a reply');
    expect(listed(await project.page(`${path}?status=all&waiting=1`))).toEqual([records[1]!.id]);
    const byTheme = { [project.name]: { origins: [], followUp: 'theme' as const } };
    const theme = reportAs(project.collector.store, byTheme, 'read', { nowMs });
    const themed = visible(await (await theme.request(path)).text());
    expect(themed).toContain('Oldest unanswered 2 days');
    expect(themed).toContain('Median time to first response Unknown');
    expect(themed).toContain('the others are followed up by theme');
    nowMs += 40 * 86_400_000;
    await project.signIn();
    expect(visible(await project.page(path))).toContain('Nothing was responded to in the last 30 days');
  });
});

describe('paging', () => {
  it.each(['newest', 'oldest'])('%s first gives each of a view once, several of one millisecond too', async (order) => {
    const { name: project, collector } = await newProject();
    const { store } = collector;
    const records = Array.from({ length: 60 }, (_, at) => record({ answers: [ces(at % 3 ? 7 : 1)] }));
    await Promise.all(
      records.map((one, at) => store.insert(one, { project, receivedAtMs: 1_000 + Math.floor(at / 7), skewMs: 0 })),
    );
    for (const query of ['', 'low=1', 'status=all']) {
      const filter = readFilter(new URLSearchParams(`${query}&order=${order}`));
      const seen: string[] = [];
      let from: string | undefined = '';
      while (from !== undefined) {
        const wanted = { project, filter, person: 'jo', contacts: true, since: null, from, limit: 7 };
        const page: Awaited<ReturnType<typeof readInbox>> = await readInbox(store.database, wanted);
        seen.push(...page.entries.map(({ stored }) => stored.record.id));
        from = page.next;
      }
      const expected = records
        .map(({ id }, at) => ({ id, at: Math.floor(at / 7), low: at % 3 === 0 }))
        .filter(({ low }) => low || query !== 'low=1')
        .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
        .map(({ id }) => id);
      expect(seen).toEqual(order === 'oldest' ? expected : expected.reverse());
    }
  });

  it('the pages lead through all of them by their own links', async () => {
    const { name, page } = await newProject(Array.from({ length: 60 }, () => record()));
    const seen: string[] = [];
    let path: string | undefined = `/report/p/${name}/inbox?status=all`;
    let pages = 0;
    while (path) {
      const html: string = await page(path);
      seen.push(...listed(html));
      path = linkOf(html, 'next');
      pages++;
    }
    expect(pages).toBe(3);
    expect(new Set(seen).size).toBe(60);
    expect(seen).toHaveLength(60);
  });
});

describe('spam', () => {
  it('leaves the figures and the list of newest, is said in numbers, and comes back', async () => {
    const records = Array.from({ length: 12 }, () => record({ answers: [ces(7), words('fine')] }));
    const bad = record({ answers: [ces(1), words('buy pills')] });
    const project = await newProject([...records, bad]);
    const headers = await signedIn(project);
    const overview = async () => visible(await project.page(`/report/p/${project.name}`));
    expect(await overview()).toContain('n = 13');
    const path = `/report/p/${project.name}/inbox`;
    await post(project.collector.app, path, { id: bad.id, status: 'spam' }, headers);
    const without = await overview();
    expect(without).toContain('n = 12');
    expect(without).toContain('12 submissions (last 90 days); 1 marked as spam and left out of figures and list');
    expect(without).not.toContain('buy pills');
    expect(listed(await project.page(`${path}?status=all`))).toHaveLength(12);
    expect(listed(await project.page(`${path}?status=spam`))).toEqual([bad.id]);
    await post(project.collector.app, path, { id: bad.id, status: 'new' }, headers);
    expect(await overview()).toContain('n = 13');
  });
});

describe('a respondent', () => {
  it('with low ratings within 90 days is flagged, and has a timeline', async () => {
    let nowMs = Date.parse('2026-01-01T00:00:00.000Z');
    const by = (value: number, userKey = 'customer-7') => record({ answers: [ces(value)], respondent: { userKey } });
    const project = await newProject([], () => nowMs);
    const sent = [by(1), by(2), by(7), by(3), by(1, 'customer-8')];
    // 0, 91, 92, 93 and 94 days: the first is too old to count for any other.
    for (const [at, one] of sent.entries()) {
      nowMs = Date.parse('2026-01-01T00:00:00.000Z') + (at ? 90 + at : 0) * 86_400_000;
      await project.collector.send([one], project.name);
    }
    const chips = async (one: (typeof sent)[number]) =>
      /(\d) low ratings in 90 days/.exec(visible(await project.page(`/report/p/${project.name}/s/${one.id}`)))?.[1];
    expect(await Promise.all(sent.map(chips))).toEqual([undefined, undefined, undefined, '2', undefined]);
    const html = await project.page(`/report/p/${project.name}/s/${sent[3]!.id}`);
    const timeline = /href="(\/report\/p\/[^"]*\/r\/[^"]*)"/.exec(html)![1]!;
    expect(timeline).not.toContain('customer');
    const all = await project.page(timeline);
    expect(listed(all)).toEqual([sent[3]!.id, sent[2]!.id, sent[1]!.id, sent[0]!.id]);
    // A rating that turned out to be spam is no rating of theirs.
    const headers = await signedIn(project);
    await post(project.collector.app, `/report/p/${project.name}/inbox`, { id: sent[1]!.id, status: 'spam' }, headers);
    expect(await chips(sent[3]!)).toBeUndefined();
    for (const odd of ['x', '%00', 'A'.repeat(32), '..%2f'])
      expect((await project.get(`/report/p/${project.name}/r/${odd}`)).status).toBe(404);
  });
});

describe('one submission', () => {
  it('is given a state, an owner, tags and notes on its page, with what was done below it', async () => {
    const one = record();
    const project = await newProject([one]);
    const headers = await signedIn(project);
    const path = `/report/p/${project.name}/s/${one.id}`;
    const state = { status: 'acknowledged', owner: '민지', tags: 'price, 배송', 'had-status': 'new', 'had-owner': '' };
    expect((await post(project.collector.app, `${path}/state`, state, headers)).to).toBe(`${path}?done=saved`);
    const note = await post(project.collector.app, `${path}/note`, { text: 'Called the\r\nwarehouse' }, headers);
    const html = await project.page(note.to);
    const text = visible(html);
    for (const part of [
      'The note was added.',
      'set it to Acknowledged',
      'gave it to 민지',
      'tagged it price',
      'tagged it 배송',
      'admin token noted',
      'Called the warehouse',
      'First response after',
      'did not ask for a reply',
    ])
      expect(text).toContain(part);
    // Every field has a label of its own.
    for (const [, id] of html.matchAll(
      /<(?:select|textarea|input)(?![^>]*type="(?:hidden|checkbox)")[^>]* id="([^"]+)"/g,
    ))
      expect(html).toContain(`for="${id}"`);
    expect((await post(project.collector.app, `${path}/note`, { text: ' \r\n' }, headers)).to).toContain('done=empty');
    const long = await post(project.collector.app, `${path}/note`, { text: 'x'.repeat(4_001) }, headers);
    expect(long.to).toContain('done=long');
    // A form as large as this is not read at all.
    const huge = await post(project.collector.app, `${path}/note`, { text: 'x'.repeat(100_000) }, headers);
    expect(huge.to).toContain('done=empty');
  });

  it('keeps what somebody else changed since the page was opened', async () => {
    const one = record();
    const project = await newProject([one]);
    const headers = await signedIn(project);
    const path = `/report/p/${project.name}/s/${one.id}/state`;
    const opened = { 'had-status': 'new', 'had-owner': '', 'had-tags': '', status: 'new', owner: '', tags: '' };
    await post(project.collector.app, path, { ...opened, status: 'resolved', owner: 'jo', tags: 'price' }, headers);
    await post(project.collector.app, path, { ...opened, tags: 'delivery' }, headers);
    const text = visible(await project.page(`/report/p/${project.name}/inbox?status=resolved`));
    expect(text).toContain(' jo delivery price ');
  });

  it('is not replied to where nobody asked, even by a form that says otherwise', async () => {
    const one = record();
    const project = await newProject([one]);
    const path = `/report/p/${project.name}/s/${one.id}/reply`;
    const { to } = await post(project.collector.app, path, { text: 'hello' }, await signedIn(project));
    expect(to).toContain('done=refused');
    const { query } = project.collector.store.database;
    expect(await query('SELECT id FROM earshot_replies WHERE project = $1', [project.name])).toEqual([]);
  });
});

describe('roles', () => {
  it('"read" sees states and no form that changes them, and may send none', async () => {
    const one = asking('jo@example.com', {
      respondent: { userKey: 'u', contact: { email: 'jo@example.com', wantsReply: true } },
    });
    const { name, collector } = await newProject([one]);
    const projects = { [name]: { origins: [] } };
    const read = reportAs(collector.store, projects, 'read');
    for (const path of [`/report/p/${name}/inbox`, `/report/p/${name}/s/${one.id}`]) {
      const html = await (await read.request(path)).text();
      expect(visible(html)).toContain('New');
      const posted = [...html.matchAll(/<form method="post" action="([^"]*)"/g)].map((match) => match[1]);
      expect(posted).toEqual(['/report/sign-out']);
      expect(html).not.toContain('name="id"');
    }
    const inbox = `/report/p/${name}/inbox`;
    const page = `/report/p/${name}/s/${one.id}`;
    const attempts: [string, Record<string, string>][] = [
      [inbox, { id: one.id, status: 'spam' }],
      [`${page}/state`, { status: 'spam' }],
      [`${page}/note`, { text: 'x' }],
      [`${page}/reply`, { text: 'x' }],
      [`${page}/again`, { reply: 'x' }],
    ];
    for (const [path, fields] of attempts) expect((await post(read, path, fields)).status).toBe(403);
    const answer = reportAs(collector.store, projects, 'answer', { name: '민지' });
    expect(await (await answer.request(page)).text()).toContain('name="status"');
    expect((await post(answer, `${page}/state`, { status: 'resolved' })).to).toContain('done=saved');
    expect(visible(await (await read.request(page)).text())).toContain('민지 set it to Resolved');
  });

  it('a form of another site changes nothing', async () => {
    const one = record();
    const project = await newProject([one]);
    const headers = { ...(await signedIn(project)), 'Sec-Fetch-Site': 'cross-site' };
    await post(project.collector.app, `/report/p/${project.name}/inbox`, { id: one.id, status: 'spam' }, headers);
    expect(listed(await project.page(`/report/p/${project.name}/inbox`))).toEqual([one.id]);
  });

  it('without a session there is nothing to see or to do', async () => {
    const one = record();
    const { name, collector } = await newProject([one]);
    for (const path of [`/report/p/${name}/inbox`, `/report/p/${name}/r/${'A'.repeat(32)}`])
      expect((await collector.app.request(path)).status).toBe(401);
    expect((await post(collector.app, `/report/p/${name}/inbox`, { id: one.id, status: 'spam' })).status).toBe(401);
  });

  it('no route of a project that is not there, or of an id that is none, does anything but say so', async () => {
    const project = await newProject();
    const headers = await signedIn(project);
    for (const path of ['inbox', 'inbox/read', 's/x/state', 's/%00/note'])
      for (const name of ['nobody', '%00', 'constructor'])
        expect((await post(project.collector.app, `/report/p/${name}/${path}`, { text: 'x' }, headers)).status).toBe(
          404,
        );
    expect((await project.get('/report/p/nobody/inbox')).status).toBe(404);
  });
});

describe('what people write is text, never markup', () => {
  it.each([
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '</textarea><svg onload=alert(1)>',
    "' autofocus onfocus='alert(1)",
    '<a href="javascript:alert(1)">x</a>',
    '</option></select><iframe srcdoc="x">',
  ])('%s', async (text) => {
    const one = record({ answers: [words(text)], respondent: { userKey: text } });
    const project = await newProject([one]);
    const headers = await signedIn(project);
    const path = `/report/p/${project.name}/s/${one.id}`;
    await post(project.collector.app, `${path}/note`, { text }, headers);
    await post(project.collector.app, `${path}/state`, { owner: text, tags: 'price' }, headers);
    expect((await post(project.collector.app, `${path}/state`, { tags: text }, headers)).to).toContain('done=tag');
    const query = `owner=${encodeURIComponent(`=${text}`)}&q=${encodeURIComponent(text)}&survey=${encodeURIComponent(text)}`;
    for (const address of [path, `/report/p/${project.name}/inbox`, `/report/p/${project.name}/inbox?${query}`]) {
      const html = await project.page(address);
      assertOurMarkup(html);
      expect(visible(html)).toContain('Inbox');
    }
    expect(visible(await project.page(path)).replace(/\s/g, '')).toContain(text.replace(/\s/g, ''));
  });
});

it('a database that does not answer is a page that says so, and a log line without a word of it', async () => {
  const { name, collector } = await newProject([record()]);
  const query = () => Promise.reject(Object.assign(new Error('secret'), { code: '57P01' }));
  const broken = testCollector(
    { ...collector.store, database: { ...collector.store.database, query } },
    { projects: { [name]: { origins: [] } } },
  );
  const { get, signIn } = browser(broken);
  await signIn();
  expect((await get(`/report/p/${name}/inbox?q=secret`)).status).toBe(503);
  expect(broken.logged).toEqual(['report: 57P01']);
});
