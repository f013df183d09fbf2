/** Runs in a page, before it: browsers without Web Locks, and those that refuse them. */
export const noLocks = () => {
  Object.defineProperty(Navigator.prototype, 'locks', { value: undefined, configurable: true });
};
