// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Store } from '../../../src/delivery/store';
import { createIdentity } from '../../../src/extras/consent';
import { createDrafts } from '../../../src/extras/drafts';
import { entry, fakeTab, newProject, put, rowsIn } from './fake-engine';

/** A channel whose messages arrive when the test says so: a frozen tab hears them late. */
class Channel {
  static open = new Set<Channel>();
  static waiting: (() => unknown)[] = [];
  static async deliver() {
    for (const message of Channel.waiting.splice(0)) await message();
  }
  onmessage: ((event: { data: unknown }) => unknown) | undefined;
  constructor(readonly name: string) {
    Channel.open.add(this);
  }
  postMessage(data: unknown) {
    for (const other of Channel.open) {
      if (other !== this && other.name === this.name) Channel.waiting.push(() => other.onmessage?.({ data }));
    }
  }
  close() {
    Channel.open.delete(this);
  }
}

const tabs: { destroy(): void }[] = [];
const openTab = (project = newProject(), options: object = {}) => {
  const tab = fakeTab(project, options);
  const drafts = createDrafts(tab.engine, tab.memory);
  const restarted = vi.fn();
  const looked = vi.fn();
  const identity = createIdentity(tab.engine, tab.memory, drafts.forget, restarted, looked);
  const all = { ...tab, drafts, identity, restarted, looked };
  tabs.push(all);
  return all;
};
const keys = async (store: Store, prefix = '') => Object.keys(await rowsIn(store, prefix));

beforeEach(() => {
  vi.stubGlobal('BroadcastChannel', Channel);
});
afterEach(() => {
  for (const tab of tabs.splice(0)) tab.destroy();
  Channel.open.clear();
  Channel.waiting = [];
  vi.unstubAllGlobals();
});

it('works where a channel between tabs may not be opened (Q12)', async () => {
  vi.stubGlobal('BroadcastChannel', function refused() {
    throw new DOMException('denied', 'SecurityError');
  });
  const { identity, engine } = openTab();
  identity.identify({ userKey: 'anna', email: 'anna@example.org' });
  await identity.setConsent('granted');
  expect(identity.me.anonId).toBeTruthy();
  await identity.reset();
  expect(identity.me.who).toEqual({});
  expect(engine.contact).toBe(undefined);
});

describe('a tab that hears of a reset', () => {
  it("drops what is its own, and nothing of the next person's words on the disk, however late it hears", async () => {
    const project = newProject();
    const [one, two] = [openTab(project), openTab(project)];
    two.identity.identify({ userKey: 'anna', email: 'anna@example.org' });
    await put(one.engine.disk, 'q:old', entry('old'));
    await put(two.memory, 'q:own', entry('own'));
    await put(two.memory, 'draft:own', { values: {}, at: Date.now() });
    two.drafts.save('draft:feedback||', { values: { text: 'half typed' } });

    await put(one.engine.disk, 'meta:total', { n: 1, bytes: 10, hold: 7 });

    await one.identity.reset({ unsent: true });
    expect(await keys(one.engine.disk, 'q:')).toEqual([]);
    // the endpoint's patience is nobody's words
    expect(await rowsIn(one.engine.disk, 'meta:total')).toEqual({ 'meta:total': { n: 0, bytes: 0, hold: 7 } });
    // the next person is at work already when the frozen tab thaws
    await put(one.engine.disk, 'q:next', entry('next', { secret: 'kept' }));
    await put(one.engine.disk, 'draft:next', { values: {}, at: Date.now() });
    await put(one.engine.disk, 'dead:next', entry('dead'));
    await Channel.deliver();

    expect(two.panel.close).toHaveBeenCalled();
    expect(two.identity.me.who).toEqual({});
    expect(two.engine.contact).toBe(undefined);
    expect(await keys(two.memory)).toEqual([]);
    expect(two.events.filter(([name]) => name === 'cleared')).toEqual([['cleared', { id: 'own' }]]);
    window.dispatchEvent(new Event('pagehide')); // what is still to be written would be written now
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await rowsIn(one.engine.disk)).toMatchObject({
      'q:next': { secret: 'kept' },
      'draft:next': {},
      'dead:next': {},
    });
    expect(await keys(one.engine.disk, 'draft:')).toEqual(['draft:next']);
  });

  it('goes on under the same new id as the tab that was called', async () => {
    const project = newProject();
    const [one, two] = [openTab(project, { consent: 'granted' }), openTab(project, { consent: 'granted' })];
    await vi.waitFor(() => expect(two.identity.me.anonId).toBeTruthy());
    const before = two.identity.me.anonId;
    const done = one.identity.reset();
    await Channel.deliver(); // before the disk is erased
    await done;
    expect(two.identity.me.anonId).not.toBe(before);
    expect(two.identity.me.anonId).toBe(one.identity.me.anonId);
    expect((await rowsIn(one.engine.disk))['meta:anon']).toBe(one.identity.me.anonId);
  });
});

