import { setTimeout } from 'node:timers/promises';

import type { Browser, Page } from '@playwright/test';

import { processesOf, sampleMemory } from './process-memory.ts';

/** Private memory in MiB when this number of images was done. */
export interface MemoryPoint {
  readonly images: number;
  readonly tabMib: number;
  readonly browserMib: number;
}

/** The growth during a segment of a run, in MiB per 1,000 images. */
export interface MemorySlope {
  readonly tab: number;
  readonly browser: number;
  /** Images between the first point and the last one that were counted. */
  readonly images: number;
}

/** Private memory of the tabs and of the browser itself, now. */
export async function memoryNow(browser: Browser, images: number): Promise<MemoryPoint> {
  const { tabs, browser: own } = await processesOf(browser);
  const [tab, others] = await Promise.all([sampleMemory(tabs), sampleMemory(own)]);
  return { images, tabMib: tab.own, browserMib: others.own };
}

/** Samples memory repeatedly until it is aborted; `imagesNow` returns null before a run. */
export async function watchMemory(
  browser: Browser,
  imagesNow: () => Promise<number | null>,
  intervalMs: number,
  signal: AbortSignal,
): Promise<readonly MemoryPoint[]> {
  const points: MemoryPoint[] = [];
  while (!signal.aborted) {
    const images = await imagesNow();
    if (images !== null) points.push(await memoryNow(browser, images));
    await setTimeout(intervalMs);
  }
  return points;
}

/** Images that are done according to the page; null if it shows no run. */
export async function imagesDone(page: Page): Promise<number | null> {
  const text = await page.evaluate(() => {
    const bar = document.querySelector('[role="progressbar"][aria-label="Images decoded"]');
    return bar?.getAttribute('aria-valuenow') ?? null;
  });
  return text === null ? null : Number(text);
}

/** Samples before this are left out, because workers start and code is compiled. */
const SETTLED_SHARE = 0.1;

/** The least-squares lines through the points, without the beginning; null if there are too few. */
export function memorySlope(points: readonly MemoryPoint[]): MemorySlope | null {
  const last = points.at(-1)?.images ?? 0;
  const first = points[0]?.images ?? 0;
  const from = first + (last - first) * SETTLED_SHARE;
  const settled = points.filter(({ images }) => images >= from);
  const images = last - (settled[0]?.images ?? last);
  if (settled.length < 5 || images === 0) return null;
  const xs = settled.map((point) => point.images / 1000);
  const slopeOf = (ys: readonly number[]) => leastSquares(xs, ys);
  return {
    tab: slopeOf(settled.map(({ tabMib }) => tabMib)),
    browser: slopeOf(settled.map(({ browserMib }) => browserMib)),
    images,
  };
}

function leastSquares(xs: readonly number[], ys: readonly number[]): number {
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const meanX = mean(xs);
  const meanY = mean(ys);
  const products = xs.map((x, i) => (x - meanX) * ((ys[i] ?? meanY) - meanY));
  const squares = xs.map((x) => (x - meanX) ** 2);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return sum(products) / sum(squares);
}
