import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/app';
import type { FeedbackRecord } from '../../src/contract';
import { readHandling } from '../../src/inbox/read-handling';
import { GIVE_UP_DAYS, reply, sendAgain } from '../../src/inbox/reply';
import { createOutbox, type Outbox } from '../../src/mail/outbox';
import { createSmtp, type SendMail } from '../../src/mail/smtp';
import { SHOP, testCollector, testStore } from '../support/collector';
import { asking, post, reportAs } from '../support/inbox';
import { type MailServer, mailServer } from '../support/mail-server';
import { ces, words } from '../support/records';
import { browser, visible } from '../support/report';

let store: Store;
let server: MailServer;
let outboxes: Outbox[] = [];
let logged: string[] = [];
let nowMs = 0;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  server = mailServer();
  await server.start();
  logged = [];
  nowMs = Date.parse('2026-11-22T12:00:00.000Z');
});
afterEach(async () => {
  await Promise.all(outboxes.map((outbox) => outbox.close()));
  outboxes = [];
  await server.stop();
  await store.database.query('DELETE FROM earshot_replies');
});

const FROM = { name: 'The Shop', address: 'feedback@shop.example' };
const HOUR_MS = 3_600_000;

const smtp = () => createSmtp({ url: server.url, from: FROM });
const newOutbox = (send: SendMail = smtp(), database = store.database): Outbox => {
  const log = (line: string) => logged.push(line);
  const outbox = createOutbox({ database, send, sender: FROM.name, clock: () => nowMs, log });
  outboxes.push(outbox);
  return outbox;
};
const sendNow = async (outbox: Outbox) => {
  outbox.wake();
  await outbox.drained();
};
const received = { project: 'shop', receivedAtMs: 0, skewMs: 0 };

/** A stored submission with a reply to it in the outbox. */
const replied = async (one: FeedbackRecord = asking('jo@example.com'), text = 'We send a new one.') => {
  await store.insert(one, received);
  await reply(store.database, { project: 'shop', who: 'jo', nowMs }, one.id, { text, resolve: true });
  return one.id;
};
const stateOf = async (id: string) => {
  const { deeds } = (await readHandling(store.database, 'shop', id))!;
  const [sent] = deeds.filter((deed) => deed.what === 'reply');
  return sent && { state: sent.state, errorCode: sent.errorCode };
};