const receipts = { secret: 's3cret' };
/** What a visit with consent leaves behind: words and an impression that wait, and all that was kept beside them. */
const keptByConsent = async ({ engine: { disk } }: ReturnType<typeof openTab>) => {
  await put(disk, 'q:a', entry('a', receipts));
  await put(disk, 'q:b', entry('b', { kind: 'impression' }));
  await put(disk, 'q:c', entry('c', { kind: 'dismissal' }));
  await put(disk, 'bad:q:d', entry('d', { kind: 'impression' }));
  await put(disk, 'meta:total', { n: 3, bytes: 30, hold: 7 });
  await put(disk, 'draft:a', { values: {}, at: Date.now() });
  await put(disk, 'receipt:e', receipts);
  for (const name of ['anon', 'quiet', 'visit', 'never']) await put(disk, `meta:${name}`, { at: Date.now() });
};
/** Keys of the person's own, without those that say nothing about anybody. */
const left = async ({ engine: { disk } }: ReturnType<typeof openTab>) =>
  (await keys(disk)).filter((key) => !/^meta:(total|person|endpoint)$/.test(key));

describe('impressions and dismissals that wait', () => {
  it.each(['denied', 'pending'] as const)(
    'are given up when consent becomes %s, with an event each, and the words are not (Q2, Q15)',
    async (state) => {
      const tab = openTab(newProject(), { consent: 'granted' });
      await keptByConsent(tab);
      await put(tab.memory, 'q:m', entry('m', { kind: 'impression' }));
      await tab.identity.setConsent(state);
      expect(Object.keys(await rowsIn(tab.engine.disk, 'q:'))).toEqual(['q:a']);
      expect(await keys(tab.memory)).toEqual([]);
      expect(await keys(tab.engine.disk, 'bad:')).toEqual([]);
      expect(await rowsIn(tab.engine.disk, 'meta:total')).toEqual({ 'meta:total': { n: 1, bytes: 10, hold: 7 } });
      expect(tab.events).toEqual(['m', 'b', 'c'].map((id) => ['cleared', { id }]));
    },
  );

  it('go with a reset, which leaves the words', async () => {
    const tab = openTab(newProject(), { consent: 'granted' });
    await keptByConsent(tab);
    await tab.identity.reset();
    expect(Object.keys(await rowsIn(tab.engine.disk, 'q:'))).toEqual(['q:a']);
  });
});

