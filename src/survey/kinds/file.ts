import type { Kind } from './kind';

/** The names of files that were added; the files themselves stand beside the form, and in no draft. */
export const file: Kind<'file'> = {
  read: (_, entered) =>
    Array.isArray(entered) && entered.length && entered.every((name) => typeof name === 'string') ? entered : undefined,
};
