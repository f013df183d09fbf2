import type { KindWorld } from '../../src/survey/kinds/kind';

/** The visitor's own day, and how their language writes a decimal sign. */
export const worldOf = (locale: string): KindWorld => {
  const now = new Date();
  const two = (part: number) => `${part}`.padStart(2, '0');
  let decimal = '.';
  try {
    decimal = new Intl.NumberFormat(locale).formatToParts(1.5).find(({ type }) => type === 'decimal')?.value ?? '.';
  } catch {} // a tag that is none
  return { today: `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`, decimal };
};
