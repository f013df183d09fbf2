// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startEngine } from './engine';
import { put, rowsIn } from './fake-engine';

/** Forms that were posted: `record:attachment` → bytes. */
let forms: { [ids: string]: number[] } = {};
let answer: (id: string) => Response;

beforeEach(() => {
  forms = {};
  answer = (id) => Response.json({ results: [{ id, status: 'accepted' }] });
  vi.stubGlobal('fetch', async (_url: string, { body }: { body: FormData }) => {
    const id = `${body.get('attachment')}`;
    forms[`${body.get('record')}:${id}`] = [...new Uint8Array(await (body.get('file') as File).arrayBuffer())];
    return answer(id);
  });
});
afterEach(() => {
  vi.doUnmock('../../../src/attachments');
  vi.unstubAllGlobals();
});

interface Outcome {
  ok: boolean;
  id: string;
  code?: string;
  kept?: string;
  refused?: { index: number; code: string }[];
}
const bytes = (...values: number[]) => new Uint8Array(values);

it('keeps words and attachments in one transaction, lists what follows, and sends it after the words (Q1, Q10)', async () => {
  const { call, sent, engine } = startEngine();
  const strict = vi.spyOn(engine.disk, 'run');
  const outcome = (await call('submit', {
    text: 'Look',
    attachments: [{ bytes: bytes(1, 2), type: 'image/png', width: 2, height: 1 }, { bytes: bytes(3).buffer }],
  })) as Outcome;
  expect(outcome).toMatchObject({ ok: true, kept: 'device' });
  expect(strict.mock.calls.filter(([, mode]) => mode === 'strict')).toHaveLength(1);
  await vi.waitFor(() => expect(Object.keys(forms)).toHaveLength(2));
  const listed = sent[0]!.attachments!;
  expect(listed).toMatchObject([
    { type: 'image/png', bytes: 2, width: 2, height: 1 },
    { type: 'application/octet-stream', bytes: 1 },
  ]);
  expect(forms).toEqual({
    [`${outcome.id}:${listed[0]!.id}`]: [1, 2],
    [`${outcome.id}:${listed[1]!.id}`]: [3],
  });
});

it('copies bytes at once: what the page writes afterwards is its own', async () => {
  const { call } = startEngine();
  const mine = bytes(1, 2, 3);
  const outcome = call('submit', { text: 'x', attachments: [{ bytes: mine.subarray(1) }] });
  await outcome;
  mine.fill(9);
  await vi.waitFor(() => expect(Object.values(forms)).toEqual([[2, 3]]));
});

it.each([
  ['nothing', undefined],
  ['text', 'a file'],
  ['no bytes', {}],
  ['a file that is gone', { blob: { arrayBuffer: () => Promise.reject(new Error('gone')) } }],
])('%s in the place of a file is left out by name, and costs no words (Q10)', async (_what, given) => {
  const { call, sent, hear, heard } = startEngine();
  await hear();
  const outcome = (await call('submit', { text: 'x', attachments: [given, { bytes: bytes(1) }] })) as Outcome;
  expect(outcome).toMatchObject({ ok: true, refused: [{ index: 0, code: 'unreadable' }] });
  expect(heard).toContainEqual(['error', expect.objectContaining({ code: 'attachment' })]);
  await vi.waitFor(() => expect(sent[0]?.attachments).toHaveLength(1));
  await vi.waitFor(() => expect(Object.values(forms)).toEqual([[1]]));
});

it('takes ten, and says which are too many', async () => {
  const { call, sent } = startEngine();
  const attachments = Array.from({ length: 12 }, () => ({ bytes: bytes(1) }));
  const outcome = (await call('submit', { text: 'x', attachments })) as Outcome;
  expect(outcome.refused).toEqual([
    { index: 10, code: 'too_many' },
    { index: 11, code: 'too_many' },
  ]);
  await vi.waitFor(() => expect(sent[0]?.attachments).toHaveLength(10));
  await vi.waitFor(() => expect(Object.keys(forms)).toHaveLength(10));
});

