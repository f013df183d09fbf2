import { describe, expect, test } from 'vitest';
import { by, expectRefused, expectShown, useSite, type Visit } from './site';

const open = useSite();
const MINUTE = 60_000;
const done = (more: object = {}) => ({ one: by({ event: 'done' }, more) });
const button = ({ page }: Visit, name: string) => page.getByRole('button', { name, exact: true });

/** What `debug` says about the survey `one` when the event comes now. */
const ask = async (visit: Visit) => {
  const before = visit.decided().length;
  await visit.call('track', 'done');
  return visit
    .decided()
    .slice(before)
    .map(({ against }) => against ?? 'shown');
};
const nextVisit = async (visit: Visit) => {
  await visit.forward(31 * MINUTE);
  await visit.page.reload();
  await visit.call('track', 'nothing');
};

describe('What debug says of a prompt that does not open', () => {
  test('consent: where it is denied nothing could be remembered', async () => {
    const visit = await open({ options: { consent: 'denied', surveys: done() } });
    await visit.call('track', 'done');
    await expectRefused(visit, 'one', 'event', 'consent');
  });

  test('excludeUrls: on a page of a transaction', async () => {
    const visit = await open({ path: '/checkout/2', options: { excludeUrls: ['/checkout'], surveys: done() } });
    await visit.call('track', 'done');
    await expectRefused(visit, 'one', 'event', 'excludeUrls');
  });

  test('sample: for nobody, where it is 0', async () => {
    const visit = await open({ options: { surveys: done({ sample: 0 }) } });
    await visit.call('track', 'done');
    await expectRefused(visit, 'one', 'event', 'sample');
  });

  test('storage: where nothing can be written down', async () => {
    const visit = await open({
      before: () => {
        IDBFactory.prototype.open = () => {
          throw new Error('no storage here');
        };
      },
      options: { surveys: done() },
    });
    await visit.call('track', 'done');
    await expectRefused(visit, 'one', 'event', 'storage');
  });

  test('dialog: while the form of the tab is open', async () => {
    const visit = await open({ options: { surveys: done() } });
    await button(visit, 'Feedback').click();
    await visit.page.locator('.earshot textarea').waitFor();
    expect(await ask(visit)).toEqual(['dialog']);
    await visit.call('close');
    expect(await ask(visit)).toEqual(['shown']);
  });

  test('draft: while an unfinished form waits', async () => {
    const visit = await open({ options: { surveys: done() } });
    await button(visit, 'Feedback').click();
    await visit.page.locator('.earshot textarea').fill('half a sentence');
    await visit.call('close');
    await expect.poll(() => ask(visit)).toEqual(['draft']);
    await button(visit, 'Feedback').click();
    expect(await visit.page.locator('.earshot textarea').inputValue()).toBe('half a sentence');
  });

  test('visit: after a prompt, and after something was sent; quietDays: in the next visit', async () => {
    const visit = await open({ clock: true, options: { surveys: done() } });
    expect(await ask(visit)).toEqual(['shown']);
    await expectShown(visit, 'one', 'event');
    await button(visit, 'Not now').click();
    expect(await ask(visit)).toEqual(['visit']);
    await nextVisit(visit);
    expect(await ask(visit)).toEqual(['quietDays']);
  });

  test('visit: after something was sent by the tab', async () => {
    const visit = await open({ options: { surveys: done() } });
    await visit.call('submit', { text: 'words' });
    await expect.poll(async () => (await visit.records()).length).toBe(1);
    expect(await ask(visit)).toEqual(['visit']);
  });

  test('relationship: within 90 days, whatever quietDays says', async () => {
    const visit = await open({
      clock: true,
      options: { quietDays: 0, surveys: done({ preset: 'nps' }) },
    });
    expect(await ask(visit)).toEqual(['shown']);
    await expectShown(visit, 'one', 'event');
    await button(visit, 'Not now').click();
    await nextVisit(visit);
    expect(await ask(visit)).toEqual(['relationship']);
  });

  test('never: after “Don’t ask again”, before all else', async () => {
    const visit = await open({ clock: true, options: { quietDays: 0, surveys: done() } });
    expect(await ask(visit)).toEqual(['shown']);
    await button(visit, 'Don’t ask again').click();
    await expect.poll(() => ask(visit)).toEqual(['never']);
    await nextVisit(visit);
    expect(await ask(visit)).toEqual(['never']);
  });
});

describe('lastPromptedAt, which the host remembers', () => {
  const daysAgo = (days: number) => new Date(Date.now() - days * 864e5).toISOString();

  test('a date within the quiet days holds prompts back, an older one does not, also where consent is denied', async () => {
    const asked = async (days: number) =>
      ask(await open({ options: { consent: 'denied', lastPromptedAt: daysAgo(days), surveys: done() } }));
    expect(await asked(10)).toEqual(['quietDays']);
    expect(await asked(100)).toEqual(['shown']);
  });

  test.each(['soon', '31.12.2026', '2026-13-01', 'undefined'])(
    '“%s” is no date: it is said with what is expected, and taken for unknown',
    async (lastPromptedAt) => {
      const visit = await open({ options: { consent: 'denied', lastPromptedAt, surveys: done() } });
      expect(visit.said).toContain(
        `lastPromptedAt: expected an ISO date, got "${lastPromptedAt}"; taking it for unknown`,
      );
      expect(await ask(visit)).toEqual(['consent']);
      await visit.page.reload();
      await visit.call('track', 'nothing');
      expect(await ask(visit)).toEqual(['consent']);
    },
  );

  test('one that is no date leaves our own as it is', async () => {
    const visit = await open({ clock: true, options: { lastPromptedAt: 'soon', surveys: done() } });
    expect(await ask(visit)).toEqual(['shown']);
    await expectShown(visit, 'one', 'event');
    await nextVisit(visit);
    expect(await ask(visit)).toEqual(['quietDays']);
  });
});
