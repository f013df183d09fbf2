/** How many letters must be put in, taken out, changed or swapped with the next to make one word of another. */
export function distance(one: string, other: string): number {
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let at = 1; at <= one.length; at++) {
    const next = [at];
    for (let to = 1; to <= other.length; to++) {
      const same = one[at - 1] === other[to - 1];
      const swapped = at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1];
      next.push(
        Math.min(
          row[to]! + 1,
          next[to - 1]! + 1,
          row[to - 1]! + (same ? 0 : 1),
          swapped ? before[to - 2]! + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    before = row;
    row = next;
  }
  return row[other.length]!;
}

/** What people write for a word of ours that looks nothing like it. */
const MEANT: { [word: string]: string } = {
  if: 'when',
  showif: 'when',
  condition: 'when',
  body: 'text',
  message: 'text',
  description: 'text',
  href: 'url',
  goto: 'to',
  choices: 'options',
  equals: 'eq',
  is: 'eq',
};

/**
 * The word among `known` that was probably meant: one in other letters, one that it begins, or one that is at most two
 * letters away and shares most of its own.
 */
export function near(word: string, known: readonly string[]): string | undefined {
  const small = word.toLowerCase();
  const meant = MEANT[small];
  if (meant && known.includes(meant)) return meant;
  const [best] = known
    .map((one) => {
      const other = one.toLowerCase();
      const begun = small.length > 2 && (other.startsWith(small) || small.startsWith(other)) && other.length > 2;
      const letters = distance(small, other);
      const close = letters <= 2 && letters * 2 < Math.max(small.length, other.length);
      return { one, rank: close ? letters : begun ? 3 : Number.POSITIVE_INFINITY };
    })
    .filter(({ rank }) => rank < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.rank - b.rank);
  return best?.one;
}
