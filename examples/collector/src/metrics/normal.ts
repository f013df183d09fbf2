/** erfc(x) for x ≥ 0. */
const complement = (x: number): number => {
  if (x < 2) {
    // erf(x) = 2/√π · e^(-x²) · Σ 2^k x^(2k+1) / (1·3·…·(2k+1)): every term is positive, so nothing cancels (DLMF 7.6.2).
    let term = x;
    let sum = x;
    for (let k = 1; term > sum * 1e-17; k++) {
      term *= (2 * x * x) / (2 * k + 1);
      sum += term;
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
  }
  // √π · e^(x²) · erfc(x) = 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …)))), from within outwards (Abramowitz & Stegun 7.1.14).
  let fraction = x;
  for (let k = 60; k > 0; k--) fraction = x + k / 2 / fraction;
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
};

/** The probability that a normal variable lies beyond ±z, right to 12 digits down to the smallest that a number can hold. */
export const twoSidedP = (z: number): number => complement(Math.abs(z) / Math.SQRT2);

/** Abramowitz & Stegun 26.2.23: the z that a normal variable exceeds with probability `above` (at most a half), within 4.5e-4. */
const roughly = (above: number): number => {
  const t = Math.sqrt(-2 * Math.log(above));
  return t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
};

/** The z beyond ± which a normal variable lies with probability `p` (above 0, at most 1): Newton's steps from a good start. */
export const twoSidedZ = (p: number): number => {
  let z = Math.max(0, roughly(p / 2));
  for (let step = 0; step < 4; step++) {
    const density = Math.sqrt(2 / Math.PI) * Math.exp((-z * z) / 2);
    z += (twoSidedP(z) - p) / density;
  }
  return Math.max(0, z);
};
