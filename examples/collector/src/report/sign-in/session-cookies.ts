import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

/** The session: a signed date of the admin token, or the value that an account's row is found by. */
const SESSION = 'earshot_report';
/** Marks a browser in which somebody has signed in; see `accounts/known-browser.ts`. */
const BROWSER = 'earshot_browser';
const BROWSER_S = 365 * 86_400;

/** @param proxyHops proxies in front whose X-Forwarded-Proto is believed. */
export const createSessionCookies = (proxyHops: number) => {
  // Lax: a link to a submission in a mail opens it. Nothing that a link can do changes anything.
  const set = (c: Context, name: string, value: string, maxAgeS: number) => {
    const secure = c.req.url.startsWith('https:') || (proxyHops > 0 && c.req.header('x-forwarded-proto') === 'https');
    setCookie(c, name, value, { httpOnly: true, sameSite: 'Lax', path: '/report', maxAge: maxAgeS, secure });
  };
  return {
    session: (c: Context) => getCookie(c, SESSION),
    setSession: (c: Context, { value, maxAgeS }: { value: string; maxAgeS: number }) => set(c, SESSION, value, maxAgeS),
    endSession: (c: Context) => set(c, SESSION, '', 0),
    browser: (c: Context) => getCookie(c, BROWSER),
    setBrowser: (c: Context, mark: string) => set(c, BROWSER, mark, BROWSER_S),
  };
};

export type SessionCookies = ReturnType<typeof createSessionCookies>;
