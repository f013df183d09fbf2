/**
 * A list in another order for every seed, and in the same one for the same seed, so that going back or drawing again
 * moves nothing. Fisher and Yates, with xorshift32 over an FNV-1a hash.
 */
export function shuffled<Item>(list: readonly Item[], seed: string): Item[] {
  let state = 0x811c9dc5;
  for (const sign of seed) state = Math.imul(state ^ sign.codePointAt(0)!, 0x1000193);
  const random = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  // a state of 0 would stay 0, and the first numbers of a seed say much about it
  state ||= 1;
  for (let warm = 0; warm < 8; warm++) random();
  const order = [...list];
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
  return order;
}