it('what beforeSend takes out of the list is not kept, and a dropped record keeps nothing (Q14)', async () => {
  const one = startEngine({ beforeSend: (record) => ({ ...record, attachments: record.attachments?.slice(1) }) });
  await one.call('submit', { text: 'x', attachments: [{ bytes: bytes(1) }, { bytes: bytes(2) }] });
  await vi.waitFor(() => expect(Object.values(forms)).toEqual([[2]]));

  const none = startEngine({ beforeSend: () => null });
  expect(await none.call('submit', { text: 'x', attachments: [{ bytes: bytes(1) }] })).toEqual({
    ok: false,
    code: 'blocked',
  });
  expect(await rowsIn(none.engine.disk, 'a:')).toEqual({});
});

it('asks for consent as words do', async () => {
  const { call } = startEngine({ requireConsentToSend: true });
  expect(await call('submit', { text: 'x', attachments: [{ bytes: bytes(1) }] })).toEqual({
    ok: false,
    code: 'blocked',
  });
});

it('makes room for words: the oldest attachments go first, each with an event (Q11, Q2)', async () => {
  answer = () => new Response('', { status: 503 });
  const { call, engine, hear, heard } = startEngine({ maxBytes: 40_000, maxRecordBytes: 32_768 });
  await hear();
  const outcome = (await call('submit', {
    text: 'x',
    attachments: [{ bytes: new Uint8Array(3000) }, { bytes: new Uint8Array(3000) }],
  })) as Outcome;
  expect(outcome.refused).toBe(undefined);
  await vi.waitFor(() => expect(heard.map(([name]) => name)).toContain('sent'));
  engine.transport = async () => ({ status: 503 }); // words wait from now on
  for (let n = 0; n < 12; n++) await call('submit', { text: 'w'.repeat(2500) });
  await vi.waitFor(() => {
    const evicted = heard.filter(([name]) => name === 'evicted').map(([, detail]) => detail);
    expect(evicted[0]).toMatchObject({ id: outcome.id, code: 'room', attachment: expect.any(String) });
  });
  expect(Object.keys(await rowsIn(engine.disk, 'q:')).length).toBe(12);
});

it('words alone never load what keeps attachments', async () => {
  const loaded = vi.fn();
  vi.doMock('../../../src/attachments', async (original) => {
    loaded();
    return original();
  });
  vi.resetModules();
  const { call } = (await import('./engine')).startEngine();
  await call('submit', { text: 'x' });
  await call('submit', { text: 'x', attachments: [] });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(loaded).not.toHaveBeenCalled();
  vi.doUnmock('../../../src/attachments');
});

it('where it cannot be loaded the words are kept, and each attachment is named (Q10)', async () => {
  vi.doMock('../../../src/attachments', () => {
    throw new Error('no network');
  });
  vi.resetModules();
  const { call, sent } = (await import('./engine')).startEngine();
  expect(await call('submit', { text: 'x', attachments: [{ bytes: bytes(1) }] })).toMatchObject({
    ok: true,
    refused: [{ index: 0, code: 'unavailable' }],
  });
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  vi.doUnmock('../../../src/attachments');
});

// ------------------------------------------------------------------------------------------ never worse off

/** Strict writes go wrong as `fails` says: it gets the real one, and the number of the write. */
const whereWritesFail = (
  { disk }: ReturnType<typeof startEngine>['engine'],
  fails: (write: () => Promise<void>, nth: number) => Promise<void>,
) => {
  const { run } = disk;
  let nth = 0;
  vi.spyOn(disk, 'run').mockImplementation((work, mode) =>
    mode === 'strict' ? fails(() => run(work, mode), nth++) : run(work, mode),
  );
};
const quota = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
const onePicture = { text: 'x', attachments: [{ bytes: bytes(1, 2) }] };

