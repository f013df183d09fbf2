import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { twoSidedP, twoSidedZ } from '../../src/metrics/normal';

/** Simpson's rule over the density, divided by that at z so that far tails keep their digits. */
const integrated = (z: number): number => {
  const steps = 20_000;
  const width = 40 / Math.max(3, z) / steps;
  let sum = 0;
  for (let step = 0; step <= steps; step++) {
    const x = step * width;
    const weight = step === 0 || step === steps ? 1 : step % 2 ? 4 : 2;
    sum += weight * Math.exp(-x * z - (x * x) / 2);
  }
  return 2 * ((sum * width) / 3) * (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI));
};

describe('the normal distribution', () => {
  it('agrees with numerical integration to 12 digits', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 37, noNaN: true }), (z) => {
        expect(twoSidedP(z) / integrated(z)).toBeCloseTo(1, 11);
        expect(twoSidedP(-z)).toBe(twoSidedP(z));
      }),
      { numRuns: 100 },
    );
  });

  // Points and probabilities as scipy 1.17.1 gives them (norm.isf, norm.sf).
  it.each([
    [0.999, 0.0012533144654325557],
    [0.5, 0.6744897501960817],
    [0.05, 1.9599639845400545],
    [0.01, 2.575829303548901],
    [1e-6, 4.891638475698591],
    [1e-100, 21.30594006935153],
    [1e-300, 37.06578788077213],
  ])('with a probability of %d a variable lies beyond %d', (p, z) => {
    expect(twoSidedZ(p)).toBeCloseTo(z, 12);
    expect(twoSidedP(z) / p).toBeCloseTo(1, 11);
  });

  it('finds the z of every p, and its ends', () => {
    fc.assert(
      fc.property(fc.double({ min: -300, max: 0, noNaN: true }), (exponent) => {
        const p = 10 ** exponent;
        expect(twoSidedP(twoSidedZ(p)) / p).toBeCloseTo(1, 10);
      }),
    );
    expect(twoSidedP(0)).toBe(1);
    expect(twoSidedZ(1)).toBeCloseTo(0, 12);
    expect(twoSidedP(60)).toBe(0);
  });
});
