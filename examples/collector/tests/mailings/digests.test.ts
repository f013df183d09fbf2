import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/app';
import { choicesOf } from '../../src/mailings/choices';
import { figureName } from '../../src/mailings/figure-words';
import type { Figure } from '../../src/report/figures/figures';
import { SHOP, testCollector, testStore } from '../support/collector';
import { type Arrived, type MailServer, mailServer } from '../support/mail-server';
import { mailingsOn, PUBLIC_URL, subscriber } from '../support/mailings';
import { accountsOf, browserOf } from '../support/people';
import { ces, record, words } from '../support/records';
import { visible } from '../support/report';

let store: Store;
let server: MailServer;
let nowMs = 0;
let number = 0;
const clock = () => nowMs;
const open: { close(): Promise<void> }[] = [];
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  server = mailServer();
  await server.start();
  nowMs = Date.parse('2026-11-19T12:00:00.000Z'); // a Thursday
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
  await server.stop();
  for (const table of ['earshot_mails', 'earshot_mail_choices']) await store.database.query(`DELETE FROM ${table}`);
});

const DAY_MS = 86_400_000;
/** A project of its own, with somebody who gets its digest. */
const subscribed = async (digest: 'daily' | 'weekly', weekday = 1) => {
  const project = `digest-${++number}`;
  const person = `jo-${number}`;
  await subscriber(store, person, { project, digest, weekday }, nowMs);
  const projects = { [project]: { origins: [SHOP], timeZone: 'Europe/Berlin' } };
  const on = () => {
    const mailings = mailingsOn(store, projects, server, clock);
    open.push(mailings);
    return mailings;
  };
  const send = (values: number[], more: object = {}) =>
    Promise.all(
      values.map((value) =>
        store.insert(
          record({
            answers: [ces(value), words('nobody may read this in a mail')],
            time: { ...record().time, createdAt: new Date(nowMs).toISOString() },
            ...more,
          }),
          { project, receivedAtMs: nowMs, skewMs: 0 },
        ),
      ),
    );
  return { project, person, projects, on, send };
};

const textOf = (mail: Arrived) => mail.text!.trim().replaceAll('\u00a0', ' ');

