import type { Kind } from './kind';

/** Blanks are no words. Too long ones are words all the same: whoever wrote them shortens them. */
export const text: Kind<'text'> = {
  read: (_, entered) => (typeof entered === 'string' && entered.trim() ? entered : undefined),
};
