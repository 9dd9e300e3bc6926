import { median, studentT975 } from '../statistics.ts';

/** The times of the same work with a number of workers, one for each round. */
export interface ScalingPoint {
  readonly workers: number;
  readonly times: readonly number[];
}

/**
 * Amdahl's p by least squares, with an interval of 95 %. Neither is clamped. `oneTime` is the fitted
 * time with one worker.
 */
export interface AmdahlFit {
  readonly p: number;
  readonly low: number;
  readonly high: number;
  readonly oneTime: number;
}

/** A line through one point is no fit, and through two it fits whatever they are. */
const MIN_POINTS = 3;

/**
 * Fits T(n) = a + b/n, which is Amdahl's law with T(1) = a + b and p = b / (a + b), to all times by
 * weighted least squares. Measured times vary by factors, so the weights are 1 / T². The interval is that of
 * the delta method with Student's t (Seber and Wild, Nonlinear Regression, 1989, 5.1). Null with less
 * than three points, or if the times are not above 0.
 */
export function fitAmdahl(points: readonly ScalingPoint[]): AmdahlFit | null {
  const measured = points.filter(({ times }) => times.length > 0);
  if (measured.length < MIN_POINTS || measured.some(({ times }) => !(median(times) > 0))) {
    return null;
  }
  const rows = measured.flatMap(({ workers, times }) => {
    const weight = median(times) ** -2;
    return times.map((time) => ({ x: 1 / workers, time, weight }));
  });
  const sums = { w: 0, x: 0, xx: 0, t: 0, xt: 0 };
  for (const { x, time, weight } of rows) {
    sums.w += weight;
    sums.x += weight * x;
    sums.xx += weight * x * x;
    sums.t += weight * time;
    sums.xt += weight * x * time;
  }
  const determinant = sums.w * sums.xx - sums.x ** 2;
  const a = (sums.xx * sums.t - sums.x * sums.xt) / determinant;
  const b = (sums.w * sums.xt - sums.x * sums.t) / determinant;
  const residual = rows.reduce((sum, { x, time, weight }) => {
    return sum + weight * (time - a - b * x) ** 2;
  }, 0);
  const freedom = rows.length - 2;
  const scale = residual / freedom / determinant;
  // the gradient of b / (a + b), times (a + b)², is (−b, a)
  const variance = scale * (b * b * sums.xx + 2 * a * b * sums.x + a * a * sums.w);
  const oneTime = a + b;
  const half = (studentT975(freedom) * Math.sqrt(variance)) / oneTime ** 2;
  const p = b / oneTime;
  return { p, low: p - half, high: p + half, oneTime };
}

/**
 * The meaning of a fit. `p`: its interval lies within 0 to 1, so it is shown. Otherwise it is not:
 * the work may be shared completely, or not at all, or workers slow each other down, or the times
 * fall faster than the workers grow, or the noise leaves everything open.
 */
export type FitMeaning = 'p' | 'all-shared' | 'none-shared' | 'slower' | 'too-fast' | 'open';

export function meaningOf({ low, high }: AmdahlFit): FitMeaning {
  if (low >= 0 && high <= 1) return 'p';
  if (high < 0) return 'slower';
  if (low > 1) return 'too-fast';
  if (low < 0 && high > 1) return 'open';
  return low < 0 ? 'none-shared' : 'all-shared';
}
