// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
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

  it('a draft from before redaction was asked for is forgotten', async () => {
    expect(await start({ maskText: true })).toEqual([]);
  });
});
