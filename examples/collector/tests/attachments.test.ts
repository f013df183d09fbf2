import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../src/app';
import { LIMITS } from '../src/contract';
import type { StoredAttachment } from '../src/storage/attachments';
import { SHOP, type TestCollector, TOKEN, testCollector, testStore } from './support/collector';
import { blob, GIF, listed, PNG, text } from './support/pictures';
import { batch, newId, record } from './support/records';

let store: Store;
let collector: TestCollector;
beforeAll(async () => {
  store = await testStore();
  collector = testCollector(store, { limits: { attachmentsPerIpPerMinute: 0 } });
});
afterAll(() => store.close());

const admin = async (path: string) => collector.app.request(path, { headers: { Authorization: `Bearer ${TOKEN}` } });
const storedOf = async (id: string, project = 'shop'): Promise<StoredAttachment[]> => {
  const answer = await admin(`/v1/admin/submissions/${id}/attachments?project=${project}`);
  return ((await answer.json()) as { attachments: StoredAttachment[] }).attachments;
};
const bytesOf = async (id: string, attachment: string) =>
  new Uint8Array(
    await (await admin(`/v1/admin/submissions/${id}/attachments/${attachment}?project=shop`)).arrayBuffer(),
  );
/** A stored record that lists one attachment. */
const withAttachment = async (bytes: Uint8Array | number, type?: string) => {
  const one = record({ attachments: [listed('shot-1', bytes, type)] });
  expect(await collector.send([one])).toEqual(['accepted']);
  return one.id;
};
const rows = () => store.database.query('SELECT record_id FROM earshot_attachments');

describe('an attachment follows its record in a request of its own (Q10)', () => {
  it('is stored with its bytes, and answered by its own id', async () => {
    const id = await withAttachment(PNG);
    const answer = await collector.postAttachment({ record: id, attachment: 'shot-1', file: blob(PNG) });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(await answer.json()).toEqual({ results: [{ id: 'shot-1', status: 'accepted' }] });
    const sha256 = createHash('sha256').update(PNG).digest('hex');
    expect(await storedOf(id)).toMatchObject([
      { record: id, id: 'shot-1', type: 'image/png', bytes: PNG.length, sha256 },
    ]);
    expect(await bytesOf(id, 'shot-1')).toEqual(PNG);
  });

  it('is a duplicate from then on, whatever comes under its id: the first body stands (Q3)', async () => {
    const id = await withAttachment(PNG);
    const send = (file: Blob) => collector.attach({ record: id, attachment: 'shot-1', file });
    expect(await send(blob(PNG))).toBe('accepted');
    expect(await send(blob(PNG))).toBe('duplicate');
    expect(await send(blob(GIF))).toBe('duplicate');
    expect(await send(blob(new Uint8Array()))).toBe('duplicate');
    expect(await bytesOf(id, 'shot-1')).toEqual(PNG);
  });

  it('is accepted once of ten that come at the same moment', async () => {
    const id = await withAttachment(PNG);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => collector.attach({ record: id, attachment: 'shot-1', file: blob(PNG) })),
    );
    expect(answers.sort()).toEqual(['accepted', ...Array(9).fill('duplicate')]);
    expect(await storedOf(id)).toHaveLength(1);
  });

  it('that overtakes its record is asked for again, and taken afterwards', async () => {
    const one = record({ attachments: [listed('shot-1', PNG)] });
    const send = () => collector.attach({ record: one.id, attachment: 'shot-1', file: blob(PNG) });
    expect(await send()).toBe('retry unknown_record');
    await collector.send([one]);
    expect(await send()).toBe('accepted');
  });

  it('of a record that another project has is not known to this one', async () => {
    const one = record({ attachments: [listed('shot-1', PNG)] });
    expect(await collector.send([one], 'other')).toEqual(['accepted']);
    expect(await collector.attach({ record: one.id, attachment: 'shot-1', file: blob(PNG) })).toBe(
      'retry unknown_record',
    );
    expect(await storedOf(one.id)).toEqual([]);
    expect(await collector.attach({ project: 'other', record: one.id, attachment: 'shot-1', file: blob(PNG) })).toBe(
      'accepted',
    );
    expect(await storedOf(one.id)).toEqual([]);
    expect(await storedOf(one.id, 'other')).toHaveLength(1);
  });

  it('of a version that is not known yet is asked for again', async () => {
    const id = await withAttachment(PNG);
    const answer = await collector.postAttachment({ v: '2', record: id, attachment: 'shot-1', file: blob(PNG) });
    expect(await answer.json()).toEqual({ results: [{ id: 'shot-1', status: 'retry', code: 'unknown_version' }] });
    expect(await storedOf(id)).toEqual([]);
  });

  it('keeps every byte, up to the limit', async () => {
    const bytes = new Uint8Array(LIMITS.attachmentBytes).map((_, at) => (at * 31 + (at >> 8)) & 255);
    const id = await withAttachment(bytes);
    expect(await collector.attach({ record: id, attachment: 'shot-1', file: blob(bytes) })).toBe('accepted');
    expect(Buffer.compare(await bytesOf(id, 'shot-1'), bytes)).toBe(0);
  });

  it('costs only itself where it is not what its record says', async () => {
    const much = new Uint8Array(LIMITS.attachmentBytes + 1);
    const list = [listed('small', PNG), listed('none', 0), listed('large', much), listed('good', GIF)];
    const { id } = record({ attachments: list });
    await collector.send([record({ id, attachments: list })]);
    const send = (attachment: string, bytes: Uint8Array<ArrayBuffer>) =>
      collector.attach({ record: id, attachment, file: blob(bytes) });
    expect(await send('other', PNG)).toBe('rejected unlisted');
    expect(await send('small', GIF)).toBe('rejected wrong_size');
    expect(await send('none', new Uint8Array())).toBe('rejected empty');
    expect(await send('large', much)).toBe('rejected too_large');
    expect(await send('good', GIF)).toBe('accepted');
    expect((await storedOf(id)).map((one) => one.id)).toEqual(['good']);
  });
});