describe('consent that the page is loaded with', () => {
  const visit = async (options: object, before?: (tab: ReturnType<typeof openTab>) => unknown) => {
    const project = newProject();
    const granted = openTab(project, { consent: 'granted' });
    await vi.waitFor(() => expect(granted.identity.me.anonId).toBeTruthy());
    await keptByConsent(granted);
    await before?.(granted);
    granted.destroy();
    const next = openTab(project, options);
    await new Promise((resolve) => setTimeout(resolve, 50));
    return { next, kept: await left(next) };
  };

  it('denied: forgets all that the visit before was granted, but not the words, nor "Don\'t ask again"', async () => {
    const { next, kept } = await visit({ consent: 'denied' });
    expect(kept).toEqual(['meta:never', 'q:a']);
    expect(JSON.stringify(await rowsIn(next.engine.disk))).not.toContain('s3cret');
    expect(next.events).toEqual(['b', 'c'].map((id) => ['cleared', { id }]));
  });

  it('a shared device: the same', async () => {
    const { kept } = await visit({ consent: 'granted', sharedDevice: true });
    expect(kept).toEqual(['meta:never', 'q:a']);
  });

  it('pending: forgets the random id; the receipts of words stay with them', async () => {
    const { kept } = await visit({});
    expect(kept.filter((key) => !key.startsWith('q:'))).toEqual([
      'bad:q:d',
      'draft:a',
      'meta:never',
      'meta:quiet',
      'meta:visit',
      'receipt:e',
    ]);
  });

  it('pending until the banner speaks: nothing goes that setConsent() allowed on the page before', async () => {
    const { next, kept } = await visit({}, ({ identity }) => identity.setConsent('granted'));
    expect(kept).toContain('receipt:e');
    const { 'meta:anon': anon } = await rowsIn(next.engine.disk, 'meta:anon');
    expect(next.identity.me.anonId).toBe(undefined);
    await next.identity.setConsent('granted');
    expect(next.identity.me.anonId).toEqual(anon);
  });

  it('granted: keeps everything', async () => {
    const { kept } = await visit({ consent: 'granted' });
    expect(kept).toHaveLength(10);
  });
});

describe('a page that ends right after it was told', () => {
  it.each([
    [
      'setConsent("denied")',
      ({ identity }: ReturnType<typeof openTab>) => identity.setConsent('denied'),
      { consent: 'denied' },
    ],
    ['reset()', ({ identity }: ReturnType<typeof openTab>) => identity.reset(), { resetAt: expect.any(Number) }],
  ])('has noted %s before anything else, for the page after it', async (_name, call, noted) => {
    const tab = openTab(newProject(), { consent: 'granted' });
    await vi.waitFor(() => expect(tab.identity.me.anonId).toBeTruthy());
    const { run } = tab.engine.disk;
    let ended = false;
    // one transaction comes to its end
    vi.spyOn(tab.engine.disk, 'run').mockImplementation((work, how) => {
      if (ended) return new Promise(() => {});
      ended = true;
      return run(work, how);
    });
    call(tab);
    await vi.waitFor(async () => {
      const rows: unknown[] = [];
      await run((tx) => tx.get('meta:person', (row) => rows.push(row)), 'readonly');
      expect(rows).toMatchObject([noted]);
    });
  });
});

describe('withdrawal', () => {
  it('takes the receipts out of what waits, what was refused and what could not be read', async () => {
    const { engine, identity } = openTab(newProject(), { consent: 'granted' });
    for (const key of ['q:a', 'dead:b', 'bad:q:c']) await put(engine.disk, key, entry('x', { secret: 's3cret' }));
    await put(engine.disk, 'bad:q:d', { row: 'garbage', at: 1 });
    await put(engine.disk, 'receipt:e', { secret: 's3cret' });
    await identity.setConsent('denied');
    expect(JSON.stringify(await rowsIn(engine.disk))).not.toContain('s3cret');
    expect(await keys(engine.disk)).toEqual(['bad:q:c', 'bad:q:d', 'dead:b', 'meta:person', 'q:a']);
    expect(await rowsIn(engine.disk, 'bad:q:d')).toEqual({ 'bad:q:d': { row: 'garbage', at: 1 } });
  });

  it('erases what other tabs kept even where the tab that is called never kept anything', async () => {
    const { engine, identity } = openTab(newProject(), { consent: 'denied' });
    await put(engine.disk, 'receipt:e', { secret: 's3cret' });
    await identity.setConsent('denied');
    expect(await keys(engine.disk, 'receipt:')).toEqual([]);
  });

  it('by a tab that thaws late erases nothing that was allowed since', async () => {
    const project = newProject();
    const [one, two] = [openTab(project, { consent: 'granted' }), openTab(project, { consent: 'granted' })];
    await one.identity.setConsent('denied');
    await one.identity.setConsent('granted');
    await put(one.engine.disk, 'receipt:new', { secret: 'new' });
    await Channel.deliver();
    expect(two.engine.settings.consent).toBe('granted');
    expect(await keys(one.engine.disk, 'receipt:')).toEqual(['receipt:new']);
  });
});

