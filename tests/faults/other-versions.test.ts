import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { VERSION } from '../../src/version';
import { hang, pass } from '../support/faults';
import { putRow, rowsOf } from '../support/idb';
import { sayInPanel } from '../support/panel';
import { type Scene, useStage } from '../support/stage';
import { expectStoredOnce, pause, untilAsked } from '../support/stored';
import type { Tab } from '../support/tab';

const stage = useStage();

/** What released versions left in IndexedDB. A file is written once, when its version is released, and never changed. */
const FOLDER = join(import.meta.dirname, '../fixtures/stored');
const WORDS = ['said in the form', 'said by a call', 'refused for ever'];
type Rows = { [key: string]: unknown };

/** `EARSHOT_WRITE_FIXTURE=1 npm test -- other-versions`: writes the file of the version that is to be released. */
async function write(scene: Scene, tab: Tab) {
  scene.proxy.fault = hang;
  await tab.call('setConsent', 'granted');
  await sayInPanel(tab, WORDS[0]!);
  await tab.call('submit', { text: WORDS[1] });
  await untilAsked(scene, 1);
  await pause(1000);
  const rows = await rowsOf(tab.page, scene.project);
  const [[key, row]] = Object.entries(rows).filter(([key]) => key.startsWith('q:')) as [[string, Rows]];
  const id = key.slice(2).replace(/.$/, (last) => (last === '0' ? '1' : '0'));
  rows[`dead:${id}`] = {
    ...row,
    body: String(row['body']).replace(key.slice(2), id).replace(WORDS[0]!, WORDS[2]!),
    code: 'invalid_answer',
    at: row['at'],
  };
  mkdirSync(FOLDER, { recursive: true });
  if (existsSync(join(FOLDER, `${VERSION}.json`)))
    throw new Error(`${VERSION} has its file, and that is never changed.`);
  writeFileSync(join(FOLDER, `${VERSION}.json`), `${JSON.stringify(rows, null, 1)}\n`);
}

if (process.env['EARSHOT_WRITE_FIXTURE'])
  test('writes what this version stores', async () => {
    const scene = await stage.scene();
    await write(scene, await scene.tab());
  });

const versions = existsSync(FOLDER) ? readdirSync(FOLDER).map((file) => file.replace(/\.json$/, '')) : [];

test('the version that is built has a file of what it stores', () => {
  expect(versions).toContain(VERSION);
});

describe.each(versions)('rows that version %s stored', (version) => {
  const rows: Rows = JSON.parse(readFileSync(join(FOLDER, `${version}.json`), 'utf8'));
  const waiting = Object.keys(rows).filter((key) => key.startsWith('q:'));

  test('fault 28: are read as they are, sent byte for byte, and stored once (Q3, Q13)', async () => {
    const scene = await stage.scene();
    scene.proxy.fault = hang;
    const before = await scene.tab();
    for (const [key, row] of Object.entries(rows)) await putRow(before.page, scene.project, key, row);
    await before.page.close();
    scene.proxy.fault = pass;
    scene.proxy.seen.length = 0;
    // the files grow old, and are never changed
    const tab = await scene.tab({ options: { consent: 'granted', maxAgeDays: 36_500 } });
    await tab.call('flush');
    await expectStoredOnce(scene, WORDS.slice(0, 2), tab);
    for (const key of waiting) {
      const sent = scene.proxy.seen.map(({ raw }) => raw.get(key.slice(2))).filter(Boolean);
      expect(sent[0]).toBe((rows[key] as { body: string }).body);
    }
    // what was refused before is still there, and can be sent again
    await tab.call('flush', { rejected: true });
    await expectStoredOnce(scene, WORDS, tab);
  });
});

test('fault 28: rows of a newer version stay for it, word for word, while this one sends its own (Q13)', async () => {
  const scene = await stage.scene();
  const first = await scene.tab();
  const newer = { v: 2, parts: ['what this version cannot read'], at: Date.now(), bytes: 40 };
  await putRow(first.page, scene.project, 'q:01a21498-7c10-771e-8e40-500ca95b6f39', newer);
  await first.submit(WORDS[1]!);
  await expect.poll(async () => (await scene.collector.rows(scene.project)).length).toBe(1);
  const next = await scene.tab();
  await next.call('flush');
  await next.submit(WORDS[0]!);
  await expectStoredOnce(scene, WORDS.slice(0, 2));
  // what is stored leaves the device only with its ack
  await expect.poll(async () => Object.values(await rowsOf(next.page, scene.project, 'q:'))).toEqual([newer]);
  expect(await next.events('error')).toEqual([]);
});
