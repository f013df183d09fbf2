import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { answer, FORM, finish, openForm, TAB, useHosts } from './visit';

const hosts = useHosts();

const MODAL = `<div id="modal" role="dialog" aria-modal="true" tabindex="-1" style="position:fixed;top:80px;left:80px">
<input id="inside"><button id="opener" data-earshot-open="feedback">Tell us</button></div>`;

/** Keeps the focus in `#modal`, as modals of component libraries do. They listen on `document`. */
const traps: [name: string, listen: () => void][] = [
  [
    // Radix, FocusScope: the body takes no clicks, and what leaves comes back, whether it is seen going or arriving
    'Radix’s',
    () => {
      const modal = document.getElementById('modal')!;
      let last = document.getElementById('inside')!;
      document.body.style.pointerEvents = 'none';
      modal.style.pointerEvents = 'auto';
      document.addEventListener('focusin', ({ target }) => {
        if (modal.contains(target as Node)) last = target as HTMLElement;
        else last.focus({ preventScroll: true });
      });
      document.addEventListener('focusout', ({ relatedTarget }) => {
        if (relatedTarget && !modal.contains(relatedTarget as Node)) last.focus({ preventScroll: true });
      });
      last.focus();
    },
  ],
  [
    'Bootstrap’s',
    () => {
      const modal = document.getElementById('modal')!;
      document.addEventListener('focusin', ({ target }) => {
        if (target !== document && target !== modal && !modal.contains(target as Node)) modal.focus();
      });
      modal.focus();
    },
  ],
  [
    'the one of focus-trap, where it lets clicks pass',
    () => {
      const modal = document.getElementById('modal')!;
      document.addEventListener(
        'focusin',
        (event) => {
          if (modal.contains(event.target as Node)) return;
          event.stopImmediatePropagation();
          document.getElementById('inside')!.focus();
        },
        true,
      );
      document.getElementById('inside')!.focus();
    },
  ],
];

describe('A modal of the page that keeps the focus', () => {
  it.each(traps)('(%s) leaves it to whoever writes in our form', async (_name, listen) => {
    const page = await hosts.open({ body: MODAL });
    await page.evaluate(listen);
    await openForm(page);
    await answer(page);
    await hosts.expectStored(await finish(page));
    expect(await page.locator('#inside').inputValue()).toBe('');
    expect(hosts.complaints()).toEqual([]);
  });

  it.each(traps)('(%s) has the focus again when our form is closed', async (_name, listen) => {
    const page = await hosts.open({ body: `${MODAL}<a href="#" id="behind">Behind</a>` });
    await page.evaluate(listen);
    await openForm(page);
    await page.keyboard.press('Escape');
    expect(await page.locator(FORM).count()).toBe(0);
    await page.locator('#behind').focus();
    expect(await page.evaluate(() => !!document.activeElement?.closest('#modal'))).toBe(true);
  });

  it('hears when the focus leaves one of its fields for our form', async () => {
    const page = await hosts.open({ body: MODAL });
    await page.evaluate(() => {
      const left: string[] = [];
      Object.assign(window, { left });
      // React's onBlur is made of focusout at the root
      document.addEventListener('focusout', (event) => left.push((event.target as Element).id));
    });
    await page.locator('#inside').focus();
    await openForm(page);
    await page.locator(`${FORM} textarea`).click();
    expect(await page.evaluate('left')).toContain('inside');
  });
});

/** `showModal()` of the page: all outside of the dialog is inert, whatever it does. */
const showModal = (page: Page) =>
  page.evaluate(() => {
    const dialog = document.body.appendChild(document.createElement('dialog'));
    dialog.id = 'modal';
    const opener = dialog.appendChild(document.createElement('button'));
    opener.textContent = 'Tell us';
    opener.dataset['earshotOpen'] = 'feedback';
    dialog.showModal();
  });

/** Whether a click in the middle of what is at `selector` would reach us. */
const reaches = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((it) => {
      const { left, top, width, height } = it.getBoundingClientRect();
      return document.elementFromPoint(left + width / 2, top + height / 2) === (it.getRootNode() as ShadowRoot).host;
    });

describe('A native modal dialog of the page', () => {
  it('makes the tab inert, like all of the page, until it is closed', async () => {
    const page = await hosts.open();
    await showModal(page);
    expect(await reaches(page, TAB)).toBe(false);
    await page.evaluate(() => (document.getElementById('modal') as HTMLDialogElement).close());
    expect(await reaches(page, TAB)).toBe(true);
    await openForm(page);
    await answer(page);
    await hosts.expectStored(await finish(page));
  });

  it('can open the form from within, in front of itself, and is there again afterwards', async () => {
    const page = await hosts.open();
    await showModal(page);
    await page.locator('#modal button').click();
    await page.locator(`${FORM} textarea`).waitFor();
    await answer(page);
    await hosts.expectStored(await finish(page));
    await page.keyboard.press('Escape');
    expect(await page.locator(FORM).count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Tell us');
    expect(await page.locator('#modal').evaluate((it) => it.matches(':modal'))).toBe(true);
  });

  it('opened over a form that stands, leaves that as it was when it is closed', async () => {
    const page = await hosts.open();
    await openForm(page);
    await answer(page);
    await showModal(page);
    expect(await reaches(page, `${FORM} .send`)).toBe(false);
    await page.keyboard.press('Escape');
    expect(await page.locator('#modal').evaluate((it) => (it as HTMLDialogElement).open)).toBe(false);
    await hosts.expectStored(await finish(page));
  });
});
