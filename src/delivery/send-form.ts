import type { Reply } from './send';

/** POSTs a form (no preflight either), as text is posted; without `keepalive`, whose budget no picture fits. */
export const fetchForm = async (url: string, body: FormData, timeoutMs: number): Promise<Reply> => {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      credentials: 'omit',
      referrerPolicy: 'strict-origin',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const { status, redirected, headers } = response;
    return {
      status,
      redirected,
      type: headers.get('content-type'),
      retryAfter: headers.get('retry-after'),
      json: await response.json().catch(() => {}),
    };
  } catch {
    return { status: 0 };
  }
};