it('what counts is the consent when they are written, not when they were handed over: files take a while to read', async () => {
  const { call, engine } = startEngine({ endpoint: 'https://feedback.example/v1' });
  let read: (bytes: ArrayBuffer) => void = () => {};
  const blob = new Blob(['x']);
  blob.arrayBuffer = () => new Promise((resolve) => (read = resolve));
  const outcome = call('submit', { text: 'x', attachments: [{ blob }] });
  await vi.waitFor(() => expect(read).not.toHaveLength(0));
  await call('setConsent', 'denied');
  engine.transport = async () => ({ status: 0 });
  read(bytes(1).buffer);
  expect(await outcome).toMatchObject({ ok: true, kept: 'memory' });
  for (const prefix of ['q:', 'a:']) expect(await rowsIn(engine.disk, prefix)).toEqual({});
});

it('words that only this page knows are sent before it can go away, with attachments as without (Q10, Q12)', async () => {
  const { call, sent } = startEngine({ consent: 'denied' });
  expect(await call('submit', onePicture)).toMatchObject({ ok: true, kept: 'memory' });
  call('destroy');
  await vi.waitFor(() => expect(sent).toHaveLength(1));
});

it('a disk without room for a picture keeps the words, and their record lists none (Q10)', async () => {
  const { call, engine, sent } = startEngine();
  whereWritesFail(engine, (write, nth) => (nth ? write() : quota()));
  expect(await call('submit', onePicture)).toMatchObject({
    ok: true,
    kept: 'device',
    refused: [{ index: 0, code: 'no_room' }],
  });
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]!.attachments).toBe(undefined);
  expect(await rowsIn(engine.disk, 'meta:attached')).toEqual({});
});

it('a write that ends after its time was up is there, and nothing is kept or sent twice (Q1, Q10)', async () => {
  const { call, engine, sent } = startEngine();
  whereWritesFail(engine, async (write, nth) => {
    await write();
    if (!nth) throw 'timeout';
  });
  const outcome = (await call('submit', onePicture)) as Outcome;
  expect(outcome).toMatchObject({ ok: true, kept: 'device' });
  expect(outcome.refused).toBe(undefined);
  await vi.waitFor(() => expect(Object.values(forms)).toEqual([[1, 2]]));
  expect(sent).toHaveLength(1);
  await vi.waitFor(async () =>
    expect(await rowsIn(engine.disk, 'meta:')).toMatchObject({
      'meta:total': { n: 0, bytes: 0 },
      'meta:attached': { bytes: 0 },
    }),
  );
});

it('where the disk hangs words go from memory; a picture that may come to the disk yet does not go from both', async () => {
  const { call, engine, sent } = startEngine();
  whereWritesFail(engine, () => Promise.reject('timeout'));
  expect(await call('submit', onePicture)).toMatchObject({
    ok: true,
    kept: 'memory',
    refused: [{ index: 0, code: 'no_room' }],
  });
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]!.attachments).toBe(undefined);
});

it('without a disk both go from memory, which has its bounds too (Q11, Q12)', async () => {
  answer = () => new Response('', { status: 503 });
  const { call, engine } = startEngine({ maxBytes: 60_000 });
  vi.spyOn(engine.disk, 'run').mockRejectedValue(new DOMException('denied', 'SecurityError'));
  const picture = { text: 'x', attachments: [{ bytes: new Uint8Array(20_000) }] };
  const first = (await call('submit', picture)) as Outcome;
  expect(first).toMatchObject({ ok: true, kept: 'memory' });
  expect(first.refused).toBe(undefined);
  await vi.waitFor(() => expect(Object.keys(forms)).toHaveLength(1));
  expect(await call('submit', picture)).toMatchObject({ kept: 'memory', refused: [{ index: 0, code: 'no_room' }] });
});

