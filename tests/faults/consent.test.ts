import { describe, expect, test } from 'vitest';
import { hang, pass } from '../support/faults';
import { readDatabases, rowsOf } from '../support/idb';
import { commentBox, openPanel, panelText, sayInPanel, send } from '../support/panel';
import { puts, recordPuts } from '../support/puts';
import { useStage } from '../support/stage';
import { expectNothingStored, expectQueueEmpty, expectStoredOnce, pause, token } from '../support/stored';

const stage = useStage();

const table = [
  // consent, words kept, draft on disk, receipt sent, receipt kept afterwards, anonId
  ['pending', 'device', true, true, true, false],
  ['granted', 'device', true, true, true, true],
  ['denied', 'memory', false, false, false, false],
] as const;

describe.each(table)('consent %s', (consent, kept, draft, receipt, receiptKept, anonId) => {
  test(`Q15: what the visitor sends is kept in ${kept === 'device' ? 'a durable queue' : 'memory'} and always delivered`, async () => {
    const scene = await stage.scene();
    const tab = await scene.tab({ options: { consent } });
    const words = token();
    expect(await tab.submit(words)).toMatchObject({ ok: true, kept });
    await expectStoredOnce(scene, [words]);
    const [row] = await scene.collector.rows(scene.project);
    expect(row!.record.consent.state).toBe(consent);
  });

  test(`the draft of an open form is ${draft ? 'on disk' : 'in memory only'}`, async () => {
    const scene = await stage.scene();
    const tab = await scene.tab({ options: { consent } });
    await openPanel(tab);
    const words = token();
    await commentBox(tab).fill(words);
    const drafts = async () => JSON.stringify(await rowsOf(tab.page, scene.project, 'draft:'));
    if (draft) await expect.poll(drafts).toContain(words);
    else {
      await pause(200);
      expect(await drafts()).not.toContain(words);
    }
    // a draft is never transmitted
    expect(JSON.stringify(await scene.collector.rows(scene.project))).not.toContain(words);
  });

  test(`a receipt is ${receipt ? 'made' : 'not made'} and ${receiptKept ? 'kept' : 'not kept'} once it is delivered; anonId ${anonId ? 'travels' : 'does not exist'}`, async () => {
    const scene = await stage.scene();
    const tab = await scene.tab({ options: { consent } });
    const kept = async () => {
      const keys = Object.keys(await rowsOf(tab.page, scene.project));
      return { receipt: keys.some((key) => key.startsWith('receipt:')), anon: keys.includes('meta:anon') };
    };
    await expect.poll(kept).toEqual({ receipt: false, anon: anonId }); // made at the start, beside it
    await tab.submit(token());
    await tab.heard('sent');
    const [row] = await scene.collector.rows(scene.project);
    expect(!!row!.record.receipt).toBe(receipt);
    expect(!!row!.record.respondent?.anonId).toBe(anonId);
    await expect.poll(kept).toEqual({ receipt: receiptKept, anon: anonId });
    await pause(100); // what must not be there does not come later either
    expect(await kept()).toEqual({ receipt: receiptKept, anon: anonId });
  });

  test(`impressions are ${anonId ? 'sent' : 'not made'}`, async () => {
    const scene = await stage.scene();
    const tab = await scene.tab({ options: { consent } });
    await openPanel(tab);
    const words = token();
    await tab.heard('shown');
    await tab.submit(words);
    await expectStoredOnce(scene, [words]);
    const expected = anonId ? ['impression', 'submission'] : ['submission'];
    const kinds = async () => (await scene.collector.rows(scene.project)).map(({ record }) => record.kind).sort();
    await expect.poll(kinds).toEqual(expected); // an impression travels in a request of its own
    await pause(200);
    expect(await kinds()).toEqual(expected);
  });
});

test('a consent that is withdrawn holds for the words of the same moment: memory only, and nobody named (Q14)', async () => {
  const scene = await stage.scene();
  const tab = await scene.tab({ options: { consent: 'granted' } });
  await expect.poll(async () => Object.keys(await rowsOf(tab.page, scene.project, 'meta:anon'))).toHaveLength(1);
  const words = token();
  const outcome = await tab.page.evaluate((text) => {
    const { earshot } = window as never as { earshot(method: string, ...args: unknown[]): unknown };
    earshot('identify', { traits: { plan: 'pro' } });
    earshot('setConsent', 'denied');
    return earshot('submit', { text });
  }, words);
  expect(outcome).toMatchObject({ ok: true, kept: 'memory' });
  await expectStoredOnce(scene, [words], tab);
  const [row] = await scene.collector.rows(scene.project);
  expect(row!.record.consent.state).toBe('denied');
  expect(row!.record.respondent?.anonId).toBeUndefined();
  expect(row!.record.respondent?.traits).toBeUndefined();
});

