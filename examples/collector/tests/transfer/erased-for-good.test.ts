import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Store } from '../../src/app';
import { createStore } from '../../src/storage/store';
import { backup, erasureLines } from '../../src/transfer/backup/backup';
import { replayFrom, restore } from '../../src/transfer/backup/restore';
import { type TestCollector, testCollector, testStore } from '../support/collector';
import { everyTable } from '../support/every-table';
import { blob, listed, text } from '../support/pictures';
import { record, words } from '../support/records';
import { authorized, exportOf, importInto, newFolder, wiped } from '../support/transfer';

const files = newFolder();
let first: Store;
let second: Store;
beforeAll(async () => {
  [first, second] = [await testStore(), await testStore()];
});
afterAll(async () => {
  await Promise.all([first.close(), second.close()]);
  files.remove();
});

const TOKEN = 'words-that-stand-nowhere-else';
const IN_FILE = 'bytes-that-stand-nowhere-else';
const attached = text(`GIF89a ${IN_FILE}`);
const secret = record({
  answers: [words(`I said ${TOKEN}`)],
  respondent: { userKey: TOKEN, contact: { email: `${TOKEN}@example.com`, wantsReply: true } },
  attachments: [listed('file', attached)],
});
const kept = record();

/** Where the words, the file or the id still are: in tables, in exports, in the log. */
const places = async (collector: TestCollector): Promise<string[]> => {
  const all: Record<string, string> = {
    tables: await everyTable(collector.store.database.query),
    ndjson: await exportOf(collector),
    csv: await exportOf(collector, '&format=csv'),
    log: collector.logged.join('\n'),
  };
  const traces = [TOKEN, IN_FILE, Buffer.from(IN_FILE).toString('hex'), secret.id];
  return Object.keys(all).filter((place) => traces.some((trace) => all[place]!.includes(trace)));
};

it('Done means 6, security 9: erased with the ack lost, sent again, an older backup restored: the words are nowhere live', async () => {
  const live = testCollector(first);
  await live.send([secret, kept]);
  await live.attach({ record: secret.id, attachment: 'file', file: blob(attached) });
  expect(await places(live)).toEqual(['tables', 'ndjson', 'csv']);
  const exported = await exportOf(live);
  const old = files.at('old.gz');
  const nowMs = Date.now();
  const { database } = live.store;
  await backup({ database, path: old, nowMs });

  const erase = async () => {
    const path = `/v1/admin/submissions/${secret.id}?project=shop`;
    const answer = await live.app.request(path, { method: 'DELETE', headers: authorized });
    return JSON.parse(await answer.text());
  };
  expect(await erase()).toEqual({ erased: true });
  // Whoever asked did not hear of it, and asks again; and so does the page, whose ack was lost as well.
  expect(await erase()).toEqual({ erased: false });
  expect(await live.send([secret])).toEqual(['duplicate']);
  expect(await live.attach({ record: secret.id, attachment: 'file', file: blob(attached) })).toBe('duplicate');
  expect(await importInto(live, exported)).toMatchObject({ imported: 0, duplicate: 2 });
  expect(await places(live)).toEqual([]);

  // Into the database that went on.
  await restore({ database, path: old, nowMs });
  expect(await places(live)).toEqual([]);

  const list = files.at('erasures');
  let lines = '';
  for await (const line of erasureLines(database.query, nowMs)) lines += line;
  writeFileSync(list, lines);
  expect(lines).not.toContain(secret.id);
  const newer = files.at('newer.gz');
  await backup({ database, path: newer, nowMs });

  // On another machine, where nothing is known but the files: the list, or the newer backup, says what was erased.
  for (const erasures of [list, newer]) {
    const { database: anew } = await wiped(second);
    await restore({ database: anew, path: old, erasures, nowMs });
    const back = testCollector(await createStore(anew));
    expect(await places(back)).toEqual([]);
    expect(await exportOf(back)).toContain(kept.id);
    expect(await back.send([secret, kept])).toEqual(['duplicate', 'duplicate']);
    expect(await places(back)).toEqual([]);
  }

  // The newer backup alone knows it as well.
  const { database: alone } = await wiped(second);
  await restore({ database: alone, path: newer, nowMs });
  const knowing = testCollector(await createStore(alone));
  expect(await knowing.send([secret, kept])).toEqual(['duplicate', 'duplicate']);
  expect(await places(knowing)).toEqual([]);

  // Restored without it, as from a dump: the words are back, until the list is replayed.
  const dump = await wiped(second);
  await restore({ database: dump.database, path: old, nowMs });
  const back = testCollector(await createStore(dump.database));
  expect(await places(back)).toEqual(['tables', 'ndjson', 'csv']);
  expect(await replayFrom(dump.database, list)).toEqual({ erased: 1, userData: 0 });
  expect(await places(back)).toEqual([]);
  expect(await exportOf(back)).toContain(kept.id);
});

it('a list of erasures of another database is refused: its marks could not be read', async () => {
  const [one, two] = [await wiped(first), await wiped(second)];
  const list = files.at('of-one');
  let lines = '';
  for await (const line of erasureLines(one.database.query, 0)) lines += line;
  writeFileSync(list, lines);
  const path = files.at('of-two.gz');
  await backup({ database: two.database, path, nowMs: 0 });
  await expect(replayFrom(two.database, list)).rejects.toMatchObject({ code: 'other_key' });
  const restoring = restore({ database: two.database, path, erasures: list, nowMs: 0 });
  await expect(restoring).rejects.toMatchObject({ code: 'other_key' });
  await expect(restore({ database: two.database, path: list, nowMs: 0 })).rejects.toMatchObject({ code: 'foreign' });
});