it('what falls from a full disk to memory is bounded there', async () => {
  answer = () => new Response('', { status: 503 });
  const { call, engine } = startEngine({ maxBytes: 60_000 });
  whereWritesFail(engine, quota);
  const picture = { text: 'x', attachments: [{ bytes: new Uint8Array(20_000) }] };
  expect(((await call('submit', picture)) as Outcome).refused).toBe(undefined);
  await vi.waitFor(() => expect(Object.keys(forms)).toHaveLength(1));
  expect(await call('submit', picture)).toMatchObject({ kept: 'memory', refused: [{ index: 0, code: 'no_room' }] });
});

it('a disk over its bounds costs no attachment in memory (Q11)', async () => {
  answer = () => new Response('', { status: 503 });
  const { call, engine, hear, heard } = startEngine({ consent: 'denied', maxBytes: 60_000 });
  await hear();
  await put(engine.disk, 'meta:total', { n: 1, bytes: 90_000 });
  await call('submit', onePicture);
  await vi.waitFor(() => expect(Object.keys(forms)).toHaveLength(1));
  await call('submit', { text: 'more' });
  await vi.waitFor(() => expect(heard.filter(([name]) => name === 'sent')).toHaveLength(2));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(heard.map(([name]) => name)).not.toContain('evicted');
});

it('words that a list of files would make too long go without it', async () => {
  const { call, sent } = startEngine({ maxRecordBytes: 3000 });
  const attachments = Array.from({ length: 10 }, () => ({ bytes: bytes(1) }));
  const outcome = (await call('submit', { text: 'w'.repeat(1500), attachments })) as Outcome;
  expect(outcome).toMatchObject({ ok: true });
  expect(outcome.refused).toHaveLength(10);
  await vi.waitFor(() => expect(sent).toHaveLength(1));
});

it('a beforeSend that throws is an error with attachments as without', async () => {
  const { call } = startEngine({
    beforeSend() {
      throw new Error('theirs');
    },
  });
  const without = await call('submit', { text: 'x' });
  expect(await call('submit', onePicture)).toEqual(without);
  expect(without).toMatchObject({ ok: false });
});

it('takes the files of an input as they are', async () => {
  const { call, sent } = startEngine();
  const files = { 0: new Blob([bytes(5)], { type: 'image/gif' }), length: 1 };
  const outcome = (await call('submit', { text: 'x', attachments: files })) as Outcome;
  expect(outcome.ok).toBe(true);
  await vi.waitFor(() => expect(Object.values(forms)).toEqual([[5]]));
  expect(sent[0]!.attachments).toMatchObject([{ type: 'image/gif', bytes: 1 }]);
});

it('reads nothing of what is over a limit, and waits for no file that does not come (Q10)', async () => {
  const { call, sent } = startEngine();
  const large = { size: 1.5e9, type: 'video/mp4', arrayBuffer: vi.fn() };
  const cloud = { size: 9, type: 'image/png', arrayBuffer: () => new Promise(() => {}) };
  const outcome = (await call('submit', { text: 'x', attachments: [{ blob: large }, { blob: cloud }] })) as Outcome;
  expect(outcome).toMatchObject({
    ok: true,
    refused: [
      { index: 0, code: 'too_large' },
      { index: 1, code: 'unreadable' },
    ],
  });
  expect(large.arrayBuffer).not.toHaveBeenCalled();
  await vi.waitFor(() => expect(sent).toHaveLength(1));
});

it('words do not wait for what keeps attachments when its request hangs (Q10)', async () => {
  vi.doMock('../../../src/attachments', () => new Promise(() => {}));
  vi.resetModules();
  const { call } = (await import('./engine')).startEngine();
  expect(await call('submit', onePicture)).toMatchObject({
    ok: true,
    kept: 'device',
    refused: [{ index: 0, code: 'unavailable' }],
  });
});

// ------------------------------------------------------------------------------------------ erasure, other tabs

const waiting = { v: 1, type: 'image/png', bytes: bytes(1).buffer, at: Date.now(), lease: 0, by: '' };
const withoutNetwork = async () => {
  vi.doMock('../../../src/attachments', () => {
    throw new Error('no network');
  });
  vi.resetModules();
  return (await import('./engine')).startEngine();
};

