import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeReceipt } from '../../../../src/privacy/receipt';
import type { CollectorOptions, Store } from '../../src/app';
import type { FeedbackRecord } from '../../src/contract';
import { receiptOf } from '../../src/receipts/read';
import { receiptStatus } from '../../src/receipts/status';
import { SHOP, testCollector, testStore } from '../support/collector';
import { everyTable } from '../support/every-table';
import { ces, newId, record, words } from '../support/records';
import { askReceipts, english, fields, postReceipts, publishedIn, sendTo, teamMember } from '../support/updates';

let store: Store;
let projects = 0;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const newProject = async (more: Partial<CollectorOptions> = {}) => {
  const name = `receipts-${++projects}`;
  const collector = testCollector(store, { projects: { [name]: { origins: [SHOP] } }, ...more });
  const team = await teamMember(collector, name);
  return {
    name,
    collector,
    team,
    /** Sends a submission as the widget does, and returns what its device keeps. */
    async submit(more: Partial<FeedbackRecord> = {}) {
      const made = (await makeReceipt())!;
      const one = record({ receipt: made.hash, ...more });
      await sendTo(collector, name, [one]);
      return { ...made, id: one.id };
    },
    ask: (...secrets: string[]) => askReceipts(collector, name, secrets),
    setStatus: (id: string, status: string) =>
      store.database.query('UPDATE earshot_submissions SET status = $3 WHERE project = $1 AND id = $2', [
        name,
        id,
        status,
      ]),
    reply: (id: string, text: string, { state = 'sent', at = '2026-11-23T08:00:00.000Z' } = {}) =>
      store.database.query(
        `INSERT INTO earshot_replies (project, id, submission_id, at, who, text, state, attempts, due_at, give_up_at)
         VALUES ($1, $2, $3, $4::timestamptz, 'jo', $5, $6, 0, $4::timestamptz, $4::timestamptz)`,
        [name, newId(), id, at, text, state],
      ),
  };
};

