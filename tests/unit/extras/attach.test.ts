// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startEngine } from './engine';
import { rowsIn } from './fake-engine';

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
  vi.unstubAllGlobals();
});

interface Outcome {
  ok: boolean;
  id: string;
  code?: string;
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
