import { cpus } from 'node:os';
import { setTimeout } from 'node:timers/promises';

/** Milliseconds of all cores, since the machine began. */
interface CoreTimes {
  readonly busyMs: number;
  readonly allMs: number;
}

/** The share of the machine's cores that is in use in the next milliseconds, 0 to 1. */
export async function machineBusy(ms: number): Promise<number> {
  const before = coreTimes();
  await setTimeout(ms);
  return busyShare(before, coreTimes());
}

/** Between two readings. 0 if no time has passed, as the system counts it. */
export function busyShare(before: CoreTimes, after: CoreTimes): number {
  const allMs = after.allMs - before.allMs;
  return allMs > 0 ? (after.busyMs - before.busyMs) / allMs : 0;
}

function coreTimes(): CoreTimes {
  let busyMs = 0;
  let allMs = 0;
  for (const { times } of cpus()) {
    const { user, nice, sys, irq, idle } = times;
    busyMs += user + nice + sys + irq;
    allMs += user + nice + sys + irq + idle;
  }
  return { busyMs, allMs };
}
