const TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);
/** From here on, 1 - erf(x) is below half a unit in the last place. */
const SATURATION = 6;

/**
 * The error function by its series of positive terms, erf(x) = 2/sqrt(pi) exp(-x^2) sum 2^n x^(2n+1) / (2n+1)!!
 * (Abramowitz and Stegun 7.1.6): no cancellation, full precision.
 */
export function erf(x: number): number {
  if (!(Math.abs(x) < SATURATION)) return Number.isNaN(x) ? x : Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > Math.abs(sum) * Number.EPSILON; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return TWO_OVER_ROOT_PI * Math.exp(-x * x) * sum;
}