describe('a daily digest', () => {
  it('comes at eight by the clocks of the project, with numbers, what changed and who waits, and no words of anybody', async () => {
    const { on, send, project } = await subscribed('daily');
    await send([...Array(40).fill(7), ...Array(5).fill(1)]);
    nowMs = Date.parse('2026-11-20T12:00:00Z');
    await send([...Array(15).fill(7), ...Array(25).fill(1)]);
    await send([6], { test: true });
    const mailings = on();
    // The first one, in the morning of the day after it was chosen, told of the day before; nobody was there to send it.
    nowMs = Date.parse('2026-11-21T06:59:59Z');
    await mailings.run();
    expect(server.arrived).toHaveLength(1);
    expect(server.arrived[0]!.subject).toBe(`${project}: 45 submissions, 19 Nov 2026`);
    nowMs = Date.parse('2026-11-21T07:00:00Z');
    await mailings.run();
    expect(server.arrived).toHaveLength(2);
    const mail = server.arrived[1]!;
    expect(mail.recipients).toEqual([`jo-${number}@example.com`]);
    expect(mail.subject).toBe(`${project}: 40 submissions, 20 Nov 2026`);
    const unsubscribe = /Turn it off: (\S+)/.exec(mail.text!)![1]!;
    expect(textOf(mail).split('\n')).toEqual([
      `Feedback to ${project}, 20 Nov 2026 (Europe/Berlin).`,
      '40 submissions; the day before 45.',
      '',
      'Figures',
      '  Effort (CES 2.0), survey ces, after a journey: 38 % agree that it was easy (24 to 53), n = 40',
      '    Changed by −51 points (−66 to −32) against the day before: more than noise.',
      `The report of these days: ${PUBLIC_URL}/report/p/${project}?from=2026-11-20&to=2026-11-20`,
      '',
      'To be answered',
      '  85 new in the inbox.',
      '  The oldest unanswered waits for 43 hours.',
      `The inbox: ${PUBLIC_URL}/report/p/${project}/inbox`,
      '',
      '-- ',
      `You chose a daily digest of ${project}.`,
      `Turn it off: ${unsubscribe}`,
      `All your mails: ${PUBLIC_URL}/report/account/mails`,
    ]);
    expect(String(mail.html)).toContain('38\u00a0% agree that it was easy');
    expect(String(mail.html)).not.toMatch(/<script|<img/);
    for (const one of server.arrived) expect(`${one.text}${one.html}`).not.toContain('nobody may read this');
    expect(mail.headers.get('list')).toMatchObject({ unsubscribe: { url: unsubscribe } });
    expect(String(mail.headers.get('list-unsubscribe-post') ?? JSON.stringify(mail.headers.get('list')))).toContain(
      'One-Click',
    );
    // What was sent is not kept.
    const rows = await store.database.query<{ text: string; html: string }>('SELECT text, html FROM earshot_mails');
    expect(rows.every(({ text, html }) => !text && !html)).toBe(true);
  });

  it('says nothing of a change within the noise, and names few answers as what they are', async () => {
    const { on, send } = await subscribed('daily');
    await send([7, 7, 6, 5, 7, 7, 6, 5, 3, 2, 1, 7]);
    nowMs += DAY_MS;
    await send([7, 7, 6, 5, 7, 7, 6, 5, 3, 2, 1, 1]);
    await send([3], { survey: { id: 'rare', version: '1' } });
    nowMs = Date.parse('2026-11-21T09:00:00Z');
    await on().run();
    const [mail] = server.arrived;
    expect(textOf(mail!)).toContain('67 % agree that it was easy (39 to 86), n = 12, directional');
    expect(mail!.text).toContain('survey rare, after a journey: 1 answer, too few for a figure');
    expect(mail!.text).not.toContain('Changed by');
  });

  it('makes no link and no line of what somebody sent as the id of a survey', async () => {
    const named = (survey: string) =>
      figureName({ metric: 'ces2', survey, mode: 'journey', channel: 'web', split: undefined } as Figure);
    expect(named('checkout_2.v-1')).toContain('survey checkout_2.v-1,');
    expect(named('x\r\nPay: https://evil.example/?a=1 <b>')).toContain('survey x__Pay__https___evil.example__a_1__b_,');
  });

  it('flags who rated low again within the days it tells of', async () => {
    const { on, send } = await subscribed('daily');
    const respondent = { userKey: 'u-7' };
    await send([1], { respondent });
    nowMs += DAY_MS;
    await send([2], { respondent });
    await send([1], { respondent: { userKey: 'u-8' } });
    nowMs = Date.parse('2026-11-21T09:00:00Z');
    await on().run();
    expect(server.arrived[0]!.text).toContain('1 person rated low, and not for the first time in 90 days.');
  });

  it('is sent once by several collectors, also when two of them look at the same moment', async () => {
    const { on, send } = await subscribed('daily');
    await send([5]);
    const collectors = [on(), on(), on()];
    for (let day = 0; day < 3; day++) {
      nowMs = Date.parse(`2026-11-${20 + day}T07:30:00Z`);
      await send([6]);
      await Promise.all(collectors.map((one) => one.run()));
      await Promise.all(collectors.map((one) => one.run()));
      expect(server.arrived).toHaveLength(day + 1);
    }
  });

  it('that was missed for three days is sent once, and tells of all of them', async () => {
    const { on, send, project } = await subscribed('daily');
    await send([5]);
    nowMs = Date.parse('2026-11-20T07:30:00Z');
    const mailings = on();
    await mailings.run();
    expect(server.arrived).toHaveLength(1);
    for (const day of [20, 21, 22]) {
      nowMs = Date.parse(`2026-11-${day}T12:00:00Z`);
      await send([6]);
    }
    nowMs = Date.parse('2026-11-23T15:00:00Z');
    await mailings.run();
    await mailings.run();
    expect(server.arrived).toHaveLength(2);
    expect(server.arrived[1]!.subject).toBe(`${project}: 3 submissions, 20 Nov 2026 to 22 Nov 2026`);
  });

  it('of which there is nothing to say is not sent; nor one to a person who is disabled, has left, or has no address', async () => {
    const { on, send, person } = await subscribed('daily');
    nowMs = Date.parse('2026-11-20T09:00:00Z');
    const mailings = on();
    await mailings.run();
    expect(server.arrived).toHaveLength(0);
    await send([5]);
    const accounts = accountsOf(store);
    nowMs += DAY_MS;
    await accounts.setDisabled('admin token', person, true);
    await mailings.run();
    await accounts.setDisabled('admin token', person, false);
    await store.database.query(`UPDATE earshot_accounts SET email = '' WHERE name = $1`, [person]);
    await mailings.run();
    expect(server.arrived).toHaveLength(0);
    await accounts.remove('admin token', person);
    expect(await store.database.query('SELECT person FROM earshot_mail_choices')).toEqual([]);
  });

  it('waits for a mail server that is away, and goes out when it is back', async () => {
    const { on, send } = await subscribed('daily');
    await send([5]);
    nowMs = Date.parse('2026-11-20T07:30:00Z');
    server.refusing = { code: 451 };
    const mailings = on();
    await mailings.run();
    expect(server.arrived).toHaveLength(0);
    expect(mailings.logged.join()).toContain('mail: a mail to the team of project');
    server.refusing = undefined;
    nowMs += 120_000;
    await mailings.run();
    expect(server.arrived).toHaveLength(1);
  });
});

