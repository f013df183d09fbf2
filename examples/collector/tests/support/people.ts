import { createAccounts } from '../../src/accounts/accounts';
import { createPasswords } from '../../src/accounts/password';
import type { Role } from '../../src/accounts/person';
import type { Store } from '../../src/app';
import { CHEAP, type TestCollector, TOKEN } from './collector';

export const PASSWORD = 'four words and a dot.';

/** The accounts of a store, as the collectors on it see them. */
export const accountsOf = (store: Store, clock: () => number = Date.now) =>
  createAccounts({ database: store.database, passwords: createPasswords(CHEAP), clock });

/** An account with `PASSWORD`, made by nobody in particular. */
export const newAccount = async (store: Store, name: string, role: Role) => {
  const made = await accountsOf(store).add('the tests', { name, role, password: PASSWORD });
  if (!made) throw new Error(`there is an account ${name} already`);
  return made;
};

/** A browser of somebody: it keeps its cookies and sends forms as its own pages do. `address` is where it is. */
export const browserOf = (collector: TestCollector, address?: string) => {
  const cookies = new Map<string, string>();
  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await collector.app.request(path, {
      ...init,
      headers: {
        Cookie: [...cookies].map((pair) => pair.join('=')).join('; '),
        ...(address && { 'X-Forwarded-For': address }),
        ...(init.headers as Record<string, string> | undefined),
      },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      if (value) cookies.set(name!, value);
      else cookies.delete(name!);
    }
    return response;
  };
  const post = (path: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}) =>
    ask(path, { method: 'POST', body: new URLSearchParams(fields), headers });
  return {
    cookies,
    get: (path: string) => ask(path),
    post,
    signIn: (name: string, password = PASSWORD) => post('/report/sign-in', { name, password }),
    byToken: () => post('/report/sign-in', { token: TOKEN }),
    async page(path: string) {
      const response = await ask(path);
      if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
      return response.text();
    },
  };
};
