import { readFile } from 'node:fs/promises';

import type { Browser } from '@playwright/test';

import { UsageError } from '../../src/cli/usage-error.ts';

/**
 * Memory of some processes in MiB: Pss, which counts what processes share in equal parts, and what
 * is theirs alone.
 */
export interface MemorySample {
  readonly pss: number;
  readonly own: number;
}

/** Ids of a browser's processes: its own, and those of its tabs. */
export interface BrowserProcesses {
  readonly browser: readonly number[];
  /** The pages' processes, and Chromium's spare ones, which stay as they are. */
  readonly tabs: readonly number[];
}

/** Throws if the system does not report memory as Linux does. */
export function requireProcessMemory(option: string): void {
  if (process.platform === 'linux') return;
  throw new UsageError(`${option} reads /proc, so it works on Linux only.`);
}

export async function processesOf(browser: Browser): Promise<BrowserProcesses> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const idsOf = (wanted: string) =>
    processInfo.filter(({ type }) => type === wanted).map(({ id }) => id);
  return { browser: idsOf('browser'), tabs: idsOf('renderer') };
}

/** Sums over the processes; throws if one of them has ended. */
export async function sampleMemory(processes: readonly number[]): Promise<MemorySample> {
  const samples = await Promise.all(
    processes.map(async (id) => parseRollup(await readFile(`/proc/${id}/smaps_rollup`, 'utf8'))),
  );
  const sumOf = (name: keyof MemorySample) => samples.reduce((sum, each) => sum + each[name], 0);
  return { pss: sumOf('pss'), own: sumOf('own') };
}

/** `Pss:   123 kB`, a line for each kind (Linux, Documentation/filesystems/proc.rst). */
function parseRollup(text: string): MemorySample {
  const mebibytesOf = (name: string) =>
    Number(new RegExp(`^${name}: +(\\d+) kB$`, 'm').exec(text)?.[1]) / 1024;
  const own = mebibytesOf('Private_Clean') + mebibytesOf('Private_Dirty');
  return { pss: mebibytesOf('Pss'), own };
}
