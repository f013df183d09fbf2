import { SUBMISSIONS } from './kept';

/** `none`: there is no such thing at this endpoint. `failed`: nothing is known, and it may be asked again. */
export type Answered = { json: unknown } | 'none' | 'failed';

export interface Asking {
  /** Of submissions: the others are beside it. */
  endpoint: string;
  timeoutMs: number;
  /** Asks the server also where the browser remembers an answer. */
  anew: boolean;
}

/** A request of the kind that needs no preflight, as for submissions; never throws. */
const request = async (
  { endpoint, timeoutMs, anew }: Asking,
  name: 'updates' | 'receipts',
  query: { [name: string]: string },
  body?: string,
): Promise<Answered> => {
  const url = new URL(endpoint);
  url.pathname = url.pathname.replace(SUBMISSIONS, `/${name}`);
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
  try {
    const response = await fetch(url, {
      ...(body && { method: 'POST', body }),
      credentials: 'omit',
      referrerPolicy: 'strict-origin',
      // another address gets no secrets; what answers so is a page for everything, or a portal
      redirect: 'error',
      cache: anew ? 'no-cache' : 'default',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const { ok, status } = response;
    if (!ok) return /^(404|405|410|501)$/.test(`${status}`) ? 'none' : 'failed';
    return { json: await response.json().catch(() => {}) };
  } catch {
    return 'failed';
  }
};

export const askUpdates = (asking: Asking, project: string, locale: string): Promise<Answered> =>
  request(asking, 'updates', { project, locale, limit: '10' });

/** The secrets stand in the body: no address, log or history holds one. */
export const askReceipts = (asking: Asking, project: string, secrets: string[]): Promise<Answered> =>
  request(asking, 'receipts', {}, JSON.stringify({ v: 1, project, secrets }));
