import type { Kind } from './kind';

export const boolean: Kind<'boolean'> = {
  read: (_, entered) => (typeof entered === 'boolean' ? entered : undefined),
};
