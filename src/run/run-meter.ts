import type { StageTimes } from '../core/comparison/report.ts';
import type { BatchReport } from '../pool/wire/batch.ts';
import { stagesOfBatch, sumStages, type BatchStages } from './stage-times.ts';

/** The speed of a run in its last seconds. */
export interface MeterView {
  /** Images per second, in each of up to 30 seconds, the oldest first. */
  readonly rates: readonly number[];
  /** Images per second of the last ten; null until there are two. */
  readonly recentRate: number | null;
  /** The share of its time, 0 to 1, that each worker decodes and scales. */
  readonly busy: readonly number[];
  /** The stages of all workers' time, in shares. */
  readonly stages: StageTimes;
}

export interface RunMeter {
  /** A segment begins with `done` images. */
  begin(done: number): void;
  add(report: BatchReport, seat: number | null): void;
  /** Reads the meter when `done` images are done; null until there is something to show. */
  view(done: number): MeterView | null;
}

const SHOWN_SECONDS = 30;
const RECENT_MS = 10_000;
const LEAST_MS = 2000;

interface Reading {
  readonly at: number;
  readonly done: number;
}

interface SeatReport {
  readonly at: number;
  readonly seat: number;
  readonly stages: BatchStages;
}

/**
 * Measures a run from its reports. It keeps those of the last ten seconds, and the number of images at each
 * look, which is four times a second at most: that costs nothing that a run would notice.
 */
export function createRunMeter(now: () => number): RunMeter {
  let beganAt = now();
  let readings: Reading[] = [];
  let reports: SeatReport[] = [];
  let seats = 0;

  return {
    begin(done) {
      beganAt = now();
      readings = [{ at: beganAt, done }];
      reports = [];
      seats = 0;
    },
    add(report, seat) {
      if (seat === null) return;
      seats = Math.max(seats, seat + 1);
      reports.push({ at: now(), seat, stages: stagesOfBatch(report) });
    },
    view(done) {
      const at = now();
      readings.push({ at, done });
      readings = readings.filter((reading) => reading.at >= at - (SHOWN_SECONDS + 1) * 1000);
      reports = reports.filter((report) => report.at >= at - RECENT_MS);
      const sinceMs = Math.min(RECENT_MS, at - beganAt);
      if (sinceMs < LEAST_MS || seats === 0) return null;
      const busy = Array.from({ length: seats }, (_, seat) => busyShare(reports, seat, sinceMs));
      return {
        rates: ratesOf(readings, at),
        recentRate: rateBetween(readings, at - sinceMs, at),
        busy,
        stages: sharesOf(reports, seats * sinceMs),
      };
    },
  };
}

/** Batches are reported at their end, so that one of them may lie outside. */
function busyShare(reports: readonly SeatReport[], seat: number, sinceMs: number): number {
  const own = reports.filter((report) => report.seat === seat);
  const ms = own.reduce((sum, { stages }) => sum + stages.decode + stages.scale, 0);
  return Math.min(1, ms / sinceMs);
}

function sharesOf(reports: readonly SeatReport[], workerMs: number): StageTimes {
  const sums = sumStages(
    reports.map(({ stages }) => stages),
    workerMs,
  );
  const { open, read, decode, scale, write, wait } = sums;
  const all = open + read + decode + scale + write + wait;
  return {
    open: open / all,
    read: read / all,
    decode: decode / all,
    scale: scale / all,
    write: write / all,
    wait: wait / all,
  };
}

/** The rates of whole seconds up to now. */
function ratesOf(readings: readonly Reading[], at: number): readonly number[] {
  const [first] = readings;
  const seconds = Math.min(SHOWN_SECONDS, Math.floor((at - (first?.at ?? at)) / 1000));
  return Array.from({ length: seconds }, (_, i) => {
    const end = at - (seconds - 1 - i) * 1000;
    return rateBetween(readings, end - 1000, end);
  });
}

/** An image that is reverted to be tried again does not count backwards. */
function rateBetween(readings: readonly Reading[], from: number, to: number): number {
  const images = doneAt(readings, to) - doneAt(readings, from);
  return Math.max(0, (images / (to - from)) * 1000);
}

/** The images that were done at a time, interpolated between readings. */
function doneAt(readings: readonly Reading[], at: number): number {
  const after = readings.findIndex((reading) => reading.at >= at);
  const next = after < 0 ? readings.at(-1) : readings[after];
  const before = readings[after - 1] ?? next;
  if (next === undefined || before === undefined) return 0;
  const span = next.at - before.at;
  return span === 0
    ? next.done
    : before.done + ((next.done - before.done) * (at - before.at)) / span;
}
