import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEntry, writeEntry } from '../../src/log/entry';
import { SIGNALS, signalText } from '../../src/spam/signal';
import { record, words } from '../support/records';

describe('an entry of the ingest log', () => {
  it('is read as it was written, whatever the words are, with the time at which it was received', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }).map((text) => text.normalize('NFC')),
        fc.integer({ min: 0, max: 4e12 }),
        fc.integer({ min: -1e12, max: 1e12 }),
        fc.subarray([...SIGNALS]).map(signalText),
        (text, receivedAtMs, skewMs, signals) => {
          fc.pre(text.trim() !== '');
          const entry = { project: 'shop', receivedAtMs, skewMs, signals, record: record({ answers: [words(text)] }) };
          expect(readEntry(writeEntry(entry))).toEqual({ ok: true, entry });
        },
      ),
    );
  });

  it('that is any other text or JSON is told from a record, and breaks nothing', () => {
    const good = JSON.parse(writeEntry({ project: 'shop', receivedAtMs: 1, skewMs: 2, signals: '', record: record() }));
    const keys = fc.constantFrom('project', 'receivedAtMs', 'skewMs', 'record', 'v');
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(readEntry(text).ok).toBe(false);
      }),
    );
    fc.assert(
      fc.property(keys, fc.jsonValue(), (key, value) => {
        const read = readEntry(JSON.stringify({ ...good, [key]: value }));
        if (!read.ok) return;
        // It may be another good number or name; nothing else passes for what it takes the place of.
        expect(typeof value).toBe(key === 'project' ? 'string' : 'number');
        expect(key).not.toBe('record');
      }),
    );
  });

  it('of a later version is left to who can read it', () => {
    const entry = { project: 'shop', receivedAtMs: 1, skewMs: 2, signals: '', record: record() };
    expect(readEntry(JSON.stringify({ ...JSON.parse(writeEntry(entry)), v: 2 }))).toEqual({ ok: false, code: 'newer' });
    expect(readEntry(JSON.stringify({ v: 1, ...entry, record: { ...entry.record, v: 2 } }))).toEqual({
      ok: false,
      code: 'newer',
    });
  });
});
