import { median, predictionInterval, spreadOf, type Spread } from '../statistics.ts';
import { karpFlatt } from './amdahl.ts';
import { WAYS, type Cell, type Way } from './cell.ts';
import { fitAmdahl, type AmdahlFit } from './fit-amdahl.ts';
import { countedPasses, msEach } from './judge-passes.ts';
import { STAGES, type ComparisonReport, type Pass, type StageTimes } from './report.ts';

/** A cell that was timed. */
export interface Point extends Cell {
  /** Milliseconds for each image, of the passes that count. */
  readonly times: readonly number[];
  /** Images per second. */
  readonly rate: Spread;
  /** Milliseconds of the workers' time for each image. */
  readonly stages: StageTimes;
  /** Times as fast as one worker; null if that was not timed. */
  readonly speedup: number | null;
  /** Karp and Flatt's serial fraction; null for one worker. */
  readonly serial: number | null;
}

/** A way with one, two and more workers. */
export interface Series {
  readonly way: Way;
  /** By the number of workers. */
  readonly points: readonly Point[];
  /** Over the points up to the cores; null if there are less than three. */
  readonly fit: AmdahlFit | null;
}

/** The points of all ways, with batches as in a run. Ways that were not timed are left out. */
export function seriesOf(report: ComparisonReport): readonly Series[] {
  const points = pointsOf(report).filter(({ batch }) => batch === null);
  return WAYS.flatMap((way) => {
    const own = points
      .filter((point) => point.way === way)
      .toSorted((a, b) => a.workers - b.workers);
    const fit = fitAmdahl(own.filter(({ workers }) => workers <= report.machine.cores));
    return own.length === 0 ? [] : [{ way, points: own, fit }];
  });
}

/** The points of fixed batch sizes, the smallest first. */
export function batchPointsOf(report: ComparisonReport): readonly Point[] {
  return pointsOf(report)
    .filter(({ batch }) => batch !== null)
    .toSorted((a, b) => (a.batch ?? 0) - (b.batch ?? 0));
}

function pointsOf(report: ComparisonReport): readonly Point[] {
  const timed = report.cells.flatMap((cell, index) => {
    const passes = countedPasses(report, index);
    const times = passes.map(msEach);
    const rate = spreadOf(times.map((ms) => 1000 / ms));
    return rate === null ? [] : [{ ...cell, times, rate, stages: stagesOf(passes) }];
  });
  const withSpeedup = (point: (typeof timed)[number]): Point => {
    const { way, batch, workers } = point;
    const one = timed.find((o) => o.way === way && o.batch === batch && o.workers === 1);
    const speedup = one === undefined ? null : median(one.times) / median(point.times);
    const serial = speedup === null ? null : karpFlatt(speedup, workers);
    return { ...point, speedup, serial };
  };
  return timed.map(withSpeedup);
}

/** The stages of an image, on average over passes. */
function stagesOf(passes: readonly Pass[]): StageTimes {
  const images = passes.reduce((sum, pass) => sum + pass.images, 0);
  const each = (stage: (typeof STAGES)[number]): number =>
    passes.reduce((sum, pass) => sum + pass.stages[stage], 0) / images;
  return {
    open: each('open'),
    read: each('read'),
    decode: each('decode'),
    scale: each('scale'),
    write: each('write'),
    wait: each('wait'),
  };
}

export interface LadderStep {
  readonly point: Point;
  /** Times as fast as the step before; null for the first. */
  readonly factor: number | null;
}

/** From the slowest way with one worker, way by way, to the fastest number of workers. */
export function ladderOf(series: readonly Series[]): readonly LadderStep[] {
  const alone = series.flatMap(({ points }) => points.filter(({ workers }) => workers === 1));
  const last = series.at(-1);
  const best = fastestOf(last?.points ?? []);
  const steps = best === null || best.workers === 1 ? alone : [...alone, best];
  return steps.map((point, i) => {
    const before = steps[i - 1];
    return { point, factor: before === undefined ? null : point.rate.median / before.rate.median };
  });
}

/** Null if there are no points. */
export function fastestOf(points: readonly Point[]): Point | null {
  const [fastest] = points.toSorted((a, b) => b.rate.median - a.rate.median);
  return fastest ?? null;
}

/** How long the whole folder would take, from Start to finished. */
export interface Projection {
  readonly point: Point;
  readonly ms: number;
  readonly lowMs: number;
  readonly highMs: number;
}

/**
 * Projections of `exact` and `turbo`, with one worker and with all cores. The interval is that of one more
 * measurement; if the files of the sample are larger or smaller than those of the folder, it reaches
 * to a projection by bytes.
 */
export function projectionsOf(report: ComparisonReport): readonly Projection[] {
  const { folder, startMs, machine } = report;
  const byBytes = bytesFactor(report);
  return seriesOf(report)
    .filter(({ way }) => way === 'exact' || way === 'turbo')
    .flatMap(({ points }) => points)
    .filter(({ workers }) => workers === 1 || workers === machine.cores)
    .map((point) => {
      const { times } = point;
      const { low, high } = predictionInterval(times) ?? {
        low: Math.min(...times),
        high: Math.max(...times),
      };
      const project = (ms: number): number => startMs + folder.images * ms;
      return {
        point,
        ms: project(median(times)),
        lowMs: project(low * Math.min(1, byBytes)),
        highMs: project(high * Math.max(1, byBytes)),
      };
    });
}

/** The bytes of the folder's files by those of the sample's, on average; 1 if either is unknown. */
function bytesFactor({ folder, sample }: ComparisonReport): number {
  if (folder.bytes === null || !sample.bytes || sample.images === 0 || folder.images === 0)
    return 1;
  return folder.bytes / folder.images / (sample.bytes / sample.images);
}

/** What takes the longest of the workers' time: decoding and scaling, which need cores, or something else. */
export interface Bound {
  readonly kind: 'cores' | 'open' | 'read' | 'write' | 'wait';
  readonly point: Point;
  /** Of the workers' time. */
  readonly share: number;
  /** The longest stage beside decoding and scaling, and its share. */
  readonly next: { readonly stage: Exclude<Bound['kind'], 'cores'>; readonly share: number };
}

/** The bound of a way with as many workers as there are cores; null if that was not timed. */
export function boundOf({ points }: Series, cores: number): Bound | null {
  const point = points.findLast(({ workers }) => workers <= cores);
  if (point === undefined) return null;
  const { stages } = point;
  const all = STAGES.reduce((sum, stage) => sum + stages[stage], 0);
  if (!(all > 0)) return null;
  const others = ['open', 'read', 'write', 'wait'] as const;
  const [stage = 'wait'] = others.toSorted((a, b) => stages[b] - stages[a]);
  const next = { stage, share: stages[stage] / all };
  const working = (stages.decode + stages.scale) / all;
  return working >= next.share
    ? { kind: 'cores', point, share: working, next }
    : { kind: stage, point, share: next.share, next };
}
