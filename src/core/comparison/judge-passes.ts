import { median, relativeNoise, spreadOf, type Spread } from '../statistics.ts';
import type { ComparisonReport, CoreProbe, Disturbance, Pass } from './report.ts';

/** Rounds that had less of the cores than this share of the best round are disturbed. */
const BUSY_SHARE = 0.85;
/** A pass is slow if it took this much longer than its cell's median, or this many times the noise. */
const SLOW_LEAST = 0.15;
const SLOW_NOISES = 5;

/**
 * Names the disturbed passes. Those that were disturbed while they ran (`hidden`, `throttled`) keep
 * that. `slow` needs three passes of a cell, of which fewer than half are disturbed.
 */
export function judgePasses(
  passes: readonly Pass[],
  probes: readonly CoreProbe[],
): readonly Pass[] {
  const busy = busyRounds(probes);
  const noise = noiseOf(passes);
  return passes.map((pass) => {
    if (pass.disturbance === 'hidden' || pass.disturbance === 'throttled') return pass;
    return { ...pass, disturbance: disturbanceOf(pass, passes, busy, noise) };
  });
}

function disturbanceOf(
  pass: Pass,
  passes: readonly Pass[],
  busy: ReadonlySet<number>,
  noise: number,
): Disturbance | null {
  const times = timesOf(passes, pass.cell);
  const limit = 1 + Math.max(SLOW_LEAST, SLOW_NOISES * noise);
  if (times.length >= 3 && msEach(pass) > limit * median(times)) return 'slow';
  return busy.has(pass.round) ? 'busy' : null;
}

/** The rounds before which the cores were slower than before the best one. */
function busyRounds(probes: readonly CoreProbe[]): ReadonlySet<number> {
  const best = (of: (probe: CoreProbe) => number): number => Math.max(0, ...probes.map(of));
  const one = best((probe) => probe.one);
  const all = best((probe) => probe.all);
  const isBusy = (probe: CoreProbe): boolean =>
    probe.one < BUSY_SHARE * one || probe.all < BUSY_SHARE * all;
  return new Set(probes.filter(isBusy).map(({ round }) => round));
}

/** The machine's own noise: that of the usual cell. */
function noiseOf(passes: readonly Pass[]): number {
  const cells = [...new Set(passes.map(({ cell }) => cell))];
  return median(cells.flatMap((cell) => relativeNoise(timesOf(passes, cell)) ?? []));
}

function timesOf(passes: readonly Pass[], cell: number): readonly number[] {
  return passes.filter((pass) => pass.cell === cell).map(msEach);
}

/** Milliseconds for each image, of the clock on the wall. */
export function msEach({ wallMs, images }: Pick<Pass, 'wallMs' | 'images'>): number {
  return wallMs / images;
}

/** The passes of a cell that count: those that were not disturbed, or all if there are none. */
export function countedPasses(
  { passes }: Pick<ComparisonReport, 'passes'>,
  cell: number,
): readonly Pass[] {
  const all = passes.filter((pass) => pass.cell === cell);
  const undisturbed = all.filter(({ disturbance }) => disturbance === null);
  return undisturbed.length > 0 ? undisturbed : all;
}

/**
 * How many cores' work all of them did together, over the rounds: fewer than there are, if
 * other programs took some, or if cores share their parts. Null without a probe.
 */
export function workingCores(probes: readonly CoreProbe[]): Spread | null {
  const best = Math.max(0, ...probes.map(({ one }) => one));
  if (!(best > 0)) return null;
  return spreadOf(probes.map(({ all }) => all / best));
}
