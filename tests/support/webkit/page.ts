import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { type ElementRef, timed, type WebKitSession } from './driver';
import { find, type Step, type Wanted } from './find';
import { type Keyboard, keyboardOf } from './keyboard';

/** As playwright waits, unless it is told otherwise. */
const WAIT_MS = 30_000;
/** Longest wait for the promise of a function in the page: a test that runs out of time could not say for what. */
const ANSWER_MS = 60_000;
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

type Text = string | RegExp;
type Exact = { exact?: boolean };
type Name = Exact & { name?: Text };

const wanted = (text: Text): Wanted => (text instanceof RegExp ? { source: text.source, flags: text.flags } : text);

const STEPS = {
  getByRole: (role: string, { name, exact = false }: Name = {}): Step => ({
    role,
    exact,
    ...(name === undefined ? {} : { name: wanted(name) }),
  }),
  getByLabel: (label: Text, { exact = false }: Exact = {}): Step => ({ label: wanted(label), exact }),
  getByText: (text: Text, { exact = false }: Exact = {}): Step => ({ text: wanted(text), exact }),
  locator: (css: string, { hasText }: { hasText?: Text } = {}): Step => ({
    css,
    ...(hasText === undefined ? {} : { hasText: wanted(hasText) }),
  }),
};
/** The ways to say what is meant, as `page` and each locator have them. */
const stepsTo = (found: (step: Step) => Locator) =>
  Object.fromEntries(
    Object.entries(STEPS).map(([name, step]) => [name, (...how: [never, never]) => found(step(...how))]),
  );

/** What the tests say to playwright that this driver does not know is an error with its name, not `undefined`. */
const strictly = <T extends object>(what: string, known: T): T =>
  new Proxy(known, {
    get(target, key) {
      if (key in target || typeof key === 'symbol' || key === 'then' || key === 'toJSON')
        return Reflect.get(target, key);
      throw new Error(`The tests' WebKit driver has no ${what}.${key}: add it to tests/support/webkit/page.ts.`);
    },
  });

/** Runs in the page: JSON of plain values whatever the page did to `JSON` and `toJSON`. */
const plainJson = (value: unknown): string => {
  const text = (it: string) => {
    let out = '"';
    for (let at = 0; at < it.length; at++) out += `\\u${it.charCodeAt(at).toString(16).padStart(4, '0')}`;
    return `${out}"`;
  };
  if (value === undefined || typeof value === 'function') return '';
  if (value === null || typeof value === 'boolean' || typeof value === 'number')
    return typeof value === 'number' && !Number.isFinite(value) ? 'null' : `${value}`;
  if (typeof value === 'string') return text(value);
  let out = '';
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) out += `${at ? ',' : ''}${plainJson(value[at]) || 'null'}`;
    return `[${out}]`;
  }
  for (const key of Object.keys(value as object)) {
    const inner = plainJson((value as { [key: string]: unknown })[key]);
    if (inner) out += `${out ? ',' : ''}${text(key)}:${inner}`;
  }
  return `{${out}}`;
};

/** Runs in the page: the next field for files that the visitor, not a script, has asked to open its dialog. */
const fieldAskedFor = () =>
  new Promise<void>((resolve) => {
    const asked = (event: MouseEvent) => {
      const field = event.composedPath()[0] as HTMLInputElement;
      if (!event.isTrusted || field.type !== 'file') return;
      removeEventListener('click', asked, true);
      Object.assign(window, { [Symbol.for('earshot-field')]: field });
      resolve();
    };
    addEventListener('click', asked, true);
  });

