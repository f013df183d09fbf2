import type { CDPSession, Page } from 'playwright-core';

/**
 * Acts on a page by bare browser input. Playwright's selectors would put their own script into the page, and its tasks
 * would be measured as if they were Earshot's.
 */
export interface Driver {
  run<T>(expression: string): Promise<T>;
  /** Clicks the first element of Earshot's that the selector finds. */
  click(selector: string): Promise<void>;
  type(text: string): Promise<void>;
  until(state: keyof typeof STATES): Promise<void>;
  pauseMs(ms: number): Promise<void>;
}

const ROOT = '[...document.documentElement.children].find((it) => it.shadowRoot)?.shadowRoot';

const STATES = {
  /** The tab is there, and everything that is loaded at idle. */
  idle: `!!(${ROOT}) && performance.getEntriesByType('resource').some(({ name }) => /extras/.test(name))`,
  radio: `!!(${ROOT})?.querySelector('dialog input[type=radio]')`,
  /** The form went away: what was written is kept. */
  done: `!(${ROOT})?.querySelector('textarea')`,
};

const pauseMs = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export function driver(page: Page, session: CDPSession): Driver {
  const run = async <T>(expression: string): Promise<T> => {
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      expression,
      returnByValue: true,
      awaitPromise: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  return {
    run,
    pauseMs,
    async click(selector) {
      const { x, y } = await run<{ x: number; y: number }>(
        `(({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 }))((${ROOT}).querySelector(${JSON.stringify(selector)}).getBoundingClientRect())`,
      );
      await page.mouse.click(x, y);
    },
    type: (text) => page.keyboard.type(text, { delay: 30 }),
    async until(state) {
      for (let tries = 0; tries < 200; tries++) {
        if (await run<boolean>(STATES[state])) return;
        await pauseMs(50);
      }
      throw new Error(`The page did not come to the state "${state}" within 10 s.`);
    },
  };
}
