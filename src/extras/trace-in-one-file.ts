import type { traceSteps as TraceSteps } from './trace';

/** In one file the console names events only. */
export const traceSteps: typeof TraceSteps = () => {};
