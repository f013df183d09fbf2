import type { Kind } from './kind';

/** The zeros of the digits that people type: Arabic, Persian and Urdu, Devanagari, Bengali, Thai, full width. */
const ZEROS = '٠۰०০๐０';

const asciiDigits = (text: string): string =>
  text.replace(/[^ -~]/g, (sign) => {
    for (const zero of ZEROS) {
      const digit = sign.charCodeAt(0) - zero.charCodeAt(0);
      if (digit >= 0 && digit < 10) return `${digit}`;
    }
    return sign;
  });

/**
 * A number as people write it: digits of their script, thousands in groups (of India too), a decimal sign of their language or the
 * other one where it cannot mean thousands. `1,000` is a thousand in English and one in German, so `decimal` decides.
 * Undefined for anything else, rather than a guess.
 */
export function parseNumber(text: string, decimal: string): number | undefined {
  let plain = asciiDigits(text.normalize('NFKC'))
    .replace(/[\s'’٬]/g, '')
    .replace(/[−–]/g, '-')
    .replace('٫', '.');
  const comma = plain.includes(',');
  const point = plain.includes('.');
  // of two signs the last is the decimal one; a single one is, unless it stands where thousands would
  const sign =
    comma && point
      ? plain.lastIndexOf(',') > plain.lastIndexOf('.')
        ? ','
        : '.'
      : comma && (decimal === ',' || !/^-?[1-9]\d{0,2}(,\d{2,3})*,\d{3}$/.test(plain))
        ? ','
        : point && decimal === ',' && /^-?[1-9]\d{0,2}(\.\d{2,3})*\.\d{3}$/.test(plain)
          ? ','
          : '.';
  const group = sign === ',' ? '.' : ',';
  const [whole = '', ...rest] = plain.split(sign);
  if (whole.includes(group)) {
    if (!/^-?[1-9]\d{0,2}([.,]\d{2,3})*[.,]\d{3}$/.test(whole)) return undefined;
    plain = [whole.replaceAll(group, ''), ...rest].join('.');
  } else plain = [whole, ...rest].join('.');
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}

/** Whether `value` is a step away from where steps begin, within what binary fractions can say. */
const onStep = (value: number, from: number, step: number): boolean => {
  const steps = (value - from) / step;
  return Math.abs(steps - Math.round(steps)) < 1e-9 * Math.max(1, Math.abs(steps));
};

const numberIn = (entered: unknown, decimal: string): number | undefined =>
  typeof entered === 'number' && Number.isFinite(entered)
    ? entered
    : typeof entered === 'string'
      ? parseNumber(entered, decimal)
      : undefined;

const wrong = (
  { min, max, step = 1 }: { min?: number | undefined; max?: number | undefined; step?: number | 'any' | undefined },
  value: number | undefined,
) =>
  value === undefined
    ? ('badNumber' as const)
    : min !== undefined && value < min
      ? ('tooLow' as const)
      : max !== undefined && value > max
        ? ('tooHigh' as const)
        : step !== 'any' && !onStep(value, min ?? 0, step)
          ? ('wrongStep' as const)
          : undefined;

/** What is typed stays as it is typed until it is sent, so nobody's "1," turns into "1" under their fingers. */
export const number: Kind<'number'> = {
  read(question, entered, { decimal }) {
    const value = numberIn(entered, decimal);
    return wrong(question, value) ? undefined : value;
  },
  problem: (question, entered, { decimal }) =>
    entered === undefined || (typeof entered === 'string' && !entered.trim())
      ? undefined
      : wrong(question, numberIn(entered, decimal)),
};
