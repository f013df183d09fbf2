// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createDrafts } from '../../../src/extras/drafts';
import { fakeTab, newProject, put, rowsIn } from './fake-engine';

const typed = async (options: object) => {
  const tab = fakeTab(newProject(), { ...options, timing: { draftMs: 1 } });
  const drafts = createDrafts(tab.engine, tab.memory);
  drafts.save('draft:feedback||', { values: { text: 'half typed, anna@exa' } });
  await new Promise((resolve) => setTimeout(resolve, 30));
  const found = { memory: await rowsIn(tab.memory), disk: await rowsIn(tab.engine.disk) };
  tab.destroy();
  return { ...found, settings: tab.engine.settings, permits: tab.engine.permits() };
};

describe('what is half typed', () => {
  it('is on the disk where consent allows it', async () => {
    const { memory, disk } = await typed({});
    expect(memory).toEqual({});
    expect(disk).toMatchObject({ 'draft:feedback||': { values: { text: 'half typed, anna@exa' } } });
  });

  it.each([
    ['beforeSend', { beforeSend: (record: unknown) => record }],
    ['maskText', { maskText: true }],
  ])('stays in memory with %s, which cannot redact it yet (Q14)', async (_, options) => {
    const { memory, disk, permits } = await typed(options);
    expect(memory).toMatchObject({ 'draft:feedback||': { values: { text: 'half typed, anna@exa' } } });
    expect(disk).toEqual({});
    expect(permits).toMatchObject({ words: true, draft: false, quiet: true }); // where the form looks for it
  });

  it('is kept nowhere on a shared device, not even in memory', async () => {
    const { memory, disk, settings } = await typed({ sharedDevice: true });
    expect(memory).toEqual({});
    expect(disk).toEqual({});
    expect(settings.drafts).toBe(false);
  });
});

describe('writing', () => {
  const open = (options: object = {}) => {
    const tab = fakeTab(newProject(), { timing: { draftMs: 100 }, ...options });
    onTestFinished(tab.destroy);
    return { ...tab, drafts: createDrafts(tab.engine, tab.memory), disk: tab.engine.disk };
  };
  const text = (value: string) => ({ values: { text: value } });
  const key = (journey: string) => `draft:feedback|cart|${journey}`;

  it('goes on during an unbroken burst of typing, at most once a draftMs', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { drafts, memory } = open({ consent: 'denied' }); // where a write is seen at once
    const seen = new Set<unknown>();
    for (let n = 1; n <= 100; n++) {
      drafts.save(key(''), text(`${n}`));
      await vi.advanceTimersByTimeAsync(10);
      seen.add(JSON.stringify(Object.values(await rowsIn(memory))));
    }
    expect(seen.size).toBeGreaterThanOrEqual(9);
    expect(seen.size).toBeLessThanOrEqual(11);
    expect([...seen].at(-1)).toContain('"100"');
  });

  it('has a slot for each form: two that are typed in at once are both kept', async () => {
    const { drafts, disk } = open({ timing: { draftMs: 1 } });
    drafts.save('draft:one||', text('one'));
    drafts.save('draft:two||', text('two'));
    await vi.waitFor(async () =>
      expect(await rowsIn(disk)).toMatchObject({ 'draft:one||': text('one'), 'draft:two||': text('two') }),
    );
  });

  it('is done when the form is sent, so that words that could not be kept are still a draft', async () => {
    const { drafts, disk } = open({ timing: { draftMs: 1e6 } });
    drafts.save(key(''), text('typed just now'));
    drafts.save('', undefined);
    const order: string[] = [];
    // the submission's own transaction comes after it, and takes the draft along
    await disk.run((tx) => tx.get(key(''), (row) => order.push(JSON.stringify(row))));
    expect(order[0]).toContain('typed just now');
  });

  it('takes the place of the same form in another journey, and of no other form', async () => {
    const { drafts, disk } = open({ timing: { draftMs: 1 } });
    for (const other of [key('one'), 'draft:feedback|help|one', 'draft:ces|cart|one'])
      await put(disk, other, { ...text('old'), at: Date.now() });
    drafts.save(key('two'), text('new'));
    await vi.waitFor(async () =>
      expect(Object.keys(await rowsIn(disk))).toEqual(['draft:ces|cart|one', key('two'), 'draft:feedback|help|one']),
    );
    expect(await rowsIn(disk, key('two'))).toMatchObject({ [key('two')]: text('new') });
    drafts.save(key('two'), undefined);
    await vi.waitFor(async () =>
      expect(Object.keys(await rowsIn(disk))).toEqual(['draft:ces|cart|one', 'draft:feedback|help|one']),
    );
  });
});

describe('at start', () => {
  const start = async (options: object) => {
    const tab = fakeTab(newProject(), options);
    const { disk } = tab.engine;
    await put(disk, 'draft:new', { values: {}, at: Date.now() });
    await put(disk, 'draft:old', { values: {}, at: Date.now() - 864e5 - 1 });
    await put(disk, 'draft:broken', null);
    createDrafts(tab.engine, tab.memory);
    await new Promise((resolve) => setTimeout(resolve, 30));
    tab.destroy();
    return Object.keys(await rowsIn(disk));
  };

  it('what nobody came back for within 24 h is forgotten, and what is no draft', async () => {
    expect(await start({})).toEqual(['draft:new']);
  });

  it.each([
    ['redaction was asked for', { maskText: true }],
    ['consent was denied', { consent: 'denied' }],
    ['the device was shared', { sharedDevice: true }],
  ])('a draft from before %s is forgotten', async (_, options) => {
    expect(await start(options)).toEqual([]);
  });
});
