import { describe, expect, it } from 'vitest';
import { answer, FORM, finish, openForm, useHosts, WINDOW } from './visit';

/*
 * That the tab takes its place again is shown in script-tag/place.test.ts, what real React and Turbo do in react.test.ts and
 * turbo.test.ts. Here a form is open and half answered, on a phone too, and the DOM calls that they make come alone.
 */
const hosts = useHosts();

/** What each framework does to the document, in the midst of a visit. */
const frameworks: [name: string, replace: () => void][] = [
  [
    // React 18: a mismatch above the first Suspense boundary draws the whole document anew
    'React 18 gives up hydrating the document',
    () => {
      const html = document.createElement('html');
      html.append(document.createElement('head'), document.createElement('body'));
      document.body.textContent = '';
      document.documentElement.replaceWith(html);
    },
  ],
  [
    'React 18 removes the children of <html> that it does not know',
    () => {
      for (const child of [...document.documentElement.children])
        if (!/^(head|body)$/.test(child.localName)) child.remove();
    },
  ],
  [
    // React 19 keeps what it does not know in <head> and <body>, and draws those two anew
    'React 19 draws head and body anew and keeps what it does not know',
    () => {
      const head = document.createElement('head');
      head.append(...document.head.children);
      document.head.replaceWith(head);
      document.body.replaceWith(document.createElement('body'));
    },
  ],
  [
    'Turbo visits another page',
    () => {
      history.pushState({ turbo: {} }, '', '/next');
      const next = new DOMParser().parseFromString('<title>Next</title><body><h1>Next</h1></body>', 'text/html');
      document.title = next.title;
      document.dispatchEvent(new CustomEvent('turbo:before-render', { cancelable: true }));
      document.documentElement.replaceChild(document.adoptNode(next.body), document.body);
      scrollTo(0, 0);
      document.dispatchEvent(new CustomEvent('turbo:load'));
    },
  ],
  [
    'a router of 2005 writes its document anew by innerHTML',
    () => {
      document.documentElement.innerHTML = '<head><title>New</title></head><body><h1>New</h1></body>';
    },
  ],
];

const PHONE = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };

describe.each([
  ['beside the page', WINDOW],
  ['as the sheet of a phone', PHONE],
] as const)('A half answered form %s', (_where, context) => {
  it.each(frameworks)('keeps its answers when %s, is there again, and can be sent', async (_name, replace) => {
    const page = await hosts.open({ context });
    await openForm(page);
    await answer(page);
    await page.evaluate(replace);
    await expect.poll(() => page.locator(FORM).isVisible()).toBe(true);
    expect(await page.locator(`${FORM} :checked`).count()).toBe(2);
    await hosts.expectStored(await finish(page));
    expect(await page.locator(FORM).count()).toBe(1);
    // a new document asks for /favicon.ico, which this site has not
    expect(hosts.complaints().filter((line) => !line.includes('Failed to load resource'))).toEqual([]);
  });
});
