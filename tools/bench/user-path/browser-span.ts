import { setTimeout } from 'node:timers/promises';

import type { Browser } from '@playwright/test';

import { readUsage, usageBetween, type UsageByKind } from '../../drive/process-usage.ts';
import { othersShare, readCores } from '../machine-busy.ts';
import { processesOf, sampleMemory } from '../process-memory.ts';

const SAMPLE_INTERVAL_MS = 50;

/** What a browser used from the beginning of a span to its end. */
export interface SpanUsage {
  readonly usage: UsageByKind | null;
  /** The highest Pss of its tabs in MiB; null if it was not sampled. */
  readonly peakMib: number | null;
  /** The share of the machine that other programs used; null if `usage` is unknown. */
  readonly others: number | null;
}

/**
 * Does something in a browser, and returns its result with what the browser used meanwhile. Sampling
 * memory (Linux only) costs time, as the system walks through all pages of a process for it.
 */
export async function withUsage<T>(
  browser: Browser,
  samplesMemory: boolean,
  act: () => Promise<T>,
): Promise<readonly [T, SpanUsage]> {
  const { tabs } = await processesOf(browser);
  const end = new AbortController();
  const sampling = samplesMemory ? peakPss(tabs, end.signal) : null;
  try {
    const before = await readUsage(browser);
    const coresBefore = readCores();
    const result = await act();
    const coresAfter = readCores();
    const usage = usageBetween(before, await readUsage(browser));
    end.abort();
    const ownMs = Object.values(usage ?? {}).reduce((sum, { cpuMs }) => sum + cpuMs, 0);
    const others = usage && othersShare(coresBefore, coresAfter, ownMs);
    return [result, { usage, peakMib: await sampling, others }];
  } finally {
    end.abort();
  }
}

/** Pss of a browser's tabs in MiB. */
export async function pssOfTabs(browser: Browser): Promise<number> {
  return (await sampleMemory((await processesOf(browser)).tabs)).pss;
}

async function peakPss(processes: readonly number[], signal: AbortSignal): Promise<number> {
  let peak = 0;
  while (!signal.aborted) {
    peak = Math.max(peak, (await sampleMemory(processes)).pss);
    await setTimeout(SAMPLE_INTERVAL_MS);
  }
  return peak;
}
