/** What browsers report for the sake of completeness, or keep to themselves, and no visitor notices. */
const HARMLESS = /ResizeObserver loop|^Script error\.?$/;

/** An error or a rejection that the page did not catch. */
export const uncaughtError = (happened: () => void, signal: AbortSignal): void => {
  addEventListener('error', ({ message }) => message && !HARMLESS.test(message) && happened(), { signal });
  addEventListener('unhandledrejection', () => happened(), { signal });
};