describe('a reply', () => {
  it('is written on the page of a submission, arrives once, and quotes what was said', async () => {
    const collector = testCollector(store, {
      projects: { shop: { origins: [SHOP] } },
      mail: { url: server.url, from: FROM, replyTo: 'help@shop.example' },
    });
    const one = asking('jo@example.com', {
      answers: [ces(2), words('The parcel came broken.\nTwice.')],
    });
    await collector.send([one]);
    const { page, signIn } = browser(collector);
    const headers = { Cookie: (await signIn()).headers.get('Set-Cookie')!.split(';')[0]! };
    const path = `/report/p/shop/s/${one.id}`;
    const html = await page(path);
    expect(visible(html)).toContain('A mail to jo@example.com');
    const key = /action="[^"]*\/reply">[\s\S]*?name="key" value="([^"]*)"/.exec(html)![1]!;
    const form = { text: 'We are sorry.\r\nA new one is on its way.', key, resolve: '1' };
    for (let times = 0; times < 2; times++)
      expect((await post(collector.app, `${path}/reply`, form, headers)).to).toBe(`${path}?done=reply`);
    await expect.poll(async () => visible(await page(path))).toContain('replied · just now sent');
    expect(server.arrived).toHaveLength(1);
    const [mail] = server.arrived;
    expect(mail!.recipients).toEqual(['jo@example.com']);
    expect(mail!.from!.value).toEqual([FROM]);
    expect(mail!.to).toMatchObject({ value: [{ address: 'jo@example.com' }] });
    expect(mail!.replyTo!.value).toMatchObject([{ address: 'help@shop.example' }]);
    expect(mail!.subject).toBe('Your feedback to The Shop');
    expect(mail!.messageId).toBe(`<earshot-${key}@shop.example>`);
    expect(mail!.html).toBe(false);
    expect(mail!.text!.trim().split('\n')).toEqual([
      'We are sorry.',
      'A new one is on its way.',
      '',
      '-- ',
      'On November 22, 2026 you wrote to The Shop:',
      '',
      '> What could be better?',
      '> The parcel came broken.',
      '> Twice.',
      '',
      'You asked for this reply when you sent your feedback.',
    ]);
    const text = visible(await page(`/report/p/shop/inbox?status=resolved`));
    expect(text).toContain('The parcel came broken.');
  });

  it('speaks the language of the form, in every script', async () => {
    const outbox = newOutbox();
    const prompt = '어떤 점이 불편하셨나요?';
    await replied(
      asking('조@example.com', { locale: 'ko-KR', answers: [{ ...words('택배가 깨져서 왔어요 🙁'), prompt }] }),
      '죄송합니다. 새 상품을 보내 드리겠습니다.',
    );
    // This server takes addresses of ASCII only, as many do.
    const rows = await store.database.query<{ id: string }>('SELECT submission_id AS id FROM earshot_replies');
    await store.database.query(`UPDATE earshot_submissions SET body = replace(body, '조@', 'jo@') WHERE id = $1`, [
      rows[0]!.id,
    ]);
    await sendNow(outbox);
    const [mail] = server.arrived;
    expect(mail!.subject).toBe('The Shop에 보내 주신 의견에 답변드립니다');
    expect(mail!.text!.trim().split('\n')).toEqual([
      '죄송합니다. 새 상품을 보내 드리겠습니다.',
      '',
      '-- ',
      '2026년 11월 22일 The Shop에 보내 주신 의견:',
      '',
      '> 어떤 점이 불편하셨나요?',
      '> 택배가 깨져서 왔어요 🙁',
      '',
      '의견을 보내실 때 답변을 요청하셔서 보내 드립니다.',
    ]);
  });

  it('quotes a rating where there are no words, and knows another language than its own only as English', async () => {
    const outbox = newOutbox();
    const one = asking('jo@example.com', { locale: 'fr', answers: [ces(2, { label: 'Pas d’accord' })] });
    await replied({ ...one, context: { ...one.context, tz: 'Nowhere/Land' } });
    await sendNow(outbox);
    expect(server.arrived[0]!.text).toContain('> 2 / 7 Pas d’accord');
    expect(server.arrived[0]!.text).toContain('On November 22, 2026 you wrote');
  });
});

describe('a mail server that is away', () => {
  it('loses nothing: what waits is sent when it is back, and once', async () => {
    await server.stop();
    const outbox = newOutbox();
    const id = await replied();
    await sendNow(outbox);
    expect(await stateOf(id)).toEqual({ state: 'queued', errorCode: 'ESOCKET' });
    await server.start();
    // Not at once: it would be asked all the time.
    await sendNow(outbox);
    expect(server.arrived).toHaveLength(0);
    nowMs += 60_000;
    await sendNow(outbox);
    await sendNow(outbox);
    expect(server.arrived).toHaveLength(1);
    expect(await stateOf(id)).toMatchObject({ state: 'sent' });
    expect(logged).toEqual(['mail: a reply of project "shop" was not taken: ESOCKET']);
  });

  it('is asked ever less often, and given up after days; "Send again" begins anew', async () => {
    await server.stop();
    const outbox = newOutbox();
    const id = await replied();
    const startMs = nowMs;
    let looks = 0;
    while ((await stateOf(id))!.state === 'queued') {
      await sendNow(outbox);
      nowMs += HOUR_MS;
      if (++looks > 200) throw new Error('it is never given up');
    }
    expect(nowMs - startMs).toBeGreaterThan(GIVE_UP_DAYS * 24 * HOUR_MS);
    expect(looks).toBeLessThan(GIVE_UP_DAYS * 24 + 3);
    expect(await stateOf(id)).toEqual({ state: 'failed', errorCode: 'ESOCKET' });
    await server.start();
    await sendNow(outbox);
    expect(server.arrived).toHaveLength(0);
    const projects = { shop: { origins: [] } };
    const app = reportAs(store, projects, 'answer', { outbox, nowMs });
    const page = await (await app.request(`/report/p/shop/s/${id}`)).text();
    expect(visible(page)).toContain('could not be reached');
    const replyId = /name="reply" value="([^"]*)"/.exec(page)![1]!;
    const path = `/report/p/shop/s/${id}/again`;
    expect((await post(app, path, { reply: replyId })).to).toContain('done=again');
    await outbox.drained();
    expect(await stateOf(id)).toMatchObject({ state: 'sent' });
    expect(server.arrived).toHaveLength(1);
    // What was sent is not sent again, whoever asks.
    expect((await post(app, path, { reply: replyId })).to).toContain('done=unchanged');
    expect(await sendAgain(store.database, { project: 'shop', who: 'jo', nowMs }, id, 'x')).toBe(false);
  });

  it('a refused address fails at once, what may pass is tried again, and a wrong password waits for who mends it', async () => {
    const outbox = newOutbox();
    server.refusing = { code: 550 };
    const refused = await replied();
    await sendNow(outbox);
    expect(await stateOf(refused)).toEqual({ state: 'failed', errorCode: '550' });
    server.refusing = { code: 450 };
    const busy = await replied();
    await sendNow(outbox);
    expect(await stateOf(busy)).toEqual({ state: 'queued', errorCode: '450' });
    server.refusing = undefined;
    nowMs += 60_000;
    await sendNow(outbox);
    expect(await stateOf(busy)).toMatchObject({ state: 'sent' });
    const wrong = newOutbox(createSmtp({ url: server.url.replace('p%40ss', 'wrong'), from: FROM }));
    const unsigned = await replied();
    await sendNow(wrong);
    expect(await stateOf(unsigned)).toEqual({ state: 'queued', errorCode: '535' });
    expect(server.arrived).toHaveLength(1);
  });

  it('one that took the mail and could not say so gets the same mail again, by its Message-ID', async () => {
    const outbox = newOutbox();
    server.losingAcks = true;
    const id = await replied();
    await sendNow(outbox);
    expect((await stateOf(id))!.state).toBe('queued');
    server.losingAcks = false;
    nowMs += 60_000;
    await sendNow(outbox);
    expect(server.arrived).toHaveLength(2);
    expect(new Set(server.arrived.map(({ messageId }) => messageId)).size).toBe(1);
    expect(await stateOf(id)).toMatchObject({ state: 'sent' });
  });
});