/** A value as JavaScript: unlike JSON it knows `undefined`, which is not the same to a page as nothing. */
const sourceOf = (value: unknown): string => {
  if (value === undefined) return 'undefined';
  if (Array.isArray(value)) return `[${value.map(sourceOf).join()}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  return `{${Object.entries(value).map(([key, inner]) => `[${JSON.stringify(key)}]:${sourceOf(inner)}`)}}`;
};

/** A page of WebKit with the part of playwright's `Page` that the tests speak, over WebDriver. */
export function webkitPage(session: WebKitSession, handle: string, view: number): Page {
  const command = <T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) =>
    session.command<T>(method, path, body, handle);
  const sync = <T>(script: string, ...args: unknown[]) => command<T>('POST', '/execute/sync', { script, args });
  let runs = 0;
  let closed = false;
  let waitMs = WAIT_MS;
  /** Folders of files that pages were given: they read them when they please. */
  const filesGiven: string[] = [];

  /**
   * The promise of a function in the page. It is started, then asked for: WebDriver would hold back every other window
   * until an asynchronous script has ended, and tests let tabs wait for each other.
   */
  const evaluate = (code: string, args: string, element?: ElementRef) =>
    timed(`the page's answer to ${code.slice(0, 200)} ${args}`, evaluated(code, args, element));
  const evaluated = async (code: string, args: string, element?: ElementRef): Promise<unknown> => {
    const run = `earshot-run-${++runs}`;
    await sync(
      `const key = arguments[0], element = arguments[1];
       const runs = window[Symbol.for('earshot-runs')] ??= Object.create(null);
       const told = runs[key] = Object.create(null);
       const args = ${args}, plainJson = ${plainJson.toString()};
       new Promise((resolve) => resolve((${code})(...(element ? [element, ...args] : args))))
         .then((value) => { told.text = 'v' + plainJson(value) },
               (error) => { told.text = 'e' + (error?.stack ? error + '' : error) });`,
      run,
      ...(element ? [element] : []),
    );
    const endMs = Date.now() + ANSWER_MS;
    for (let ms = 1; ; ms = Math.min(ms * 2, 20)) {
      // text only: on pages that add methods to Object's prototype WebDriver can hand over nothing else
      const told = await sync<string>(
        `const runs = window[Symbol.for('earshot-runs')], told = runs && runs[arguments[0]];
         if (!told) return 'gone';
         if (told.text) delete runs[arguments[0]];
         return told.text || '';`,
        run,
      );
      // the page went elsewhere before it answered
      if (told === 'gone') throw new Error('Execution context was destroyed, most likely because of a navigation');
      if (told.startsWith('e')) throw new Error(told.slice(1));
      if (told) return told === 'v' ? undefined : JSON.parse(told.slice(1));
      if (Date.now() > endMs) throw new Error(`No answer within ${ANSWER_MS} ms to ${code.slice(0, 100)} ${args}`);
      await pause(ms);
    }
  };
  const argsOf = (args: unknown[]) => `[${args.map(sourceOf).join()}]`;

  /** `seen`: only those that are to be seen. */
  const elements = (steps: Step[], seen = false) =>
    sync<ElementRef[]>(
      `return (${find.toString()})(JSON.parse(arguments[0]))
         .filter((it) => !${seen} || it.checkVisibility({ visibilityProperty: true }))`,
      JSON.stringify(steps),
    );

  const keyboard: Keyboard = keyboardOf((actions) => command('POST', '/actions', { actions }));
  /** Clicks in the middle of an element, or at a place of the window. */
  const mouse = ([at, y]: [ElementRef] | [number, number], times = 1) =>
    command('POST', '/actions', {
      actions: [
        {
          type: 'pointer',
          id: 'mouse',
          parameters: { pointerType: 'mouse' },
          actions: [
            typeof at === 'object'
              ? { type: 'pointerMove', origin: at, x: 0, y: 0 }
              : { type: 'pointerMove', origin: 'viewport', x: at, y },
            ...Array.from({ length: times }, () => [
              { type: 'pointerDown', button: 0 },
              { type: 'pointerUp', button: 0 },
            ]).flat(),
          ],
        },
      ],
    });

  const locator = (steps: Step[]): Locator => {
    const said = JSON.stringify(steps);
    const until = async (
      fits: (count: number) => boolean,
      what: string,
      timeout = waitMs,
      seen = false,
    ): Promise<ElementRef[]> => {
      for (const endMs = Date.now() + timeout; ; await pause(20)) {
        const found = await elements(steps, seen);
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
      for (const endMs = Date.now() + waitMs; ; await pause(50)) {
        try {
          return await job(await one());
        } catch (error) {
          if (Date.now() > endMs || !/stale|not interactable|intercepted/.test(String(error))) throw error;
        }
      }
    };
    /** In the middle of what scrolls: WebKit itself scrolls as little as it must, to below what sticks to an edge. */
    const clickOn = async (element: ElementRef) => {
      await sync('arguments[0].scrollIntoView({ block: "center" })', element);
      await command('POST', `${at(element)}/click`);
    };
    const ask = <T>(code: string) =>
      sync<T>(`return (${find.toString()})(JSON.parse(arguments[0])).map(${code})`, said);
    const askOne = async <T>(code: string) => {
      await one();
      return ((await ask(code)) as T[])[0]!;
    };
    const more = (...next: Step[]) => locator([...steps, ...next]);
    return strictly('locator', {
      ...stepsTo(more),
      filter: ({ hasText }: { hasText: Text }) => more({ hasText: wanted(hasText) }),
      nth: (nth: number) => more({ nth }),
      first: () => more({ nth: 0 }),
      last: () => more({ nth: -1 }),
      count: async () => (await elements(steps)).length,
      all: async () => (await elements(steps)).map((_, nth) => more({ nth })),
      waitFor: async ({ state = 'visible', timeout }: { state?: string; timeout?: number } = {}) => {
        const seen = state === 'visible' || state === 'hidden';
        if (state === 'hidden' || state === 'detached')
          await until((count) => count === 0, seen ? 'still to be seen' : 'still there', timeout, seen);
        else await until((count) => count > 0, seen ? 'nothing to be seen' : 'nothing found', timeout, seen);
      },
      click: async (how?: object) => {
        if (how) throw new Error(`The tests' WebKit driver clicks in the middle only, not ${JSON.stringify(how)}.`);
        return act(clickOn);
      },
      // by force: whatever is drawn over it
      check: ({ force }: { force?: boolean } = {}) =>
        act(async (element) => {
          if (await sync('return arguments[0].checked', element)) return;
          if (force) await sync('arguments[0].click()', element);
          else await clickOn(element);
        }),
      uncheck: () =>
        act(async (element) => {
          if (await sync('return arguments[0].checked', element)) await clickOn(element);
        }),
      focus: () => act((element) => sync('arguments[0].focus()', element)),
      press: (key: string) =>
        act(async (element) => {
          await sync('arguments[0].focus()', element);
          await keyboard.press(key);
        }),
      dblclick: () => act((element) => mouse([element], 2)),
      // as an editor would: WebDriver's own typing takes a minute for a letter of some length; a day is set
      fill: (text: string) =>
        act((element) =>
          sync(
            `arguments[0].focus();
             if (arguments[0].type === 'date') {
               arguments[0].value = arguments[1];
               for (const type of ['input', 'change']) arguments[0].dispatchEvent(new Event(type, { bubbles: true }));
               return;
             }
             arguments[0].select?.();
             document.execCommand(arguments[1] ? 'insertText' : 'delete', false, arguments[1]);`,
            element,
            text,
          ),
        ),
      // its menu is the toolkit's own, so that the choice is made in the page
      selectOption: ({ index }: { index: number }) =>
        act((element) =>
          sync(
            `arguments[0].selectedIndex = arguments[1];
             for (const type of ['input', 'change']) arguments[0].dispatchEvent(new Event(type, { bubbles: true }));`,
            element,
            index,
          ),
        ),
      pressSequentially: (text: string) => act((element) => command('POST', `${at(element)}/value`, { text })),
      dispatchEvent: (type: string) =>
        act((element) =>
          sync('arguments[0].dispatchEvent(new Event(arguments[1], {bubbles: true, composed: true}))', element, type),
        ),
      evaluate: (job: (...args: never[]) => unknown, ...args: unknown[]) =>
        act((element) => evaluate(job.toString(), argsOf(args), element)),
      evaluateAll: async (job: (...args: never[]) => unknown) =>
        sync(`return (${job})((${find.toString()})(JSON.parse(arguments[0])))`, said),
      isVisible: async () => (await ask<boolean>('(it) => it.checkVisibility()'))[0 as never] ?? false,
      isChecked: () => askOne<boolean>('(it) => it.checked'),
      isDisabled: () => askOne<boolean>('(it) => it.disabled'),
      isEnabled: () => askOne<boolean>('(it) => !it.disabled'),
      boundingBox: () =>
        askOne<object>(
          '(it) => { const { x, y, width, height } = it.getBoundingClientRect(); return { x, y, width, height }; }',
        ),
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
    bringToFront: () => session.control({ do: 'front', view }),
    async setViewportSize(size: { width: number; height: number }) {
      await session.control({ do: 'size', view, ...size });
      await page.waitForFunction((it: typeof size) => innerWidth === it.width && innerHeight === it.height, size);
    },
    async waitForFunction(job: ((...args: never[]) => unknown) | string, ...args: unknown[]) {
      for (const endMs = Date.now() + waitMs; !(await page.evaluate(job, ...args)); await pause(20))
        if (Date.now() > endMs) throw new Error(`${job} was not true within ${waitMs} ms.`);
    },
    ...stepsTo((step) => locator([step])),
    keyboard,
    mouse: { click: (x: number, y: number) => mouse([x, y]) },
    /** Not of playwright's: finger.ts speaks it. */
    touch: (touch: string, x: number, y: number) => session.control({ do: 'touch', view, touch, x, y }),
    /** Only for a file that is asked for: WebDriver answers the dialog with nothing, and sets a field's files. */
    async waitForEvent(event: string) {
      if (event !== 'filechooser') throw new Error(`The tests' WebKit driver knows no event "${event}".`);
      await page.evaluate(fieldAskedFor);
      const field = await sync<ElementRef>(`return window[Symbol.for('earshot-field')]`);
      return {
        async setFiles(files: { name: string; buffer: Uint8Array }[]) {
          const folder = mkdtempSync(join(tmpdir(), 'earshot-files-'));
          filesGiven.push(folder);
          const paths = files.map(({ name }) => join(folder, name));
          for (const [at, { buffer }] of files.entries()) writeFileSync(paths[at]!, buffer);
          await command('POST', `/element/${Object.values(field)[0]}/value`, { text: paths.join('\n') });
        },
      };
    },
    setDefaultTimeout(ms: number) {
      waitMs = ms;
    },
    isClosed: () => closed,
    async close() {
      if (closed) return;
      closed = true;
      await command('DELETE', '/window').catch(() => {});
      for (const folder of filesGiven) rmSync(folder, { recursive: true, force: true });
    },
  };
  return strictly('page', page) as unknown as Page;
}