describe('a page back from the back/forward cache', () => {
  const leave = () => window.dispatchEvent(new Event('pagehide'));
  const back = async () => {
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    await new Promise((resolve) => setTimeout(resolve, 50));
  };
  /** A page of the same project that is visited and left meanwhile. */
  const elsewhere = async (project: string, visit: (tab: ReturnType<typeof openTab>) => Promise<unknown>) => {
    const other = openTab(project);
    await visit(other);
    other.destroy();
  };

  it('forgets the person who was forgotten on another page', async () => {
    const project = newProject();
    const page = openTab(project);
    page.identity.identify({ userKey: 'anna', email: 'anna@example.org' });
    await put(page.memory, 'draft:own', { values: {}, at: Date.now() });
    await put(page.memory, 'q:own', entry('own'));
    leave();
    await elsewhere(project, async ({ identity, engine }) => {
      await identity.reset();
      await put(engine.disk, 'draft:next', { values: {}, at: Date.now() });
    });
    await back();
    expect(page.identity.me.who).toEqual({});
    expect(page.engine.contact).toBe(undefined);
    expect(page.panel.close).toHaveBeenCalled();
    expect(await keys(page.memory)).toEqual(['q:own']);
    expect(await keys(page.engine.disk, 'draft:')).toEqual(['draft:next']);
  });

  it('gives up the words in its memory when unsent words were given up', async () => {
    const project = newProject();
    const page = openTab(project);
    await put(page.memory, 'q:own', entry('own'));
    leave();
    await elsewhere(project, ({ identity }) => identity.reset({ unsent: true }));
    await back();
    expect(await keys(page.memory)).toEqual([]);
    expect(page.events).toContainEqual(['cleared', { id: 'own' }]);
  });

  it('knows the consent that was given or withdrawn on another page', async () => {
    const project = newProject();
    const page = openTab(project);
    leave();
    await elsewhere(project, ({ identity }) => identity.setConsent('granted'));
    await back();
    expect(page.engine.settings.consent).toBe('granted');
    expect(page.identity.me.anonId).toBeTruthy();
    leave();
    await elsewhere(project, ({ identity }) => identity.setConsent('denied'));
    await back();
    expect(page.engine.settings.consent).toBe('denied');
    expect(page.identity.me.anonId).toBe(undefined);
  });

  it('stays as it was when nothing happened since, whatever happened before', async () => {
    const project = newProject();
    await elsewhere(project, async ({ identity }) => {
      await identity.setConsent('denied');
      await identity.reset();
    });
    await new Promise((resolve) => setTimeout(resolve, 5));
    const page = openTab(project);
    page.identity.identify({ userKey: 'anna' });
    leave();
    await back();
    expect(page.identity.me.who).toEqual({ userKey: 'anna' });
    expect(page.engine.settings.consent).toBe('pending');
    expect(page.panel.close).not.toHaveBeenCalled();
  });
});

