import type { askAgain as AskAgain } from './ask-again';

/** In place of ask-again.ts in `earshot.full.js`, where everything is at hand. */
export const askAgain: typeof AskAgain = (load, make) => {
  let made: ReturnType<typeof load> | undefined;
  const ask = () => (made ??= load().then(make as never)) as Promise<never>;
  return { ask, wait: ask };
};
