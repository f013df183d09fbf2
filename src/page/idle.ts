/** Runs `job` when the browser has nothing better to do; Safari has no idle callbacks, there a task of its own has to do. */
export const idle = (job: () => unknown): void => void (self.requestIdleCallback ?? setTimeout)(job);
