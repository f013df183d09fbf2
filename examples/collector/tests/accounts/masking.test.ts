import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../src/app';
import { maskEmail, maskEmailsIn, maskName } from '../../src/report/mask';
import { migrations } from '../../src/storage/migrations';
import { accounts as migration } from '../../src/storage/migrations/accounts';
import { SHOP, type TestCollector, testCollector, testStore } from '../support/collector';
import { browserOf, newAccount } from '../support/people';
import { batch, ces, record, words } from '../support/records';
import { visible } from '../support/report';

describe('a masked contact', () => {
  it.each([
    ['jo.weber@example.org', 'j…@….org'],
    ['j@example.co.uk', 'j…@….uk'],
    ['김철수@예시.한국', '김…@…'],
    ['@example.org', '…@….org'],
    ['a@b', 'a…@…'],
    ['0151 2345678', '0…'],
    ['a@b@secret.example.org', 'a…@….org'],
    ['jo＠example.org', 'j…@….org'],
    ['', '…'],
  ])('%s is shown as %s', (email, masked) => expect(maskEmail(email)).toBe(masked));

  it.each([
    ['Jo Weber', 'J. W.'],
    ['김철수', '김.'],
    [' jo  van der  Weber ', 'j. v. d.'],
    ['😀x', '😀.'],
    ['', ''],
  ])('the name %j is shown as %j', (name, masked) => expect(maskName(name)).toBe(masked));

  it('never holds more of an address than its first letter and its last label, whatever the address', () => {
    const label = fc.string({ unit: fc.constantFrom(...'abcxyz0189.+-_'.split('')), minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(label, label, fc.constantFrom('org', 'example', 'x1', ''), (local, domain, top) => {
        const masked = maskEmail(`${local}@${domain}${top && `.${top}`}`);
        expect(masked).toMatch(/^.…@…(\.[a-z]{2,10})?$/u);
        expect(masked.startsWith(local[0]!)).toBe(true);
      }),
    );
  });

  it('addresses are found within other values', () => {
    expect(maskEmailsIn("Jo <jo.weber+x@shop.example>, o'brien@x.org")).toBe('Jo <j…@….example>, o…@….org');
    expect(maskEmailsIn('mailto:jo@example.org')).toBe('mailto:j…@….org');
    expect(maskEmailsIn('jo%40example.org')).toBe('j…@….org');
    expect(maskEmailsIn('u_123, plan pro, 4 @ 5')).toBe('u_123, plan pro, 4 @ 5');
  });
});

describe('who only reads', () => {
  let store: Store;
  let collector: TestCollector;
  beforeAll(async () => {
    store = await testStore();
    collector = testCollector(store, { projects: { shop: { origins: [SHOP] }, many: { origins: [SHOP] } } });
    for (const role of ['read', 'answer', 'admin'] as const) await newAccount(store, role, role);
  });
  afterAll(() => store.close());

  const as = async (role: string) => {
    const browser = browserOf(collector);
    await browser.signIn(role);
    return browser;
  };

  const one = record({
    answers: [words('Write to words@visible.example, please.')],
    respondent: {
      userKey: 'key@secret.example',
      segment: 'pro',
      traits: { mail: 'trait@secret.example', plan: 'gold', seats: 4 },
      contact: { email: 'jo.weber@secret.example', name: 'Jo Weber', wantsReply: true },
    },
    data: { owner: 'data@secret.example', order: 17 },
  });

  it('sees contacts masked, in the list and by itself, and no address to write to', async () => {
    await collector.send([one]);
    for (const role of ['read', 'answer', 'admin']) {
      const browser = await as(role);
      for (const path of ['/report/p/shop', `/report/p/shop/s/${one.id}`]) {
        const page = await browser.page(path);
        const text = visible(page);
        expect(text).toContain('words@visible.example'); // what a visitor wrote is shown as it is
        expect(text).toContain('wants a reply');
        expect(page.includes('secret')).toBe(role !== 'read');
        expect(text.includes('Weber')).toBe(role !== 'read');
        expect(page.includes('mailto:')).toBe(role !== 'read');
        expect(text.includes('j…@….example')).toBe(role === 'read');
        expect(text.includes('masked for your role')).toBe(role === 'read');
      }
      const facts = visible(await browser.page(`/report/p/shop/s/${one.id}`));
      expect(facts).toContain('Trait plan gold');
      expect(facts).toContain('Trait seats 4');
      expect(facts).toContain('Data order 17');
    }
  });

  it('sees addresses in the data of the host masked in the parts of a figure, too, and cannot ask for one', async () => {
    const rated = record({ answers: [ces(6)], data: { owner: 'data@secret.example' } });
    await collector.send([rated]);
    const address = '/report/p/shop/figure?survey=ces&version=1&question=ces&mode=journey&channel=web&by=data.owner';
    for (const role of ['read', 'answer']) {
      const browser = await as(role);
      const parts = await browser.page(address);
      expect(parts).toContain('all others');
      expect(parts.includes('secret')).toBe(role !== 'read');
      const one = visible(await browser.page(`${address}&key=data%40secret.example`));
      expect(one.includes('Effort where owner is data@secret.example')).toBe(role !== 'read');
    }
  });

  it('does not find by contact, and finds by words, pages and touchpoints as everybody', async () => {
    await collector.send([one]);
    const found = async (role: string, q: string) =>
      (await (await as(role)).page(`/report/p/shop?q=${encodeURIComponent(q)}`)).includes(`/s/${one.id}"`);
    for (const q of ['jo.weber@', 'secret.example', 'WEBER', 'j']) {
      expect(await found('read', q)).toBe(false);
      expect(await found('answer', q)).toBe(true);
    }
    for (const q of ['words@visible', 'please', 'shop.example/check'])
      for (const role of ['read', 'answer']) expect(await found(role, q)).toBe(true);
    expect(visible(await (await as('read')).page('/report/p/shop'))).not.toMatch(/Search words.*contacts/);
  });

  it('pages through exactly what the words hold, however many contacts hold it in between', async () => {
    const records = Array.from({ length: 70 }, (_, at) =>
      record({
        answers: [words(at % 2 ? 'a needle' : 'hay')],
        respondent: { contact: { email: 'needle@example.org', wantsReply: false } },
      }),
    );
    for (let from = 0; from < records.length; from += 20)
      await collector.post(batch(records.slice(from, from + 20), { project: 'many' }));
    for (const [role, hits] of [
      ['read', 35],
      ['answer', 70],
    ] as const) {
      const browser = await as(role);
      const seen: string[] = [];
      for (let path: string | undefined = '/report/p/many?q=needle'; path; ) {
        const page: string = await browser.page(path);
        const ids = [...page.matchAll(/class="when" href="[^"]*\/s\/([0-9a-f-]{36})"/g)].map((match) => match[1]!);
        seen.push(...ids);
        path = /href="([^"#]*)#submissions" rel="next"/.exec(page)?.[1]?.replaceAll('&amp;', '&');
        if (path) expect(ids).toHaveLength(25);
      }
      expect(seen).toHaveLength(hits);
      expect(new Set(seen).size).toBe(hits);
    }
  });

  it('nor in what was stored before contacts had a column of their own: the migration takes them out', async () => {
    const { database } = store;
    const contacts = [
      { email: 'Ä.Öz@Example.org', name: 'ÄRGER İstanbul', wantsReply: true },
      { email: 'only@example.org', wantsReply: false },
      { name: 'Only Name', wantsReply: false },
      { email: 'two@example.org', name: 'line one\nline two\nline three', wantsReply: false },
      { wantsReply: false },
      undefined,
    ];
    const old = contacts.map((contact) =>
      record({
        answers: [words('first line\nLAST LINE "contact":{ \\u0000'), words('Ärger')],
        touchpoint: 'checkout',
        ...(contact && { respondent: { contact } }),
      }),
    );
    const bare = record({
      answers: [],
      context: { ...record().context, url: '' },
      respondent: { contact: contacts[0]! },
    });
    const all = [...old, bare];
    await collector.send(all);
    const rows = () =>
      database.query<{ id: string; search_text: string; search_contact: string }>(
        `SELECT t.id, search_text, search_contact FROM json_to_recordset($1::json) AS t (at integer, id text)
         JOIN earshot_submissions s ON s.project = 'shop' AND s.id = t.id ORDER BY t.at`,
        [JSON.stringify(all.map(({ id }, at) => ({ at, id })))],
      );
    const now = await rows();
    expect(now).toHaveLength(all.length);
    expect(now.map(({ search_contact }) => search_contact.split('\n').length)).toEqual([2, 1, 1, 4, 1, 1, 2]);
    expect(now.at(-1)!.search_text).toBe('');
    // As they were stored: the contact at the end of the one column. One body has what no database reads out of JSON.
    await database.query(
      `UPDATE earshot_submissions SET search_text = CASE WHEN search_text = '' OR search_contact = ''
         THEN search_text || search_contact ELSE search_text || chr(10) || search_contact END`,
    );
    await database.query(
      `UPDATE earshot_submissions SET body = replace(body, '"locale":"en"', '"locale":"en","odd":"\\u0000 \\ud800"')`,
    );
    await database.query('ALTER TABLE earshot_submissions DROP COLUMN search_contact');
    expect(migrations).toContain(migration);
    const move = migration.filter((statement) => /^\s*(ALTER TABLE|UPDATE) earshot_submissions/.test(statement));
    expect(move).toHaveLength(2);
    for (const statement of move) await database.query(statement);
    expect(await rows()).toEqual(now);
  });
});
