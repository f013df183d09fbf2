import type { Locator, Page } from 'playwright-core';
import type { ElementRef, WebKitSession } from './driver';
import { find, type Step } from './find';

/** As playwright waits. */
const WAIT_MS = 30_000;
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

type Name = { name?: string | RegExp; exact?: boolean };

const roleStep = (role: string, { name, exact }: Name = {}): Step => ({
  role,
  ...(name === undefined ? {} : { name: name instanceof RegExp ? { source: name.source, flags: name.flags } : name }),
  ...(exact ? { exact } : {}),
});

/** What the tests say to playwright that this driver does not know is an error with its name, not `undefined`. */
const strictly = <T extends object>(what: string, known: T): T =>
  new Proxy(known, {
    get(target, key) {
      if (key in target || typeof key === 'symbol' || key === 'then' || key === 'toJSON')
        return Reflect.get(target, key);
      throw new Error(`The tests' WebKit driver has no ${what}.${key}: add it to tests/support/webkit/page.ts.`);
    },
  });

/** A page of WebKit with the part of playwright's `Page` that the tests speak, over WebDriver. */
export function webkitPage(session: WebKitSession, handle: string, view: number): Page {
  const command = <T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) =>
    session.command<T>(method, path, body, handle);
  const sync = <T>(script: string, ...args: unknown[]) => command<T>('POST', '/execute/sync', { script, args });
  let runs = 0;
  let closed = false;

  /**
   * The promise of a function in the page. It is started, then asked for: WebDriver would hold back every other window
   * until an asynchronous script has ended, and tests let tabs wait for each other.
   */
  const evaluate = async (code: string, args: string, element?: ElementRef): Promise<unknown> => {
    const run = `earshot-run-${++runs}`;
    await sync(
      `const [key, element] = arguments;
       const runs = window[Symbol.for('earshot-runs')] ??= {};
       const told = runs[key] = {};
       const args = ${args};
       new Promise((resolve) => resolve((${code})(...(element ? [element, ...args] : args))))
         .then((value) => { told.value = JSON.stringify(value) ?? null; told.done = true },
               (error) => { told.error = String(error?.stack ? error + '' : error); told.done = true });`,
      run,
      ...(element ? [element] : []),
    );
    for (let ms = 1; ; ms = Math.min(ms * 2, 20)) {
      const told = await sync<{ done?: boolean; value?: string | null; error?: string } | null>(
        `const runs = window[Symbol.for('earshot-runs')]; const told = runs?.[arguments[0]];
         if (told?.done) delete runs[arguments[0]]; return told ?? null;`,
        run,
      );
      // the page went elsewhere before it answered
      if (!told) throw new Error('Execution context was destroyed, most likely because of a navigation');
      if (told.error !== undefined) throw new Error(told.error);
      if (told.done) return told.value === null ? undefined : JSON.parse(told.value!);
      await pause(ms);
    }
  };
  const argsOf = (args: unknown[]) =>
    `[${args.map((arg) => (arg === undefined ? 'undefined' : JSON.stringify(arg))).join()}]`;

  const elements = (steps: Step[]) =>
    sync<ElementRef[]>(`return (${find.toString()})(JSON.parse(arguments[0]))`, JSON.stringify(steps));

  const locator = (steps: Step[]): Locator => {
    const said = JSON.stringify(steps);
    const until = async (fits: (count: number) => boolean, what: string, timeout = WAIT_MS): Promise<ElementRef[]> => {
      for (const endMs = Date.now() + timeout; ; await pause(20)) {
        const found = await elements(steps);
        if (fits(found.length)) return found;
        if (Date.now() > endMs) throw new Error(`${said}: ${what} within ${timeout} ms; found ${found.length}.`);
      }
    };
    const one = async () => {
      const [element, ...others] = await until((count) => count > 0, 'nothing found');
      if (others.length) throw new Error(`${said} is ${others.length + 1} elements: name one.`);
      return element!;
    };
    const at = (element: ElementRef) => `/element/${Object.values(element)[0]}`;
    /** Elements come and go while a page is drawn: what went is looked for again. */
    const act = async <T>(job: (element: ElementRef) => Promise<T>): Promise<T> => {
      for (let times = 0; ; times++) {
        try {
          return await job(await one());
        } catch (error) {
          if (times > 20 || !/stale|not interactable|intercepted/.test(String(error))) throw error;
          await pause(50);
        }
      }
    };
    const ask = <T>(code: string) =>
      sync<T>(`return (${find.toString()})(JSON.parse(arguments[0])).map(${code})`, said);
    const askOne = async <T>(code: string) => {
      await one();
      return ((await ask(code)) as T[])[0]!;
    };
    const more = (...next: Step[]) => locator([...steps, ...next]);
    return strictly('locator', {
      getByRole: (role: string, options?: Name) => more(roleStep(role, options)),
      locator: (css: string) => more({ css }),
      nth: (nth: number) => more({ nth }),
      first: () => more({ nth: 0 }),
      last: () => more({ nth: -1 }),
      count: async () => (await elements(steps)).length,
      all: async () => (await elements(steps)).map((_, nth) => more({ nth })),
      waitFor: async ({ state = 'visible', timeout }: { state?: string; timeout?: number } = {}) => {
        const none = state === 'hidden' || state === 'detached';
        await until((count) => (none ? count === 0 : count > 0), none ? 'still there' : 'nothing found', timeout);
      },
      click: () => act((element) => command('POST', `${at(element)}/click`)),
      check: () =>
        act(async (element) => {
          if (!(await sync('return arguments[0].checked', element))) await command('POST', `${at(element)}/click`);
        }),
      uncheck: () =>
        act(async (element) => {
          if (await sync('return arguments[0].checked', element)) await command('POST', `${at(element)}/click`);
        }),
      focus: () => act((element) => sync('arguments[0].focus()', element)),
      fill: (text: string) =>
        act(async (element) => {
          await sync('arguments[0].focus(); arguments[0].select?.()', element);
          if (text) await command('POST', `${at(element)}/value`, { text });
          else await command('POST', `${at(element)}/clear`);
        }),
      pressSequentially: (text: string) => act((element) => command('POST', `${at(element)}/value`, { text })),
      dispatchEvent: (type: string) =>
        act((element) =>
          sync('arguments[0].dispatchEvent(new Event(arguments[1], {bubbles: true, composed: true}))', element, type),
        ),
      evaluate: (job: (...args: never[]) => unknown, ...args: unknown[]) =>
        act((element) => evaluate(job.toString(), argsOf(args), element)),
      isVisible: async () => (await ask<boolean>('(it) => it.checkVisibility()'))[0 as never] ?? false,
      isChecked: () => askOne<boolean>('(it) => it.checked'),
      isDisabled: () => askOne<boolean>('(it) => it.disabled'),
      inputValue: () => askOne<string>('(it) => it.value'),
      textContent: () => askOne<string>('(it) => it.textContent'),
      innerText: () => askOne<string>('(it) => it.innerText'),
      allInnerTexts: () => ask<string[]>('(it) => it.innerText'),
      allTextContents: () => ask<string[]>('(it) => it.textContent'),
      getAttribute: (name: string) => askOne<string | null>(`(it) => it.getAttribute(${JSON.stringify(name)})`),
    }) as unknown as Locator;
  };

  const page = {
    goto: (url: string) => command('POST', '/url', { url }),
    reload: () => command('POST', '/refresh'),
    goBack: () => command('POST', '/back'),
    url: () => command<string>('GET', '/url'),
    title: () => command<string>('GET', '/title'),
    evaluate: (job: ((...args: never[]) => unknown) | string, ...args: unknown[]) =>
      typeof job === 'string' ? evaluate(`() => (${job})`, '[]') : evaluate(job.toString(), argsOf(args)),
    addInitScript: (job: (...args: never[]) => unknown, ...args: unknown[]) =>
      session.control({ do: 'script', view, source: `(${job.toString()})(...${argsOf(args)})` }),
    waitForTimeout: pause,
    async waitForFunction(job: (...args: never[]) => unknown, ...args: unknown[]) {
      for (const endMs = Date.now() + WAIT_MS; !(await evaluate(job.toString(), argsOf(args))); await pause(20))
        if (Date.now() > endMs) throw new Error(`${job.toString()} was not true within ${WAIT_MS} ms.`);
    },
    getByRole: (role: string, options?: Name) => locator([roleStep(role, options)]),
    locator: (css: string) => locator([{ css }]),
    isClosed: () => closed,
    async close() {
      if (closed) return;
      closed = true;
      await command('DELETE', '/window').catch(() => {});
    },
  };
  return strictly('page', page) as unknown as Page;
}