describe('identify', () => {
  it('adds to the same person when no key is given', async () => {
    const { engine, identity } = openTab();
    await put(engine.disk, 'draft:a', { values: {}, at: Date.now() });
    await identity.identify({ userKey: 'anna', email: 'anna@example.org' });
    await identity.identify({ traits: { plan: 'pro' } });
    await identity.identify({ userKey: undefined, segment: 'trial' });
    expect(identity.me.who).toEqual({
      userKey: 'anna',
      email: 'anna@example.org',
      traits: { plan: 'pro' },
      segment: 'trial',
    });
    expect(engine.contact).toEqual({ email: 'anna@example.org' });
    expect(await keys(engine.disk, 'draft:')).toEqual(['draft:a']);
  });

  it('drops the draft of somebody else that an earlier page left, and the forms begin anew', async () => {
    const project = newProject();
    const first = openTab(project, { timing: { draftMs: 1 } });
    await first.identity.identify({ userKey: 'anna@example.org' });
    first.drafts.save('draft:a||', { values: { text: 'by anna' } });
    await vi.waitFor(async () => expect(await keys(first.engine.disk, 'draft:')).toEqual(['draft:a||']));
    expect(JSON.stringify(await rowsIn(first.engine.disk))).not.toContain('anna@');
    first.destroy();

    const again = openTab(project);
    await again.identity.identify({ userKey: 'anna@example.org' });
    expect(await keys(again.engine.disk, 'draft:')).toEqual(['draft:a||']);
    expect(again.restarted).not.toHaveBeenCalled();
    again.destroy();

    const next = openTab(project);
    await next.identity.identify({ userKey: 'ben' });
    expect(await keys(next.engine.disk, 'draft:')).toEqual([]);
    expect(next.panel.close).toHaveBeenCalled();
    expect(next.restarted).toHaveBeenCalled();
  });

  it('keeps what was typed before anybody was named, to the last letter', async () => {
    const { engine, identity, drafts, restarted } = openTab(newProject(), { timing: { draftMs: 1e6 } });
    drafts.save('draft:a||', { values: { text: 'typed just now' } });
    await identity.identify({ userKey: 'anna' });
    expect(await rowsIn(engine.disk, 'draft:')).toMatchObject({ 'draft:a||': { values: { text: 'typed just now' } } });
    expect(restarted).not.toHaveBeenCalled();
  });

  it('takes another key for somebody else, who gets nothing of the one before', async () => {
    const { engine, identity, panel, restarted } = openTab();
    await put(engine.disk, 'draft:a', { values: {}, at: Date.now() });
    await identity.identify({ userKey: 'anna', email: 'anna@example.org' });
    await identity.identify({ userKey: 'ben' });
    expect(restarted).toHaveBeenCalledOnce();
    expect(panel.close).toHaveBeenCalledOnce();
    expect(identity.me.who).toEqual({ userKey: 'ben' });
    expect(engine.contact).toBe(undefined);
    expect(await keys(engine.disk, 'draft:')).toEqual([]);
  });

  it.each([
    ['a number', 1, 2],
    ['null, which is nobody', 1, null],
  ])('takes %s for a key as well', async (_, first, second) => {
    const { engine, identity, panel, drafts } = openTab();
    await identity.identify({ userKey: first as never });
    drafts.save('draft:ces||', { values: { text: 'Mine.' } });
    drafts.save('', undefined);
    await identity.identify({ userKey: second as never });
    expect(panel.close).toHaveBeenCalledOnce();
    expect(await keys(engine.disk, 'draft:')).toEqual([]);
  });

  it('closes the form of the one before at once, not when the disk has answered', async () => {
    const { identity, panel } = openTab();
    await identity.identify({ userKey: 'anna' });
    void identity.identify({ userKey: 'ben' });
    expect(panel.close).toHaveBeenCalledOnce();
  });
});

it('what lies here is looked at anew where it may be of somebody else by now', async () => {
  const one = openTab();
  await one.identity.identify({ userKey: 'ada' });
  expect(one.looked).toHaveBeenCalledTimes(1);
  await one.identity.setConsent('denied');
  await one.identity.reset();
  expect(one.looked).toHaveBeenCalledTimes(3);
});
