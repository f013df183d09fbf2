import { describe, expect, test } from 'vitest';
import { by, expectRefused, expectShown, useSite, type Visit } from './site';

const open = useSite();
const done = { one: by({ event: 'done' }) };
const visitTo = (body: string, settings: Parameters<typeof open>[0] = {}) =>
  open({ ...settings, body, options: { ...settings.options, surveys: done } });
const MODAL = 'role="dialog" aria-modal="true"';
const FIXED = 'position: fixed; inset: 100px; background: white';

describe('A modal of the page', () => {
  test.each([
    ['one by its role', `<div ${MODAL} style="${FIXED}">Sign in</div>`],
    ['an open <dialog>', '<dialog open>Sign in</dialog>'],
    [
      'one whose own box has no size, since its parts are fixed',
      `<div ${MODAL}><div style="${FIXED}">Sign in</div></div>`,
    ],
    [
      'one that is higher than the window',
      `<div ${MODAL} style="position: absolute; top: 300px; height: 4000px; width: 300px">Terms</div>`,
    ],
    [
      'one that is higher than the window, and scrolled',
      `<div style="position: fixed; inset: 0; overflow: auto"><div ${MODAL} style="height: 4000px; margin-top: -2000px">Terms</div></div>`,
    ],
    ['one at the side', `<div ${MODAL} style="position: fixed; top: 0; bottom: 0; right: 0; width: 200px">Cart</div>`],
    [
      'one under a veil',
      `<div ${MODAL} style="${FIXED}">Wait</div><div style="position: fixed; inset: 0; z-index: 9"></div>`,
    ],
    [
      'one that is hidden beside one that is not',
      `<div hidden ${MODAL}>Menu</div><div ${MODAL} style="${FIXED}">Sign in</div>`,
    ],
  ])('that is in sight holds a prompt back, and uses up nothing: %s', async (_name, body) => {
    const visit = await visitTo(body);
    await visit.call('track', 'done');
    await expectRefused(visit, 'one', 'event', 'dialog');
    await visit.page.evaluate(() => {
      for (const modal of document.querySelectorAll('[role=dialog],dialog')) modal.remove();
    });
    await visit.call('track', 'done');
    await expectShown(visit, 'one', 'event');
  });

  test('by showModal() holds it back until it is closed', async () => {
    const visit = await visitTo('<dialog>Sign in</dialog>');
    await visit.page.locator('dialog').evaluate((it) => (it as HTMLDialogElement).showModal());
    await visit.call('track', 'done');
    await expectRefused(visit, 'one', 'event', 'dialog');
    await visit.page.locator('dialog').evaluate((it) => (it as HTMLDialogElement).close());
    await visit.call('track', 'done');
    await expectShown(visit, 'one', 'event');
  });

  test.each([
    ['display: none', `<div ${MODAL} style="${FIXED}; display: none">Menu</div>`],
    ['the attribute hidden', `<div ${MODAL} hidden><p style="${FIXED}">Menu</p></div>`],
    ['in a part that is not displayed', `<div style="display: none"><div ${MODAL}>Menu</div></div>`],
    ['visibility: hidden', `<div ${MODAL} style="${FIXED}; visibility: hidden">Menu</div>`],
    ['no size', `<div ${MODAL} style="width: 0; height: 0; overflow: hidden"><p>Menu</p></div>`],
    ['no height', `<div ${MODAL} style="max-height: 0; overflow: hidden"><p>Menu</p></div>`],
    ['shrunk to nothing', `<div ${MODAL} style="${FIXED}; transform: scale(0)">Menu</div>`],
    [
      'invisible, with clicks going through it',
      `<div ${MODAL} style="${FIXED}; opacity: 0; pointer-events: none">Menu</div>`,
    ],
    [
      'outside of the window',
      `<div ${MODAL} style="position: fixed; top: 0; left: -300px; width: 300px; height: 100%">Menu</div>`,
    ],
    ['a <dialog> that is open and not displayed', '<dialog open style="display: none">Menu</dialog>'],
  ])('whose markup stands in the page while it is closed holds nothing back: %s', async (_name, body) => {
    const visit = await visitTo(body);
    await visit.call('track', 'done');
    await expectShown(visit, 'one', 'event');
  });
});

