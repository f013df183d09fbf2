/** What an endpoint is asked as. */
export interface Target {
  endpoint: string;
  project: string;
  origin: string;
}

/** What came back, as far as a page could see it. */
export interface Answer {
  /** 0 when there was none. */
  status: number;
  headers: Headers;
  text: string;
  /** The body, where it is JSON. */
  json: unknown;
  /** Why there was none. */
  error?: string;
  ms: number;
}

/** So long a page waits for an answer, ms. */
export const LIMIT_MS = 15_000;

/** So often, and so long at most, an answer that says "later" is asked for again. */
const RETRIES = 3;
const MOST_WAIT_S = 61;

export interface Client {
  target: Target;
  /** A batch of these records, as the widget sends it; `change` says otherwise. */
  post(records: unknown[], change?: object): Promise<Answer>;
  /** Any body; a form says its own type. */
  send(body: string | FormData, init?: RequestInit): Promise<Answer>;
}

export const client = (target: Target): Client => {
  /** "Later" is an honest answer: it is waited for, as a page does. */
  const send = async (body: string | FormData, init: RequestInit = {}): Promise<Answer> => {
    for (let times = 1; ; times++) {
      const answer = await once(body, init);
      if (times > RETRIES || !/^(408|425|429|5\d\d)$/.test(String(answer.status))) return answer;
      const asked = Number(answer.headers.get('retry-after')) || times * 0.3;
      if (asked > MOST_WAIT_S) return answer;
      await new Promise((resolve) => setTimeout(resolve, asked * 1000));
    }
  };
  const once = async (body: string | FormData, init: RequestInit): Promise<Answer> => {
    const sinceMs = performance.now();
    const type = typeof body === 'string' && { 'content-type': 'text/plain;charset=UTF-8' };
    try {
      const response = await fetch(target.endpoint, {
        method: 'POST',
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(LIMIT_MS),
        ...init,
        headers: { ...type, origin: target.origin, ...init.headers },
      });
      const text = await response.text();
      let json: unknown;
      try {
        json = JSON.parse(text);
      } catch {}
      return { status: response.status, headers: response.headers, text, json, ms: performance.now() - sinceMs };
    } catch (error) {
      const { message, cause } = error as Error;
      const why = (cause as Error | undefined)?.message || message;
      return {
        status: 0,
        headers: new Headers(),
        text: '',
        json: undefined,
        error: why,
        ms: performance.now() - sinceMs,
      };
    }
  };
  return {
    target,
    send,
    post: (records, change = {}) =>
      send(
        JSON.stringify({
          v: 1,
          project: target.project,
          sdk: { name: 'earshot-conformance', version: '1' },
          sentAt: new Date().toISOString(),
          attempts: {},
          records,
          ...change,
        }),
      ),
  };
};
