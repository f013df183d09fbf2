import { describe, expect, test } from 'vitest';
import { by, expectNothing, expectShown, useSite, type Visit } from './site';

const open = useSite(60);
const MINUTE = 60_000;

/** A browser without the Navigation API: nothing tells of a pushState but the call itself. */
const noNavigation = () => {
  Object.defineProperty(window, 'navigation', { value: undefined });
};
const goes = (visit: Visit, how: 'pushState' | 'replaceState', path: string) =>
  visit.page.evaluate(([method, to]) => history[method as 'pushState']({}, '', to), [how, path]);
/** Back or forward, and the page has heard of it. */
const traverse = (visit: Visit, by: number) =>
  visit.page.evaluate(
    (steps) =>
      new Promise<void>((done) => {
        addEventListener('popstate', () => setTimeout(done), { once: true });
        history.go(steps);
      }),
    by,
  );

describe.each([
  ['by the Navigation API', undefined],
  ['by a wrapped History, where there is no Navigation API', noNavigation],
] as const)('A single-page app, heard %s', (_name, before) => {
  const visitWith = (trigger: Parameters<typeof by>[0], more: Parameters<typeof open>[0] = {}, target?: object) =>
    open({
      ...(before && { before }),
      ...more,
      options: { ...more.options, surveys: { one: by(trigger, target && { target }) } },
    });

  test('is one in which the API is there, or not', async () => {
    const { page } = await visitWith({ url: '/thanks' });
    expect(await page.evaluate('!!window.navigation')).toBe(!before);
  });

  test.each(['pushState', 'replaceState'] as const)(
    'prompts where %s leads to the page, and not before',
    async (how) => {
      const visit = await visitWith({ url: '/thanks' });
      await goes(visit, how, '/cart');
      await expectNothing(visit);
      await goes(visit, how, '/thanks');
      await expectShown(visit, 'one', 'url');
    },
  );

  test('prompts when Back and Forward lead to the page again', async () => {
    const visit = await visitWith({ url: '/thanks' }, {}, { data: 'bought', eq: true });
    const refused = (times: number) =>
      expect
        .poll(() => visit.decided())
        .toEqual(Array(times).fill({ because: 'url', survey: 'one', against: 'target' }));
    await goes(visit, 'pushState', '/thanks');
    await refused(1);
    await goes(visit, 'pushState', '/more');
    await traverse(visit, -1);
    await refused(2);
    await traverse(visit, -1);
    await visit.call('setContext', { bought: true });
    await expectNothing(visit, ...visit.decided());
    await traverse(visit, 1);
    await expectShown(visit, 'one', 'url');
  });

  test('prompts when the anchor leads to a route of it', async () => {
    const visit = await visitWith({ url: '/#/thanks' });
    await visit.page.evaluate(() => {
      location.hash = '/cart';
    });
    await expectNothing(visit);
    await visit.page.evaluate(() => {
      location.hash = '/thanks';
    });
    await expectShown(visit, 'one', 'url');
  });

  test.each(['/thanks', '/shop/9/done'])('prompts on each of two routes that it names: %s', async (path) => {
    const visit = await visitWith([{ url: '/thanks' }, { url: '/shop/*/done' }]);
    await goes(visit, 'pushState', '/shop/9');
    await expectNothing(visit);
    await goes(visit, 'pushState', path);
    await expectShown(visit, 'one', 'url');
  });

  test('does not prompt for a route that was left before the delay had passed, and does when it is entered again', async () => {
    const visit = await visitWith({ url: '/thanks', delayMs: 10 * MINUTE }, { clock: true });
    await goes(visit, 'pushState', '/thanks');
    await expectNothing(visit);
    await visit.forward(8 * MINUTE);
    await goes(visit, 'pushState', '/cart');
    await visit.forward(15 * MINUTE);
    await expectNothing(visit);
    await goes(visit, 'pushState', '/thanks');
    await expectNothing(visit);
    await visit.forward(11 * MINUTE);
    await expectShown(visit, 'one', 'url + delayMs');
  });

  test('keeps History as the page has it: a router of its own is called, and its state is there', async () => {
    const visit = await visitWith({ url: '/thanks' });
    const state = await visit.page.evaluate(() => {
      history.pushState({ mine: 1 }, '', '/thanks');
      return [history.state, location.pathname];
    });
    expect(state).toEqual([{ mine: 1 }, '/thanks']);
    await expectShown(visit, 'one', 'url');
  });
});

test('a page of the Navigation API’s own: navigate() that a router intercepts', async () => {
  const visit = await open({ options: { surveys: { one: by({ url: '/thanks' }) } } });
  const to = (path: string) =>
    visit.page.evaluate(
      (url) =>
        (window as never as { navigation: { navigate(url: string): { finished: Promise<unknown> } } }).navigation
          .navigate(url as string)
          .finished.then(() => {}),
      path,
    );
  await visit.page.evaluate(() => {
    const { navigation } = window as never as { navigation: EventTarget };
    navigation.addEventListener('navigate', (event) =>
      (event as never as { intercept(how: object): void }).intercept({ handler: async () => {} }),
    );
  });
  await to('/cart');
  await expectNothing(visit);
  await to('/thanks');
  await expectShown(visit, 'one', 'url');
});
