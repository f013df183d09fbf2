import type { Kind } from './kind';

/** A tick that was taken away again is a "no" that was given; one that nobody touched is no answer. */
export const consent: Kind<'consent'> = {
  read: (_, entered) => (typeof entered === 'boolean' ? entered : undefined),
  problem: ({ required }, entered) => (required && entered !== true ? 'mustAgree' : undefined),
};