it('reset with unsent erases attachments of any version, without asking the network for anything (Q15, Q2)', async () => {
  const { call, engine, hear, heard } = await withoutNetwork();
  await hear();
  await put(engine.disk, 'a:r:1', waiting);
  await put(engine.disk, 'a:r:2', { ...waiting, v: 2 });
  await put(engine.disk, 'a:r:3', 'broken');
  await put(engine.disk, 'meta:attached', { bytes: 2 });
  await call('reset');
  expect(Object.keys(await rowsIn(engine.disk, 'a:'))).toHaveLength(3);
  await call('reset', { unsent: true });
  expect(await rowsIn(engine.disk, 'a:')).toEqual({});
  expect(await rowsIn(engine.disk, 'meta:attached')).toEqual({ 'meta:attached': { bytes: 0 } });
  expect(heard.filter(([name]) => name === 'cleared').map(([, detail]) => detail)).toEqual(
    ['1', '2', '3'].map((attachment) => ({ id: 'r', attachment })),
  );
});

it('a reset in one tab gives up what another one has in memory only (Q15)', async () => {
  answer = () => new Response('', { status: 503 });
  const one = startEngine({ project: 'reset-in-tabs', consent: 'denied' });
  const other = startEngine({ project: 'reset-in-tabs' });
  await one.hear();
  const { id } = (await one.call('submit', onePicture)) as Outcome;
  await vi.waitFor(() => expect(Object.keys(forms)).toHaveLength(1));
  await other.call('reset', { unsent: true });
  await vi.waitFor(() =>
    expect(one.heard).toContainEqual(['cleared', expect.objectContaining({ id, attachment: expect.any(String) })]),
  );
});

it.each(['rejected', 'expired', 'evicted', 'cleared'] as const)(
  'a record that is %s takes its attachments along in a tab that never kept any (Q2)',
  async (type) => {
    const { engine, extras, heard, hear } = await withoutNetwork();
    await extras();
    await hear();
    await put(engine.disk, 'a:r:1', waiting);
    await put(engine.disk, 'a:s:2', waiting);
    await put(engine.disk, 'meta:attached', { bytes: 2 });
    engine.emit(type, { id: 'r' });
    await vi.waitFor(() => expect(heard).toContainEqual([type, { id: 'r', attachment: '1', code: 'record' }]));
    expect(Object.keys(await rowsIn(engine.disk, 'a:'))).toEqual(['a:s:2']);
    expect(await rowsIn(engine.disk, 'meta:attached')).toEqual({ 'meta:attached': { bytes: 1 } });
  },
);

it('destroyed while it comes, it sends nothing (Q16)', async () => {
  let asked = false;
  let come: (value?: unknown) => void = () => {};
  vi.doMock('../../../src/attachments', async (original) => {
    asked = true;
    await new Promise((resolve) => (come = resolve));
    return original();
  });
  vi.resetModules();
  const { call, engine, extras } = (await import('./engine')).startEngine();
  await put(engine.disk, 'a:r:1', waiting);
  await put(engine.disk, 'meta:attached', { bytes: 1 });
  await extras();
  await vi.waitFor(() => expect(asked).toBe(true));
  await call('destroy');
  come();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(forms).toEqual({});
});

it('in a webview’s one file, which keeps none, each attachment is named as left out', async () => {
  const { useAttachments } = await import('../../../src/extras/attach-in-webview');
  const methods: { submit?: (input: object) => Promise<unknown> } = {};
  const kept = { ok: true, id: 'r', kept: 'device' };
  const outcomes = [kept, kept, { ok: false, code: 'blocked' }];
  useAttachments({} as never, { methods } as never, undefined as never, () => outcomes.shift() as never);
  expect(await methods.submit!(onePicture)).toEqual({ ...kept, refused: [{ index: 0, code: 'unavailable' }] });
  expect(await methods.submit!({ text: 'x' })).toEqual(kept);
  expect(await methods.submit!(onePicture)).toEqual({ ok: false, code: 'blocked' });
});
