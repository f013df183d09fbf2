import type { Kind } from './kind';

export const scale: Kind<'scale'> = {
  read: ({ scale: { min, max } }, entered) =>
    Number.isInteger(entered) && (entered as number) >= min && (entered as number) <= max
      ? (entered as number)
      : undefined,
};