describe('what became of one’s own words', () => {
  it('security 10: the collector makes the same hash of a secret as the device', async () => {
    for (let at = 0; at < 20; at++) {
      const { secret, hash } = (await makeReceipt())!;
      expect(secret).toMatch(/^[A-Za-z0-9_-]{22}$/);
      expect(receiptOf(secret)).toBe(hash);
    }
  });

  it('is told to who holds the receipt, from received to resolved, with reply and update', async () => {
    const { name, collector, team, submit, ask, setStatus, reply } = await newProject();
    const mine = await submit({ answers: [ces(2), words('The checkout has too many steps.')] });
    const [received] = await ask(mine.secret);
    expect(received).toEqual({ receipt: mine.hash, status: 'received', at: received!.at, updates: [] });
    expect(Date.parse(received!.at!)).toBeGreaterThan(0);

    await setStatus(mine.id, 'acknowledged');
    expect((await ask(mine.secret))[0]!.status).toBe('read');

    await reply(mine.id, 'Not sent yet', { state: 'draft' });
    expect((await ask(mine.secret))[0]).toMatchObject({ status: 'read' });
    expect((await ask(mine.secret))[0]).not.toHaveProperty('reply');

    await reply(mine.id, 'We looked at it.');
    await reply(mine.id, 'It is fixed.', { at: '2026-11-24T08:00:00.000Z', state: 'failed' });
    await reply(mine.id, 'Thank you.', { at: '2026-11-22T08:00:00.000Z', state: 'queued' });
    const answered = { status: 'answered', reply: { text: 'It is fixed.', at: '2026-11-24T08:00:00.000Z' } };
    expect((await ask(mine.secret))[0]).toMatchObject(answered);

    const update = await team.draft(fields(english(), { submission: mine.id }));
    expect((await ask(mine.secret))[0]!.updates).toEqual([]);
    await team.post(`/updates/${update}/publish`);
    await setStatus(mine.id, 'resolved');
    expect((await ask(mine.secret))[0]).toMatchObject({ ...answered, status: 'resolved', updates: [update] });
    expect((await publishedIn(collector, `project=${name}`)).map(({ id }) => id)).toEqual([update]);

    await team.post(`/updates/${update}/withdraw`);
    expect((await ask(mine.secret))[0]!.updates).toEqual([]);
  });

  it('is told to nobody else: not for another secret, the hash, the id, or in another project', async () => {
    const { name, collector, submit, ask, reply } = await newProject({
      projects: { [`receipts-${projects + 1}`]: { origins: [SHOP] }, neighbour: { origins: [SHOP] } },
    });
    const mine = await submit();
    const theirs = await submit();
    await reply(theirs.id, 'Only for them');
    const asked = [
      mine.secret,
      theirs.hash,
      theirs.hash.slice(0, 22),
      theirs.id,
      `${theirs.secret} `,
      theirs.secret.slice(1),
      '',
      '%',
      randomBytes(16).toString('base64url'),
      theirs.secret.toUpperCase(),
    ];
    const answers = await ask(...asked);
    expect(answers.map(({ status }) => status)).toEqual(['received', ...asked.slice(1).map(() => 'unknown')]);
    for (const [at, answer] of answers.entries())
      if (at) expect(answer).toEqual({ receipt: receiptOf(asked[at]!), status: 'unknown', updates: [] });
    expect(JSON.stringify(answers)).not.toContain('Only for them');
    expect(await askReceipts(collector, 'neighbour', [theirs.secret])).toEqual([
      { receipt: theirs.hash, status: 'unknown', updates: [] },
    ]);
    expect((await askReceipts(collector, name, [theirs.secret]))[0]!.status).toBe('answered');
  });

  it('comes in the order of asking, fifty at once, the same one twice', async () => {
    const { submit, ask } = await newProject();
    const [first, second] = [await submit(), await submit()];
    const others = Array.from({ length: 47 }, () => randomBytes(16).toString('base64url'));
    const answers = await ask(second.secret, ...others, first.secret, second.secret);
    expect(answers.map(({ receipt }) => receipt)).toEqual(
      [second.secret, ...others, first.secret, second.secret].map(receiptOf),
    );
    expect(answers[0]).toEqual(answers[49]);
    expect(answers.filter(({ status }) => status === 'received')).toHaveLength(3);
  });

  it('of a later submission with the same receipt is not told: the first one stands', async () => {
    const { submit, ask, setStatus } = await newProject();
    const mine = await submit();
    const copy = await submit({ receipt: mine.hash });
    await store.database.query(
      `UPDATE earshot_submissions SET received_at = received_at + interval '1 s' WHERE id = $1`,
      [copy.id],
    );
    await setStatus(copy.id, 'resolved');
    expect((await ask(mine.secret))[0]!.status).toBe('received');
  });

  it('is told for 128 bits only: a text that can be guessed opens nothing, even where a sender made its receipt from one', async () => {
    const { submit, ask } = await newProject();
    for (const guessable of ['1234', 'x'.repeat(23)]) {
      await submit({ receipt: receiptOf(guessable) });
      expect((await ask(guessable))[0]!.status).toBe('unknown');
    }
  });

  it('is told of submissions only', async () => {
    const { submit, ask } = await newProject();
    const { secret } = await submit({ kind: 'dismissal', answers: [] });
    expect((await ask(secret))[0]!.status).toBe('unknown');
  });

  it('spam looks like what just came, also when it was answered before: who sent it learns nothing', async () => {
    const { team, submit, ask, setStatus, reply } = await newProject();
    const spam = await submit();
    const [before] = await ask(spam.secret);
    await reply(spam.id, 'Thank you!');
    const update = await team.draft(fields(english(), { submission: spam.id }));
    await team.post(`/updates/${update}/publish`);
    await setStatus(spam.id, 'spam');
    expect(await ask(spam.secret)).toEqual([before]);
  });

  it('the status of a submission and whether it was answered say all of it', () => {
    const said = (status: string) => [receiptStatus(status, false), receiptStatus(status, true)];
    expect(said('new')).toEqual(['received', 'answered']);
    expect(said('acknowledged')).toEqual(['read', 'answered']);
    expect(said('resolved')).toEqual(['resolved', 'resolved']);
    expect(said('spam')).toEqual(['received', 'received']);
    expect(said('of a later version')).toEqual(['received', 'answered']);
  });

  it('an erased submission leaves no trace: its receipt is unknown, and the update names it no more', async () => {
    const { name, collector, team, submit, ask } = await newProject();
    const [mine, other] = [await submit(), await submit()];
    const update = await team.draft(fields(english(), { submission: mine.id }));
    await team.post(`/s/${other.id}/updates`, new URLSearchParams({ update }));
    await team.post(`/updates/${update}/publish`);
    expect((await ask(mine.secret))[0]!.updates).toEqual([update]);
    expect(await everyTable(store.database.query)).toContain(mine.hash);
    expect(await store.erase(name, mine.id)).toBe(true);
    expect(await ask(mine.secret)).toEqual([{ receipt: mine.hash, status: 'unknown', updates: [] }]);
    expect((await ask(other.secret))[0]!.updates).toEqual([update]);
    const left = await everyTable(store.database.query);
    expect(left).toContain(other.id);
    for (const gone of [mine.id, mine.hash, mine.secret]) expect(left).not.toContain(gone);
    // An answer that comes too late finds nothing to add.
    await team.post(`/s/${mine.id}/updates`, new URLSearchParams({ update }));
    expect(await everyTable(store.database.query)).not.toContain(mine.id);
    expect(await team.page(`/updates/${update}`)).toContain('1 submission behind it');
    expect(await publishedIn(collector, `project=${name}`)).toHaveLength(1);
  });
});

