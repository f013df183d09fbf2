import type { Kind } from './kind';

/** All things, each once. A part of them, as an old draft of another version may have it, is no order. */
export const ranking: Kind<'ranking'> = {
  read({ options }, entered) {
    if (!Array.isArray(entered) || entered.length !== options.length) return undefined;
    return options.every(({ id }) => entered.includes(id)) ? entered : undefined;
  },
};
