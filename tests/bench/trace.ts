import type { CDPSession, Page } from 'playwright-core';

/** A quarter of this machine's speed: about a mid-range phone. */
export const THROTTLE = 4;

export async function throttle(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
  return session;
}

/** The fields that are read here of Chromium's trace events. Times in microseconds. */
export interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  /** Time on the processor: another program that was given it meanwhile is not counted. */
  tdur?: number;
  args: { fileName?: string; data?: { url?: string } };
}

/** Everything that ran on the thread where the first event that `is` the wanted one happened: a page's main thread. */
export function onThreadOf(is: (event: TraceEvent) => boolean, trace: Buffer): TraceEvent[] {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const known = traceEvents.find(is);
  if (!known) throw new Error('The trace holds nothing of the page.');
  return traceEvents.filter(({ pid, tid }) => pid === known.pid && tid === known.tid).sort((a, b) => a.ts - b.ts);
}

/** Sum of the events' processor time, in milliseconds. */
export const timeOf = (events: TraceEvent[]): number =>
  events.reduce((sum, { tdur, dur }) => sum + (tdur ?? dur ?? 0), 0) / 1000;
