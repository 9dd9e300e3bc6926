import { parallelFraction } from '../core/amdahl.ts';

/** One timed pass over the sample. */
export interface TimedPass {
  readonly workers: number;
  readonly images: number;
  readonly wallMs: number;
}

export interface Comparison {
  readonly one: TimedPass;
  readonly many: TimedPass;
  /** Time with one worker divided by time with many. */
  readonly speedup: number;
  /** speedup / workers: 1 is perfect. */
  readonly efficiency: number;
  /** Amdahl's p, computed from the speed-up. Values outside 0…1 are noise. */
  readonly parallelFraction: number;
}

/**
 * Times the same images and recipe, once with one worker and once with many. An untimed pass comes
 * first: it fills the file cache, starts the workers and warms up the code. `pass` runs the sample,
 * and returns null if it was stopped; the comparison is then null too.
 */
export async function compareWorkers(
  workers: number,
  pass: (workers: number) => Promise<TimedPass | null>,
): Promise<Comparison | null> {
  if (workers < 2) throw new RangeError(`one worker is compared with two or more, not ${workers}`);
  const warmUp = await pass(workers);
  const one = warmUp && (await pass(1));
  const many = one && (await pass(workers));
  return one && many && comparisonOf(one, many);
}

export function comparisonOf(one: TimedPass, many: TimedPass): Comparison {
  const speedup = one.wallMs / many.wallMs;
  const efficiency = speedup / many.workers;
  return {
    one,
    many,
    speedup,
    efficiency,
    parallelFraction: parallelFraction(speedup, many.workers),
  };
}