describe('POST /v1/receipts', () => {
  const CORPUS =
    'wordtoken mailtoken@x.example nametoken urltoken titletoken keytoken traittoken datatoken choicetoken notoken'.split(
      ' ',
    );
  const [said, email, who, url, title, userKey, trait, data, choice, promptText] = CORPUS as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];

  it('whatever is asked, no word, contact or other secret of a submission is in the answer', async () => {
    const { name, collector, submit, reply, team } = await newProject({
      limits: { perIpPerMinute: 0, perProjectPerMinute: 0 },
    });
    const made = await Promise.all(
      Array.from({ length: 4 }, () =>
        submit({
          answers: [
            ces(2),
            words(`It ${said} here`),
            { question: 'c', type: 'choice', value: ['x'], label: choice, prompt: promptText },
          ],
          context: { ...record().context, url: `https://shop.example/${url}`, title },
          respondent: { userKey, traits: { plan: trait }, contact: { email, name: who, wantsReply: true } },
          data: { note: data },
        }),
      ),
    );
    await reply(made[0]!.id, 'Thank you.');
    await team.draft(fields(english('draftoken'), { submission: made[1]!.id }));
    const known = made.flatMap(({ secret, hash, id }) => [secret, hash, id]);
    const text = fc.oneof(fc.constantFrom(...known, ...CORPUS), fc.string({ maxLength: 30 }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { minLength: 1, maxLength: 50 }),
        fc.object({ key: fc.constantFrom('v', 'include', 'fields', 'record', 'id'), maxDepth: 1 }),
        async (secrets, more) => {
          const answer = await postReceipts(collector, { ...more, v: 1, project: name, secrets });
          expect(answer.status).toBe(200);
          expect(answer.headers.get('Cache-Control')).toBe('no-store');
          const body = await answer.text();
          for (const token of [...CORPUS, 'draftoken']) expect(body).not.toContain(token);
          // Nor a secret, nor an id: the answer names a receipt by its hash.
          for (const { secret, id } of made) {
            expect(body).not.toContain(secret);
            expect(body).not.toContain(id);
          }
          const { receipts } = JSON.parse(body);
          expect(receipts).toHaveLength(secrets.length);
          for (const [at, { status }] of receipts.entries())
            expect(status !== 'unknown').toBe(made.some(({ secret }) => secret === secrets[at]));
        },
      ),
      { numRuns: 80 },
    );
  });

  it('refuses what is no question with a code, readably across origins', async () => {
    const { name, collector } = await newProject();
    const secrets = [randomBytes(16).toString('base64url')];
    const refused = async (body: unknown, headers = {}) => {
      const answer = await postReceipts(collector, body, headers);
      expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
      const text = await answer.text();
      expect(text).not.toContain(secrets[0]);
      const { code, path } = JSON.parse(text).error;
      return [answer.status, code, path].filter((part) => part !== undefined && part !== '').join(' ');
    };
    const project = name;
    expect(await refused('{')).toBe('400 malformed_json');
    expect(await refused(`${'['.repeat(20)}${']'.repeat(20)}`)).toBe('400 too_deep');
    expect(await refused([])).toBe('400 invalid_request');
    expect(await refused('null')).toBe('400 invalid_request');
    expect(await refused({ v: 0, project, secrets })).toBe('400 invalid_request v');
    expect(await refused({ v: 2, project, secrets })).toBe('400 unknown_version v');
    expect(await refused({ v: 1, secrets })).toBe('400 invalid_request project');
    expect(await refused({ v: 1, project, secrets: [] })).toBe('400 invalid_request secrets');
    expect(await refused({ v: 1, project, secrets: Array(51).fill(secrets[0]) })).toBe('400 invalid_request secrets');
    expect(await refused({ v: 1, project, secrets: [secrets[0], 7] })).toBe('400 invalid_request secrets[1]');
    expect(await refused({ v: 1, project: 'nobody', secrets })).toBe('404 unknown_project');
    expect(await refused({ v: 1, project, secrets }, { Origin: 'https://evil.example' })).toBe(
      '403 origin_not_allowed',
    );
    expect(await refused({ v: 1, project, secrets }, { 'Content-Type': 'image/png' })).toBe('415 unsupported_type');
    expect(await refused({ v: 1, project, secrets: ['x'.repeat(9_000)] })).toBe('413 too_large');
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const answer = await collector.app.request('/v1/receipts', { method });
      expect([answer.status, answer.headers.get('Access-Control-Allow-Origin')]).toEqual([405, '*']);
    }
    expect(collector.logged).toEqual([]);
  });

  it('takes JSON as well, after its preflight', async () => {
    const { name, collector, submit } = await newProject();
    const { secret } = await submit();
    const preflight = await collector.app.request('/v1/receipts', { method: 'OPTIONS' });
    expect(preflight.headers.get('Access-Control-Allow-Methods')).toBe('POST');
    const body = { v: 1, project: name, secrets: [secret] };
    const answer = await postReceipts(collector, body, { 'Content-Type': 'application/json; charset=utf-8' });
    expect(answer.status).toBe(200);
  });

  it('slows down who asks too often, and their words still come in', async () => {
    const { name, collector, submit } = await newProject({ limits: { perIpPerMinute: 2 } });
    const body = { v: 1, project: name, secrets: ['x'] };
    const statuses = [];
    for (let at = 0; at < 3; at++) statuses.push((await postReceipts(collector, body)).status);
    expect(statuses).toEqual([200, 200, 429]);
    await submit();
  });

  it('a database that is away is answered 503, and no secret is logged', async () => {
    const { secret, hash } = (await makeReceipt())!;
    const away = async (_sql: string, params: unknown[] = []) =>
      Promise.reject(Object.assign(new Error(`lost ${JSON.stringify(params)} ${secret}`), { code: '08006' }));
    const collector = testCollector({ ...store, database: { ...store.database, query: away } });
    const answer = await postReceipts(collector, { v: 1, project: 'shop', secrets: [secret] });
    expect(answer.status).toBe(503);
    expect(answer.headers.get('Retry-After')).not.toBeNull();
    const said = `${await answer.text()}\n${collector.logged.join('\n')}`;
    expect(said).toContain('receipts: the database failed: 08006');
    expect(said).not.toContain(secret);
    expect(said).not.toContain(hash);
  });

  it('whatever comes, it is no failure of this side', async () => {
    const { name, collector } = await newProject({ limits: { perIpPerMinute: 0, perProjectPerMinute: 0 } });
    const secrets = fc.oneof(
      fc.array(fc.string({ unit: 'binary' }), { maxLength: 60 }),
      fc.array(fc.anything()),
      fc.anything(),
    );
    const shaped = fc.record(
      { v: fc.oneof(fc.constant(1), fc.anything()), project: fc.oneof(fc.constant(name), fc.string()), secrets },
      { requiredKeys: [] },
    );
    const json = (value: unknown) => {
      try {
        return JSON.stringify(value) ?? '';
      } catch {
        return ''; // a value that is no JSON
      }
    };
    const body = fc.oneof(shaped.map(json), fc.json(), fc.string(), fc.uint8Array({ maxLength: 200 }));
    const seen = new Set<number>();
    await fc.assert(
      fc.asyncProperty(body, async (sent) => {
        const answer = await postReceipts(collector, sent);
        seen.add(answer.status);
        expect([200, 400, 404, 413]).toContain(answer.status);
        JSON.parse(await answer.text());
      }),
      // One that is answered is always among them.
      { numRuns: 300, examples: [[JSON.stringify({ v: 1, project: name, secrets: ['x'] })]] },
    );
    expect([...seen]).toEqual(expect.arrayContaining([200, 400]));
    expect(collector.logged).toEqual([]);
  });
});
