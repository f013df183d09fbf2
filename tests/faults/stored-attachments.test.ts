import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { VERSION } from '../../src/version';
import { isForm, readForm } from '../support/attachments';
import { hang, pass } from '../support/faults';
import { rowsOf } from '../support/idb';
import { type Scene, useStage } from '../support/stage';
import { expectStoredOnce, untilAsked } from '../support/stored';
import type { Tab } from '../support/tab';

const stage = useStage();

/**
 * What released versions left in IndexedDB of words with attachments, bytes as base64. A file is written once, when its
 * version is released, and never changed.
 */
const FOLDER = join(import.meta.dirname, '../fixtures/stored-attachments');
const WORDS = 'said with a picture';
/** What no text survives. */
const BYTES = [0, 255, 13, 10, 0xed, 0xa0, 0x80];
type Rows = { [key: string]: { bytes?: number | { base64: string } } };

/** Rows as JSON can hold them. */
const asJson = ({ page }: Tab, project: string) =>
  page.evaluate(
    (name) =>
      new Promise<Rows>((resolve) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => {
          const rows: Rows = {};
          const tx = opening.result.transaction('kv');
          tx.objectStore('kv').openCursor().onsuccess = ({ target }) => {
            const cursor = (target as IDBRequest<IDBCursorWithValue | null>).result;
            if (!cursor) return;
            const row = cursor.value;
            if (row.bytes instanceof ArrayBuffer)
              row.bytes = { base64: btoa(String.fromCharCode(...new Uint8Array(row.bytes))) };
            rows[String(cursor.key)] = row;
            cursor.continue();
          };
          tx.oncomplete = () => {
            opening.result.close();
            resolve(rows);
          };
        };
      }),
    `earshot:${project}`,
  );

const putIn = ({ page }: Tab, project: string, rows: Rows) =>
  page.evaluate(
    ([name, all]) =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open(name as string);
        opening.onsuccess = () => {
          const tx = opening.result.transaction('kv', 'readwrite');
          for (const [key, row] of Object.entries(all as Rows)) {
            const bytes =
              typeof row.bytes === 'object'
                ? Uint8Array.from(atob(row.bytes.base64), (sign) => sign.charCodeAt(0)).buffer
                : row.bytes;
            tx.objectStore('kv').put(bytes === undefined ? row : { ...row, bytes }, key);
          }
          tx.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    [`earshot:${project}`, rows] as const,
  );

/** `EARSHOT_WRITE_FIXTURE=1 npm test -- stored-attachments`: writes the file of the version that is to be released. */
async function write(scene: Scene, tab: Tab) {
  scene.proxy.fault = hang;
  await tab.page.evaluate(
    ([text, bytes]) =>
      (window as never as { earshot(...args: unknown[]): Promise<unknown> }).earshot('submit', {
        text,
        attachments: [{ bytes: new Uint8Array(bytes as number[]), type: 'image/png', width: 2, height: 1 }],
      }),
    [WORDS, BYTES] as const,
  );
  await untilAsked(scene, 1);
  mkdirSync(FOLDER, { recursive: true });
  const file = join(FOLDER, `${VERSION}.json`);
  if (existsSync(file)) throw new Error(`${VERSION} has its file, and that is never changed.`);
  writeFileSync(file, `${JSON.stringify(await asJson(tab, scene.project), null, 1)}\n`);
}

if (process.env['EARSHOT_WRITE_FIXTURE'])
  test('writes what this version stores', async () => {
    const scene = await stage.scene();
    await write(scene, await scene.tab());
  });

const versions = existsSync(FOLDER) ? readdirSync(FOLDER).map((file) => file.replace(/\.json$/, '')) : [];

test('the version that is built has a file of the attachments that it stores', () => {
  expect(versions).toContain(VERSION);
});

describe.each(versions)('attachments that version %s stored', (version) => {
  const rows: Rows = JSON.parse(readFileSync(join(FOLDER, `${version}.json`), 'utf8'));

  test('Q10, Q13: are sent after their words, byte for byte, and nothing is counted that is gone', async () => {
    const scene = await stage.scene();
    const before = await scene.tab();
    await before.call('flush');
    await putIn(before, scene.project, rows);
    await before.page.close();
    scene.proxy.fault = pass;
    // the files grow old, and are never changed
    const tab = await scene.tab({ options: { maxAgeDays: 36_500 } });
    await expectStoredOnce(scene, [WORDS], tab);
    await expect
      .poll(async () => Object.keys(await rowsOf(tab.page, scene.project, 'a:')), { timeout: 30_000 })
      .toEqual([]);
    const [row] = await scene.collector.rows(scene.project);
    const [listed] = row!.record.attachments!;
    expect(listed).toMatchObject({ type: 'image/png', bytes: BYTES.length, width: 2, height: 1 });
    expect([...(await scene.collector.attachment(scene.project, row!.record.id, listed!.id))]).toEqual(BYTES);
    const [form] = await Promise.all(scene.proxy.seen.filter(isForm).map(readForm));
    expect(form).toMatchObject({ record: row!.record.id, attachment: listed!.id, type: 'image/png', bytes: BYTES });
    expect(await rowsOf(tab.page, scene.project, 'meta:attached')).toEqual({ 'meta:attached': { bytes: 0 } });
  });
});
