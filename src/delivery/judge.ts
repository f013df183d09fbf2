import type { RecordResult } from '../contract/types';
import type { Reply } from './send';

/** What a reply means: decided here, in one pure place, and nowhere else. */
export interface Verdict {
  /** Explicit results by record id; a record that is not listed stays (Q4). */
  results: { [id: string]: RecordResult };
  /** At least one record was acked or rejected. */
  settledSome: boolean;
  /** At least one record was acked. */
  accepted?: boolean;
  /** `retry`: back off. `refused`: 400, 413 or 422, about a record or the endpoint. `pause`: not a collector. `gone`: 410. */
  finding: 'ok' | 'retry' | 'refused' | 'pause' | 'gone';
  retryAfterMs: number;
  /** `refused` with a JSON body: it may be about the record (Q7); a page in HTML says nothing about one. */
  json?: boolean;
  /** Diagnostic for a developer, when the answer is not a collector's. */
  code?: 'network' | 'no_results' | 'endpoint' | 'gone' | undefined;
}

/** Seconds or an HTTP date → milliseconds from now; garbage and the past → 0 (Q8). */
export const retryAfterMs = (value: unknown, now: number): number =>
  Math.max(0, (value as number) * 1000 || Date.parse(value as string) - now || 0);

export const judge = (reply: Reply, ids: string[], ack: 'results' | 'status', now: number): Verdict => {
  const { status } = reply;
  const body = reply.json as { results?: RecordResult[]; retryAfter?: unknown } | null | undefined;
  const verdict: Verdict = {
    results: {},
    settledSome: false,
    finding: 'retry',
    retryAfterMs: retryAfterMs(reply.retryAfter, now) || retryAfterMs(body?.retryAfter, now),
  };
  const ok = status > 199 && status < 300;
  const listed = ok && Array.isArray(body?.results);
  const believed = ok && ack === 'status' && !listed && !reply.redirected && !/html/.test(reply.type as string);

  if (listed || believed) {
    verdict.finding = 'ok';
    for (const result of believed ? ids.map((id) => ({ id, status: 'accepted' as const })) : body!.results!) {
      if (!ids.includes(result?.id) || !/^(accepted|duplicate|rejected|retry)$/.test(result.status)) continue;
      verdict.results[result.id] = result;
      if (result.status !== 'retry') verdict.settledSome = true;
      if (/^[ad]/.test(result.status)) verdict.accepted = true;
    }
  } else if (ok) {
    verdict.code = 'no_results';
  } else if (!status) {
    verdict.code = 'network';
  } else if (status === 410) {
    verdict.finding = verdict.code = 'gone';
  } else if (/^4(00|13|22)$/.test(status as never)) {
    verdict.finding = 'refused';
    verdict.json = !!reply.json;
    verdict.code = 'endpoint';
  } else if (status < 500 && !/^4(08|25|29)$/.test(status as never)) {
    verdict.finding = 'pause';
    verdict.code = 'endpoint';
  }
  return verdict;
};
