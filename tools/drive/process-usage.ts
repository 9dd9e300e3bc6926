import { readFile } from 'node:fs/promises';

import type { Browser } from '@playwright/test';

/** What one or more processes have used: all their threads, since they began or in a span. */
export interface Usage {
  readonly cpuMs: number;
  /** Pages of memory that were touched for the first time, or had to be read: minor and major faults. */
  readonly faults: number;
}

export type ProcessKind = 'browser' | 'renderer' | 'gpu' | 'utility';

/** By the kind of process; a kind that a browser has no process of is missing. */
export type UsageByKind = Readonly<Record<string, Usage>>;

/** A process of a browser. Decode workers are threads of the page's renderer. */
export interface ProcessUsage extends Usage {
  readonly id: number;
  readonly kind: ProcessKind;
}

/** USER_HZ, the unit of times in /proc: 100 on all architectures that Linux has browsers for. */
const TICKS_PER_SECOND = 100;

/** Reads the text of /proc/PID/stat (proc_pid_stat(5)): fields 10, 12, 14 and 15. */
export function parseStat(text: string): Usage {
  // the program's name, in parentheses, may contain spaces and parentheses
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const fieldOf = (number: number) => Number(fields[number - 3]);
  return {
    cpuMs: ((fieldOf(14) + fieldOf(15)) * 1000) / TICKS_PER_SECOND,
    faults: fieldOf(10) + fieldOf(12),
  };
}

/** What the processes of a browser have used until now; null if the system is not Linux. */
export async function readUsage(browser: Browser): Promise<readonly ProcessUsage[] | null> {
  if (process.platform !== 'linux') return null;
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const read: ProcessUsage[] = [];
  for (const { id, type } of processInfo) {
    const text = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => null);
    if (text !== null) read.push({ id, kind: kindOf(type), ...parseStat(text) });
  }
  return read;
}

/** Chromium's name for a process of `SystemInfo`; a utility process has the name of its service. */
function kindOf(type: string): ProcessKind {
  if (type === 'browser' || type === 'renderer') return type;
  return type === 'GPU' ? 'gpu' : 'utility';
}

/**
 * What each kind of process used between two readings. A process that began meanwhile counts as a
 * whole, one that ended does not count. Null if there was nothing to read.
 */
export function usageBetween(
  before: readonly ProcessUsage[] | null,
  after: readonly ProcessUsage[] | null,
): UsageByKind | null {
  if (before === null || after === null) return null;
  const earlier = new Map(before.map((each) => [each.id, each]));
  const used: Record<string, Usage> = {};
  for (const { id, kind, cpuMs, faults } of after) {
    const start = earlier.get(id) ?? { cpuMs: 0, faults: 0 };
    const sum = used[kind] ?? { cpuMs: 0, faults: 0 };
    used[kind] = {
      cpuMs: sum.cpuMs + cpuMs - start.cpuMs,
      faults: sum.faults + faults - start.faults,
    };
  }
  return used;
}
