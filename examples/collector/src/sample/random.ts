/** A source of chance that gives the same for the same seed on every machine. */
export interface Random {
  /** From 0 to below 1. */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number;
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** A key, as often as its weight says. */
  weighted<Key extends string>(weights: Weights<Key>): Key;
  normal(mean: number, spread: number): number;
  /** 32 bits, as an unsigned number. */
  bits(): number;
}

/** What is not listed has the weight 0. */
export type Weights<Key extends string = string> = { readonly [key in Key]?: number };

/** Four words of state from any text: cyrb128, public domain, https://github.com/bryc/code. */
const stateOf = (seed: string): [number, number, number, number] => {
  let [a, b, c, d] = [1_779_033_703, 3_144_134_277, 1_013_904_242, 2_773_480_762];
  for (let at = 0; at < seed.length; at++) {
    const unit = seed.charCodeAt(at);
    a = b ^ Math.imul(a ^ unit, 597_399_067);
    b = c ^ Math.imul(b ^ unit, 2_869_860_233);
    c = d ^ Math.imul(c ^ unit, 951_274_213);
    d = a ^ Math.imul(d ^ unit, 2_716_044_179);
  }
  return [a, b, c, d];
};

/** sfc32 (Chris Doty-Humphrey's PractRand): small, fast, and good enough for whatever is counted here. */
export const createRandom = (seed: string): Random => {
  let [a, b, c, d] = stateOf(seed);
  const bits = () => {
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  // Seeds that are alike begin alike; twelve rounds later nothing is left of it.
  for (let round = 0; round < 12; round++) bits();
  const next = () => bits() / 4_294_967_296;

  return {
    next,
    bits,
    whole: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (share) => next() < share,
    pick: (list) => list[Math.floor(next() * list.length)]!,
    weighted(weights) {
      const keys = Object.keys(weights) as (keyof typeof weights)[];
      let left = next() * keys.reduce((sum, key) => sum + weights[key]!, 0);
      return keys.find((key) => (left -= weights[key]!) < 0) ?? keys[0]!;
    },
    // A sum of six, not a logarithm and a cosine: engines may differ in the last digit of those.
    normal: (mean, spread) => mean + spread * Math.SQRT2 * (next() + next() + next() + next() + next() + next() - 3),
  };
};
