/** The middle value, or the mean of the two middle ones; 0 if there are none. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/**
 * The value below which a share of the values lies, interpolated between neighbours (type 7 of
 * Hyndman and Fan, 1996, as in NumPy); 0 if there are none.
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)] ?? 0;
  const above = sorted[Math.ceil(position)] ?? below;
  return below + (above - below) * (position - Math.floor(position));
}

/** The middle of measured values, and how far they lie apart. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Null if there are no values. */
export function spreadOf(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

/** The standard deviation of a normal distribution is this many times its median deviation. */
const DEVIATIONS = 1.4826;

/**
 * The noise of repeated measurements relative to their median: the median absolute deviation, scaled to
 * a standard deviation, so that single disturbed values do not change it. Null for less than three.
 */
export function relativeNoise(values: readonly number[]): number | null {
  const middle = median(values);
  if (values.length < 3 || middle === 0) return null;
  const deviations = values.map((value) => Math.abs(value - middle));
  return (DEVIATIONS * median(deviations)) / Math.abs(middle);
}

/**
 * The median of the ratios of each round: both values of a pair were measured one soon after the other, so
 * that a machine that slows down between rounds does not change it. Null if there is no pair.
 */
export function medianRatio(values: readonly number[], others: readonly number[]): number | null {
  const rounds = Math.min(values.length, others.length);
  if (rounds === 0) return null;
  return median(values.slice(0, rounds).map((value, round) => value / (others[round] ?? NaN)));
}

/** The normal distribution's 97.5th percentile. */
const NORMAL_975 = 1.959964;

/**
 * The 97.5th percentile of Student's t distribution, for two-sided intervals of 95 %: exact for one
 * and two degrees of freedom, else by the expansion of Abramowitz and Stegun, 26.7.5, which is
 * right to 1 % for three and to 0.1 % from five on.
 */
export function studentT975(freedom: number): number {
  if (freedom < 1) return Infinity;
  if (freedom < 2) return 12.7062;
  if (freedom < 3) return 4.3027;
  const z = NORMAL_975;
  return (
    z +
    (z ** 3 + z) / (4 * freedom) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * freedom ** 3)
  );
}

/** Mean and sample standard deviation. */
function momentsOf(values: readonly number[]): { readonly mean: number; readonly sd: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: Math.sqrt(squares / (values.length - 1)) };
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * The interval in which one more measurement lies with 95 %, if they are positive and vary by factors: the
 * prediction interval of the normal distribution, on logarithms. Null for less than three values.
 */
export function predictionInterval(values: readonly number[]): Interval | null {
  if (values.length < 3 || values.some((value) => !(value > 0))) return null;
  const { mean, sd } = momentsOf(values.map(Math.log));
  const half = studentT975(values.length - 1) * sd * Math.sqrt(1 + 1 / values.length);
  return { low: Math.exp(mean - half), high: Math.exp(mean + half) };
}
