import { createHash } from 'node:crypto';

/**
 * A UUIDv7 of a moment whose random part is a hash of `of`: the same words from the same source get the same id each time
 * that they are imported, so that the second time changes nothing.
 */
export const derivedId = (atMs: number, of: string): string => {
  const time = atMs.toString(16).padStart(12, '0');
  const hash = createHash('sha256').update(of).digest('hex');
  const variant = '89ab'[Number.parseInt(hash[3]!, 16) & 3];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hash.slice(0, 3)}-${variant}${hash.slice(4, 7)}-${hash.slice(7, 19)}`;
};