describe('a weekly digest', () => {
  it('comes on its day, and tells of the week', async () => {
    const { on, send, project } = await subscribed('weekly', 1);
    await send([5, 6]);
    const mailings = on();
    nowMs = Date.parse('2026-11-22T12:00:00Z');
    await send([7]);
    await mailings.run();
    expect(server.arrived).toHaveLength(0);
    nowMs = Date.parse('2026-11-23T07:00:00Z');
    await mailings.run();
    expect(server.arrived.map(({ subject }) => subject)).toEqual([
      `${project}: 3 submissions, 16 Nov 2026 to 22 Nov 2026`,
    ]);
  });
});

describe('the link that turns a digest off', () => {
  it('works by one POST without a sign-in, only for what it was made for, and only if it is ours', async () => {
    const { on, send, person, project, projects } = await subscribed('daily');
    await subscriber(store, person, { project, digest: 'daily', alerts: true }, nowMs);
    await subscriber(store, person, { project: 'another', digest: 'daily' }, nowMs);
    await send([5]);
    nowMs = Date.parse('2026-11-20T07:30:00Z');
    const mailings = on();
    await mailings.run();
    const path = new URL(/Turn it off: (\S+)/.exec(server.arrived[0]!.text!)![1]!).pathname;
    const collector = testCollector(store, { projects });
    // A program that looks at links turns nothing off.
    const looked = await collector.app.request(path);
    expect(looked.status).toBe(200);
    expect(visible(await looked.text())).toContain(`Turn off the digest of ${project}?`);
    expect((await choicesOf(store.database.query, person)).filter(({ digest }) => digest === 'daily')).toHaveLength(2);
    for (const wrong of [`${path}x`, path.replace(/\.[^.]*$/, ''), '/report/unsubscribe/a.b']) {
      expect((await collector.app.request(wrong)).status).toBe(404);
      expect((await collector.app.request(wrong, { method: 'POST' })).status).toBe(404);
    }
    const init = {
      method: 'POST',
      body: 'List-Unsubscribe=One-Click',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    };
    expect((await collector.app.request(path, init)).status).toBe(200);
    const left = await choicesOf(store.database.query, person);
    expect(left.map(({ project: of, digest, alerts }) => [of === project, digest, alerts]).sort()).toEqual([
      [false, 'daily', false],
      [true, 'none', true],
    ]);
    nowMs += DAY_MS;
    await send([5]);
    await mailings.run();
    expect(server.arrived).toHaveLength(1);
  });
});

describe('the page of one’s mails', () => {
  it('keeps what was chosen, says where mails go and what is missing, and is nobody’s else', async () => {
    const { person, project, projects } = await subscribed('weekly', 3);
    const collector = testCollector(store, { projects });
    const own = browserOf(collector);
    await own.signIn(person);
    const path = '/report/account/mails';
    const page = await own.page(path);
    expect(page).toContain('<option value="weekly-3" selected>Weekly, on Wednesdays</option>');
    expect(visible(page)).toContain(`Mails go to ${person}@example.com.`);
    expect(visible(page)).toContain('No mail goes out: this collector has no mail server');
    const form = { 'project-0': project, 'digest-0': 'daily', 'alerts-0': 'yes' };
    expect((await own.post(path, { ...form, email: 'no address' })).status).toBe(400);
    expect(await choicesOf(store.database.query, person)).toMatchObject([{ digest: 'weekly', alerts: false }]);
    expect((await own.post(path, { ...form, email: 'else@example.com' })).headers.get('Location')).toBe(
      `${path}?done=saved`,
    );
    expect(await choicesOf(store.database.query, person)).toMatchObject([{ project, digest: 'daily', alerts: true }]);
    expect(visible(await own.page(`${path}?done=saved`))).toContain('Mails go to else@example.com.');
    const token = browserOf(collector);
    await token.byToken();
    expect(visible(await token.page(path))).toContain('which is nobody to write to');
    expect((await token.post(path, form)).status).toBe(400);
  });
});
