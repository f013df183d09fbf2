import type { Random } from './random';

const hex = (random: Random, digits: number): string =>
  Array.from({ length: Math.ceil(digits / 8) }, () => random.bits().toString(16).padStart(8, '0'))
    .join('')
    .slice(0, digits);

/** A UUIDv7 (RFC 9562, section 5.7) of that moment, with seeded bits where a device takes random ones. */
export const uuid7 = (atMs: number, random: Random): string => {
  const time = Math.max(0, Math.round(atMs)).toString(16).padStart(12, '0');
  const bits = hex(random, 18);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${bits.slice(0, 3)}-8${bits.slice(3, 6)}-${bits.slice(6)}`;
};

/** Reads like the hash of a receipt's secret. No secret belongs to it, so nobody can ask for what became of the words. */
export const receiptHash = (random: Random): string => Buffer.from(hex(random, 64), 'hex').toString('base64url');

/** What a device is known by once its visitor agreed to it. */
export const anonId = (random: Random): string => hex(random, 32);