describe('several collectors', () => {
  it('send each reply once between them', async () => {
    const ids = [];
    for (let at = 0; at < 6; at++) ids.push(await replied(asking(`jo${at}@example.com`)));
    const several = [newOutbox(), newOutbox(), newOutbox()];
    await Promise.all(several.map(sendNow));
    await Promise.all(several.map(sendNow));
    expect(server.arrived.flatMap(({ recipients }) => recipients).sort()).toEqual(
      ids.map((_, at) => `jo${at}@example.com`),
    );
  });

  it('take over from one that died with a mail in its hands, when its time is over', async () => {
    let letGo = () => {};
    const stuck = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const died = newOutbox(() => stuck);
    const id = await replied();
    died.wake();
    await expect
      .poll(() => store.database.query('SELECT id FROM earshot_replies WHERE claimed_until IS NOT NULL'))
      .toHaveLength(1);
    const other = newOutbox();
    await sendNow(other);
    expect(server.arrived).toHaveLength(0);
    nowMs += 121_000;
    await sendNow(other);
    expect(server.arrived).toHaveLength(1);
    letGo();
    await died.drained();
    expect(await stateOf(id)).toMatchObject({ state: 'sent' });
  });
});

describe('what a visitor left cannot steer a mail', () => {
  it.each([
    'jo@example.com\r\nBcc: all@example.com',
    'jo@example.com,all@example.com',
    'jo@example.com>\r\nRCPT TO:<all@example.com',
    '<all@example.com> jo@example.com',
  ])('the address %j is none, so nothing is sent', async (email) => {
    const outbox = newOutbox();
    const one = asking(email);
    // As if the form had let it pass.
    const id = await replied(one);
    await sendNow(outbox);
    expect(await stateOf(id)).toEqual({ state: 'failed', errorCode: 'EADDRESS' });
    expect(server.arrived).toHaveLength(0);
  });

  it('line breaks in names that become part of a header stay within it, and words stay words', async () => {
    const send = smtp();
    const log = (line: string) => logged.push(line);
    const outbox = createOutbox({ database: store.database, send, sender: '', clock: () => nowMs, log });
    outboxes.push(outbox);
    const evil = 'x\r\nBcc: all@example.com\r\n\r\nhello';
    const one = asking('jo@example.com', {
      survey: { id: evil, version: '1' },
      answers: [words('.\r\n.\r\nQUIT\r\nBcc: all@example.com')],
    });
    await replied({ ...one, context: { ...one.context, url: 'about:blank' } }, 'Fine.\n.\nRSET\n..');
    await sendNow(outbox);
    expect(server.arrived).toHaveLength(1);
    const [mail] = server.arrived;
    expect(mail!.recipients).toEqual(['jo@example.com']);
    expect(mail!.headers.has('bcc')).toBe(false);
    expect(mail!.subject).toContain('Bcc: all@example.com');
    expect(mail!.text).toContain('Fine.\n.\nRSET\n..\n');
    expect(mail!.text).toContain('> .');
  });

  it('no line that is logged holds an address or a word', async () => {
    server.refusing = { code: 550 };
    const outbox = newOutbox();
    await replied(asking('secret@example.com'), 'a secret reply');
    await sendNow(outbox);
    expect(logged).toEqual(['mail: a reply of project "shop" was not taken: 550']);
  });

  it('security rule 9: what was erased before it was sent is not sent', async () => {
    await server.stop();
    const outbox = newOutbox();
    const id = await replied();
    await sendNow(outbox);
    await store.erase('shop', id);
    await server.start();
    nowMs += HOUR_MS;
    await sendNow(outbox);
    expect(server.arrived).toHaveLength(0);
  });
});

it('without mail a page says what is missing, and a form is refused', async () => {
  const one = asking('jo@example.com');
  await store.insert(one, received);
  const app = reportAs(store, { shop: { origins: [] } }, 'answer');
  const path = `/report/p/shop/s/${one.id}`;
  expect(visible(await (await app.request(path)).text())).toContain('set up mail: SMTP_URL and MAIL_FROM');
  expect((await post(app, `${path}/reply`, { text: 'x' })).to).toContain('done=refused');
});