const tab = ({ page }: Visit) => page.getByRole('button', { name: /^Feedback/ }).first();

describe('A form that the visitor is just opening', () => {
  test('holds a prompt back while it is on its way, and uses up nothing', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const visit = await visitTo('');
    // with saveData or on a slow network: the panel is fetched by the click
    const asked: string[] = [];
    await visit.page.route(/chunks\/panel\./, async (route) => {
      asked.push(route.request().url());
      await held;
      await route.continue();
    });
    await visit.page.evaluate(() => {
      Object.defineProperty(navigator, 'connection', { value: { saveData: true, addEventListener() {} } });
    });
    await visit.page.reload();
    await visit.call('track', 'nothing');
    await tab(visit).click();
    await expect.poll(() => asked.length).toBeGreaterThan(0);
    const tracked = visit.call('track', 'done');
    await expectRefused(visit, 'one', 'event', 'dialog');
    release();
    await tracked;
    await visit.page.locator('dialog.earshot textarea').waitFor();
    await visit.call('close');
    await visit.call('track', 'done');
    await expectShown(visit, 'one', 'event');
  });

  test('in the moment of the decision is the one that opens, and the visit is not used up', async () => {
    const visit = await visitTo('');
    // the click comes while the prompt's claim is being written
    await visit.page.evaluate(() => {
      const { put } = IDBObjectStore.prototype;
      let clicked = false;
      IDBObjectStore.prototype.put = function (value, key) {
        if (key === 'meta:visit' && (value as { prompted?: boolean }).prompted && !clicked) {
          clicked = true;
          document.querySelector<HTMLElement>('html > div')!.shadowRoot!.querySelector('button')!.click();
        }
        return put.call(this, value, key);
      };
    });
    await visit.call('track', 'done');
    await expect.poll(() => visit.decided()).toEqual([{ because: 'event', survey: 'one', against: 'dialog' }]);
    await visit.page.locator('dialog.earshot textarea').waitFor();
    await visit.call('close');
    await visit.call('track', 'done');
    await expectShown(visit, 'one', 'event');
  });
});

describe('A prompt that stands when the app goes on to an excluded page', () => {
  const visitToShop = async () => {
    const visit = await visitTo('', { path: '/cart', options: { excludeUrls: ['/checkout'] } });
    await visit.call('track', 'done');
    await expectShown(visit, 'one', 'event');
    return visit;
  };
  const goes = ({ page }: Visit, path: string) => page.evaluate((to) => history.pushState({}, '', to), path);

  test('goes away when nobody has touched it', async () => {
    const visit = await visitToShop();
    await goes(visit, '/checkout');
    await expect.poll(() => visit.page.locator('.earshot').count()).toBe(0);
    // nobody put it away: it counts as seen, not as dismissed
    await visit.call('submit', { text: 'after it' });
    await expect
      .poll(async () => (await visit.records()).map(({ kind }) => kind))
      .toEqual(['impression', 'submission']);
  });

  test('stays when the app goes on to another page', async () => {
    const visit = await visitToShop();
    await goes(visit, '/shop');
    await visit.call('track', 'nothing');
    expect(await visit.page.locator('.earshot.prompt').count()).toBe(1);
  });

  test('stays with its words when somebody has begun, and can be sent', async () => {
    const visit = await visitToShop();
    await visit.page.getByRole('button', { name: 'Answer' }).click();
    await visit.page.locator('.earshot textarea').fill('Half a sentence');
    await goes(visit, '/checkout');
    await visit.call('track', 'nothing');
    expect(await visit.page.locator('.earshot textarea').inputValue()).toBe('Half a sentence');
    await visit.page.getByRole('button', { name: 'Send', exact: true }).click();
    const words = async () =>
      (await visit.records()).flatMap(({ trigger, answers }) => answers.map(({ value }) => [trigger, value]));
    await expect.poll(words).toEqual([['prompt', 'Half a sentence']]);
  });
});