describe('a hostile form costs nothing but itself', () => {
  const form = async (fields: Partial<Parameters<TestCollector['attach']>[0]>) => {
    const id = await withAttachment(PNG);
    const before = (await rows()).length;
    const answer = await collector.postAttachment({ record: id, attachment: 'shot-1', file: blob(PNG), ...fields });
    expect(await rows()).toHaveLength(before);
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
    const { error } = (await answer.json()) as { error: { code: string; message: string; path?: string } };
    return [answer.status, error.code, error.path];
  };
  const twice = newId();

  it.each<[string, object, string]>([
    ['no version', { v: undefined }, 'v'],
    ['a version that is none', { v: 'one' }, 'v'],
    ['a project that is none', { project: 'no/../project' }, 'project'],
    ['no record', { record: undefined }, 'record'],
    ['a record twice', { record: [twice, twice] }, 'record'],
    ['a record that is a path', { record: '../../etc/passwd' }, 'record'],
    ['a record with a NUL', { record: `${newId().slice(0, 35)}\0` }, 'record'],
    ['a record that is a file', { record: blob(text(newId())) }, 'record'],
    ['an attachment that is a path', { attachment: '../shot-1' }, 'attachment'],
    ['an attachment with a NUL', { attachment: 'shot\0' }, 'attachment'],
    ['an attachment that breaks a line', { attachment: 'shot\r\nSet-Cookie: a=b' }, 'attachment'],
    ['an attachment of 65 characters', { attachment: 'a'.repeat(65) }, 'attachment'],
    ['an attachment twice', { attachment: ['shot-1', 'shot-1'] }, 'attachment'],
    ['no file', { file: undefined }, 'file'],
    ['a file that is a text', { file: 'PNG' }, 'file'],
    ['two files', { file: [blob(PNG), blob(GIF)] }, 'file'],
  ])('%s', async (_, fields, path) => {
    expect(await form(fields)).toEqual([400, 'invalid_attachment', path]);
  });

  it('a project that is not configured, and a page that is not listed', async () => {
    expect(await form({ project: 'nobody' })).toEqual([404, 'unknown_project', undefined]);
    const id = await withAttachment(PNG);
    const headers = { Origin: 'https://evil.example' };
    const answer = await collector.postAttachment({ record: id, attachment: 'shot-1', file: blob(PNG) }, headers);
    expect(answer.status).toBe(403);
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(await storedOf(id)).toEqual([]);
  });

  it.each([
    ['no boundary', 'multipart/form-data', 'x'],
    ['nothing in it', `multipart/form-data; boundary=${'x'.repeat(40)}`, ''],
    ['a text', `multipart/form-data; boundary=${'x'.repeat(40)}`, 'hello'],
    [
      'no end',
      `multipart/form-data; boundary=${'x'.repeat(40)}`,
      `--${'x'.repeat(40)}\r\nContent-Disposition: form-data`,
    ],
    [
      'a part without a name',
      `multipart/form-data; boundary=${'x'.repeat(40)}`,
      `--${'x'.repeat(40)}\r\n\r\n1\r\n--${'x'.repeat(40)}--`,
    ],
    ['JSON', 'multipart/form-data; boundary=a', JSON.stringify(batch([record()]))],
  ])('a body that is no form: %s', async (_, type, body) => {
    const answer = await collector.post(body, { 'Content-Type': type });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(await answer.json()).toMatchObject({ error: { code: 'malformed_multipart' } });
  });

  it('tens of thousands of fields are read and forgotten', async () => {
    const boundary = 'x'.repeat(40);
    const part = (name: string) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n\r\n`;
    const body = `${Array.from({ length: 15_000 }, (_, at) => part(`__proto__${at}`)).join('')}--${boundary}--\r\n`;
    const answer = await collector.post(body, { 'Content-Type': `multipart/form-data; boundary=${boundary}` });
    expect(answer.status).toBe(400);
  });

  it('more than an attachment may have is refused, and one without an end is cut off', async () => {
    const id = await withAttachment(PNG);
    const huge = blob(new Uint8Array(LIMITS.attachmentBytes * 2));
    expect(await collector.attach({ record: id, attachment: 'shot-1', file: huge })).toBe('413 too_large');
    let read = 0;
    let cut = false;
    const body = new ReadableStream<Uint8Array>({
      pull(stream) {
        read += 65_536;
        stream.enqueue(new Uint8Array(65_536));
      },
      cancel() {
        cut = true;
      },
    });
    const headers = { 'Content-Type': `multipart/form-data; boundary=${'x'.repeat(40)}`, Origin: SHOP };
    const init = { method: 'POST', body, headers, duplex: 'half' };
    expect((await collector.app.request('/v1/submissions', init)).status).toBe(413);
    // a little more is read and thrown away, so that the answer reaches who still writes
    await expect.poll(() => cut).toBe(true);
    expect(read).toBeLessThan(LIMITS.attachmentBytes * 1.2 + 16 * 1024 * 1024);
  });

  it('unknown fields are dropped, and what the file is called is not read', async () => {
    const id = await withAttachment(PNG);
    const name = '../../\0"; filename="x.html\r\n한글.svg';
    const fields = { record: id, attachment: 'shot-1', file: blob(PNG), later: 'yes', name };
    expect(await collector.attach(fields)).toBe('accepted');
    const answer = await admin(`/v1/admin/submissions/${id}/attachments/shot-1?project=shop`);
    expect(answer.headers.get('Content-Disposition')).toMatch(
      new RegExp(`^inline; filename="earshot-${id}-[0-9a-f]{8}\\.png"$`),
    );
  });
});

describe('floods of attachments', () => {
  it('are slowed down apart from the words', async () => {
    const few = testCollector(store, { limits: { attachmentsPerIpPerMinute: 2 } });
    const id = await withAttachment(PNG);
    const send = () => few.postAttachment({ record: id, attachment: 'shot-1', file: blob(PNG) });
    expect([(await send()).status, (await send()).status]).toEqual([200, 200]);
    const slow = await send();
    expect(slow.status).toBe(429);
    expect(Number(slow.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(await few.send([record()])).toEqual(['accepted']);
  });

  it('wait in a memory of their own: words are taken while it is full', async () => {
    let release = () => {};
    const hanging = new Promise<void>((resolve) => {
      release = resolve;
    });
    let asked = 0;
    const slow: Store = {
      ...store,
      attach: async () => {
        asked++;
        await hanging;
        return { status: 'accepted' };
      },
    };
    const full = testCollector(slow, { limits: { maxWaitingBytes: 5_000_000, attachmentsPerIpPerMinute: 0 } });
    const large = blob(new Uint8Array(2_000_000));
    const send = () => full.postAttachment({ record: newId(), attachment: 'shot-1', file: large });
    const first = [send(), send()];
    await expect.poll(() => asked).toBe(2);
    const refused = await send();
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([503, '5']);
    expect(await full.send([record()])).toEqual(['accepted']);
    release();
    expect((await Promise.all(first)).map(({ status }) => status)).toEqual([200, 200]);
    expect((await send()).status).toBe(200);
  });

  it('are answered 503 while the database is away, and the log says nothing of them', async () => {
    const broken: Store = {
      ...store,
      attach: () => Promise.reject(Object.assign(new Error('secret'), { code: '57P01' })),
    };
    const away = testCollector(broken);
    expect(await away.attach({ record: newId(), attachment: 'shot-1', file: blob(PNG) })).toBe('503 unavailable');
    expect(away.logged).toEqual(['attachments: the database failed: 57P01']);
  });
});

describe('erasure takes the attachments along (security rule 9, fault 38)', () => {
  const erase = async (id: string) => {
    const headers = { Authorization: `Bearer ${TOKEN}` };
    const answer = await collector.app.request(`/v1/admin/submissions/${id}?project=shop`, {
      method: 'DELETE',
      headers,
    });
    return ((await answer.json()) as { erased: boolean }).erased;
  };

  it('and a late retry is a duplicate that stores nothing', async () => {
    const id = await withAttachment(PNG);
    const stays = await withAttachment(PNG);
    const send = (of: string) => collector.attach({ record: of, attachment: 'shot-1', file: blob(PNG) });
    expect([await send(id), await send(stays)]).toEqual(['accepted', 'accepted']);
    expect(await erase(id)).toBe(true);
    expect(await send(id)).toBe('duplicate');
    expect(await storedOf(id)).toEqual([]);
    expect(JSON.stringify(await rows())).not.toContain(id);
    expect(await storedOf(stays)).toHaveLength(1);
  });

  it('also where it meets them: whatever comes first, nothing is left of an erased record', async () => {
    for (let round = 0; round < 20; round++) {
      const id = await withAttachment(PNG);
      const sends = Array.from({ length: 3 }, () =>
        collector.attach({ record: id, attachment: 'shot-1', file: blob(PNG) }),
      );
      for (let turn = 0; turn < round; turn++) await new Promise((resolve) => setImmediate(resolve));
      const erased = erase(id);
      for (const answer of await Promise.all(sends)) expect(answer).toMatch(/^(accepted|duplicate)$/);
      expect(await erased).toBe(true);
      expect(await storedOf(id)).toEqual([]);
    }
  });
});
