import { cpus } from 'node:os';

/** Milliseconds of all cores of the machine, since it began. */
export interface CoreTimes {
  readonly busyMs: number;
  readonly allMs: number;
}

export function readCores(): CoreTimes {
  let busyMs = 0;
  let allMs = 0;
  for (const { times } of cpus()) {
    const { user, nice, sys, irq, idle } = times;
    busyMs += user + nice + sys + irq;
    allMs += user + nice + sys + irq + idle;
  }
  return { busyMs, allMs };
}

/**
 * The share of the machine, 0 to 1, that other programs used between two readings, in which those that were
 * measured used `ownMs`. The system counts both in ticks, so the difference may be a little below 0.
 */
export function othersShare(before: CoreTimes, after: CoreTimes, ownMs: number): number {
  const allMs = after.allMs - before.allMs;
  const othersMs = after.busyMs - before.busyMs - ownMs;
  return allMs > 0 ? Math.max(0, othersMs / allMs) : 0;
}
