import { twoSidedP } from './normal';

/** ln Γ(x) for x > 0: Lanczos' approximation with g = 7 and nine terms, good to 15 digits. */
const lnGamma = (x: number): number => {
  const terms = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - lnGamma(1 - x);
  const t = x - 1 + 7.5;
  const sum = terms.reduce((total, term, index) => (index ? total + term / (x - 1 + index) : term), 0);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
};

/** Regularised incomplete beta I_x(a, b) by its continued fraction (DLMF 8.17.22), evaluated by Lentz' method. */
const incompleteBeta = (x: number, a: number, b: number): number => {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast only on this side; the other follows from symmetry.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(lnGamma(a + b) - lnGamma(a) - lnGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < 500; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return front * fraction;
};

/** From here on the incomplete beta loses digits to the size of its terms; the formula below is right to 7 down to p = 1e-30. */
const MANY = 1e6;

/**
 * The probability that a Student variable with `df` degrees of freedom (> 0, fractions too) lies beyond ±t:
 * P(|T| > t) = I_{df/(df+t²)}(df/2, 1/2), DLMF 8.17 and Abramowitz & Stegun 26.7.1; with many degrees of freedom the
 * normal approximation 26.7.8.
 */
export const studentBeyond = (t: number, df: number): number =>
  df > MANY
    ? twoSidedP((t * (1 - 1 / (4 * df))) / Math.sqrt(1 + (t * t) / (2 * df)))
    : incompleteBeta(df / (df + t * t), df / 2, 0.5);

/** The t beyond ± which that variable lies with probability `beyond`, found by halving. */
export const studentT = (df: number, beyond = 0.05): number => {
  let high = 2;
  while (studentBeyond(high, df) > beyond) high *= 2;
  let low = 0;
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2;
    if (studentBeyond(middle, df) > beyond) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
};
