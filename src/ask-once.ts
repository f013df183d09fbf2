import type { askAgain as AskAgain, Asked } from './ask-again';

/**
 * In place of ask-again.ts in `earshot.full.js`, where everything is at hand: what fails once fails for good. Nobody
 * waits for it to come, so `wait` is not there (`at-hand.ts`).
 */
export const askAgain: typeof AskAgain = (load, make) => {
  let made: Promise<never> | undefined;
  const ask = () => {
    if (!made) {
      made = load().then(make as never);
      made.catch((error) => console.warn('Earshot:', error));
    }
    return made;
  };
  return { ask } as Asked<never>;
};
