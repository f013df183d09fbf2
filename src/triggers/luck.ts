/**
 * Where a visitor stands between 0 and 1 for one survey, always the same: FNV-1a of both, with its bits mixed once more,
 * because names that differ in their last letter would else stand side by side.
 */
export const luck = (visitor: string, survey: string): number => {
  let hash = 0x811c9dc5;
  for (const sign of `${survey}\n${visitor}`) hash = Math.imul(hash ^ sign.codePointAt(0)!, 0x1000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
};
