import { afterAll, expect, it } from 'vitest';
import { readAudit } from '../src/accounts/audit';
import { openStore } from '../src/app';
import { sweep } from '../src/retention/by-age';
import { newDataFolder } from './support/data-folder';
import { record } from './support/records';
import { command, newFolder } from './support/transfer';

const files = newFolder();
afterAll(() => files.remove());

it('what commands export, import, back up and restore is in the log, and what retention erased, by number and not by name', async () => {
  const DATA_DIR = await newDataFolder();
  const env = { DATA_DIR, EARSHOT_PROJECTS: '{"shop":{"origins":[]}}' };
  const path = files.at('all.gz');
  for (const words of [
    ['export', '--project', 'shop'],
    ['backup', path],
    ['restore', path],
  ])
    expect([words, (await command(words, env)).code]).toEqual([words, 0]);
  const store = await openStore({ dataDir: DATA_DIR });
  const nowMs = Date.parse('2026-11-22T12:00:00Z');
  const old = record();
  for (const [one, days] of [
    [old, 31],
    [record(), 29],
  ] as const)
    await store.insert(one, { project: 'shop', receivedAtMs: nowMs - days * 86_400_000, skewMs: 0 });
  for (let times = 0; times < 2; times++) await sweep(store, { shop: { origins: [], retentionDays: 30 } }, nowMs);
  const { rows } = await readAudit(store.database, { limit: 20 });
  await store.close();
  expect(rows.map(({ who, action, target, detail }) => [who, action, target, detail].join(' | ')).sort()).toEqual([
    'command line | backup.made | backup | kept for 30 days',
    expect.stringMatching(/^command line \| backup\.restored \| backup \| \d+ rows, 0 records erased again$/),
    'command line | records.exported | ndjson | ',
    'retention | records.aged | records | 1 older than 30 days',
  ]);
  expect(JSON.stringify(rows)).not.toContain(old.id);
});