test('consent denied: nothing at all is written to the device by a visit that sends words', async () => {
  const scene = await stage.scene();
  const tab = await scene.tab({ options: { consent: 'denied' }, before: recordPuts });
  const words = token();
  await sayInPanel(tab, words);
  await expectStoredOnce(scene, [words]);
  await tab.heard('sent');
  // not even for a moment; the state of the endpoint and the number of waiting records say nothing about anybody
  const written = await puts(tab.page);
  expect(written.join()).not.toContain(words);
  expect(written.filter((put) => !/^\["meta:(endpoint|total)"/.test(put))).toEqual([]);
});

test('Q15: words that only this page knows are on their way before it can go away', async () => {
  const scene = await stage.scene();
  const tab = await scene.tab({ options: { consent: 'denied' } });
  const words = token();
  await tab.submit(words); // all parts are there
  await tab.heard('sent');
  // a page that goes away runs no timer any more
  await tab.page.evaluate(() => void (window.setTimeout = (() => 0) as never));
  const last = token();
  await tab.submit(last);
  await expectStoredOnce(scene, [words, last]);
});

test('the panel of a denied consent does not promise the device', async () => {
  const scene = await stage.scene();
  const tab = await scene.tab({ options: { consent: 'denied' } });
  await sayInPanel(tab, token(), { beforeSend: () => scene.offline(true) });
  await tab.heard('saved');
  await expect.poll(() => panelText(tab)).toMatch(/keep this page open/i);
  expect(await panelText(tab)).not.toMatch(/saved on this device/i);
});

test('withdrawal erases drafts, receipts and ids in all tabs, and never an unsent submission', async () => {
  const scene = await stage.scene();
  const [one, two] = [
    await scene.tab({ options: { consent: 'granted' } }),
    await scene.tab({ options: { consent: 'granted' } }),
  ];
  const [sent, unsent, drafted] = [token('sent'), token('unsent'), token('drafted')];
  await one.submit(sent);
  await one.heard('sent');
  scene.proxy.fault = hang;
  await one.submit(unsent);
  await openPanel(two);
  await commentBox(two).fill(drafted);
  await expect.poll(async () => JSON.stringify(await rowsOf(two.page, scene.project))).toContain(drafted);
  const receipts = async () => Object.keys(await rowsOf(one.page, scene.project, 'receipt:'));
  await expect.poll(receipts).toHaveLength(2); // of what waits as well

  // a channel opened after the engine's own hears after it: then the other tab knows too
  await two.page.evaluate((name) => {
    const channel = new BroadcastChannel(name);
    Object.assign(window, {
      told: new Promise((resolve) => (channel.onmessage = resolve)).then(() => channel.close()),
    });
  }, `earshot:${scene.project}`);
  await one.call('setConsent', 'denied');
  await two.page.evaluate(() => (window as never as { told: Promise<void> }).told);
  await expect
    .poll(async () =>
      Object.keys(await rowsOf(one.page, scene.project)).filter(
        (key) => !key.startsWith('q:') && !/^meta:(endpoint|total|person)/.test(key),
      ),
    )
    .toEqual([]);
  await commentBox(two).fill(`${drafted} and more`);
  await pause(200);
  expect(JSON.stringify(await rowsOf(two.page, scene.project))).not.toContain(drafted);
  expect(await two.submit(token())).toMatchObject({ ok: true, kept: 'memory' });

  scene.proxy.fault = pass;
  await expectStoredOnce(scene, [sent, unsent]);
  await expectQueueEmpty(scene, one);
  const late = (await scene.collector.rows(scene.project)).filter(({ record }) => record.consent.state === 'denied');
  expect(late.every(({ record }) => !record.receipt && !record.respondent?.anonId)).toBe(true);
});

test.each(['denied', 'pending'])('withdrawal gives up impressions that wait, and says so: %s', async (state) => {
  const scene = await stage.scene();
  const tab = await scene.tab({ options: { consent: 'granted' } });
  await openPanel(tab); // all parts are there
  await tab.heard('shown');
  await tab.call('close');
  await expectQueueEmpty(scene, tab);
  const count = async () => (await scene.collector.rows(scene.project)).length;
  await expect.poll(count).toBe(1);
  await scene.offline(true);
  await tab.call('open', 'ces');
  await expect.poll(async () => Object.keys(await rowsOf(tab.page, scene.project, 'q:'))).toHaveLength(1);
  await tab.call('setConsent', state);
  expect(await rowsOf(tab.page, scene.project, 'q:')).toEqual({});
  await tab.heard('cleared');
  await scene.offline(false);
  const words = token();
  await tab.submit(words);
  await tab.call('flush');
  await expectStoredOnce(scene, [words], tab);
  expect(await count()).toBe(2);
});

test('a page that is loaded with a denied consent forgets what the visit before was granted, and sends its words', async () => {
  const scene = await stage.scene();
  const first = await scene.tab({ options: { consent: 'granted' } });
  const words = [token('delivered'), token('waits')];
  await first.submit(words[0]!);
  await first.heard('sent');
  await expect.poll(async () => Object.keys(await rowsOf(first.page, scene.project, 'receipt:'))).toHaveLength(1);
  scene.proxy.fault = hang;
  await first.submit(words[1]!);
  await openPanel(first);
  const drafted = token('drafted');
  await commentBox(first).fill(drafted);
  await expect.poll(async () => JSON.stringify(await rowsOf(first.page, scene.project))).toContain(drafted);
  await first.page.close();

  scene.proxy.fault = pass;
  const next = await scene.tab({ options: { consent: 'denied' } });
  await expectStoredOnce(scene, words, next);
  await expect
    .poll(async () =>
      Object.keys(await rowsOf(next.page, scene.project)).filter((key) => !/^meta:(endpoint|total|person)/.test(key)),
    )
    .toEqual([]);
});

test('reset({ unsent: true }) gives up unsent words in all tabs, and says so for each of them (Q2)', async () => {
  const scene = await stage.scene();
  const tab = await scene.tab();
  await scene.offline(true);
  const { id } = (await tab.submit(token())) as { id: string };
  await tab.call('reset', { unsent: true });
  expect((await tab.heard('cleared', id)).detail.id).toBe(id);
  expect(await rowsOf(tab.page, scene.project, 'q:')).toEqual({});
  await scene.offline(false);
  await tab.call('flush');
  await expectNothingStored(scene);
});

test('requireConsentToSend: nothing is sent without the tick, a plain sentence says why, and with it the words go', async () => {
  const scene = await stage.scene();
  const tab = await scene.tab({ options: { requireConsentToSend: true } });
  const words = token();
  await sayInPanel(tab, words);
  await expect.poll(() => panelText(tab)).toMatch(/nothing is sent without it/i);
  expect(await tab.events('submit')).toEqual([]);
  expect(await rowsOf(tab.page, scene.project, 'q:')).toEqual({});
  expect(await tab.submit(token())).toEqual({ ok: false, code: 'blocked' });

  await tab.page.getByRole('dialog').getByRole('checkbox', { name: /agree/i }).check();
  await send(tab);
  await expectStoredOnce(scene, [words], tab);
});

test('Global Privacy Control turns pending into denied for everything but the words', async () => {
  const scene = await stage.scene();
  const tab = await scene.tab({
    before: () => {
      Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { value: true });
    },
  });
  const words = token();
  expect(await tab.submit(words)).toMatchObject({ ok: true, kept: 'device' });
  await expectStoredOnce(scene, [words], tab);
  const [row] = await scene.collector.rows(scene.project);
  expect(row!.record.receipt).toBe(undefined);
  expect(row!.record.respondent?.anonId).toBe(undefined);
});

test('sharedDevice: memory only, no drafts, and the words are delivered', async () => {
  const scene = await stage.scene();
  const tab = await scene.tab({ options: { sharedDevice: true, consent: 'granted' } });
  const words = token();
  await openPanel(tab);
  await commentBox(tab).fill(words);
  await pause(100);
  expect(JSON.stringify(await readDatabases(tab.page))).not.toContain(words);
  await send(tab);
  await expectStoredOnce(scene, [words]);
  expect(JSON.stringify(await readDatabases(tab.page))).not.toContain(words);
});
