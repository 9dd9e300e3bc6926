import { availableParallelism, loadavg } from 'node:os';

import type { RunParameters } from '../../src/core/recipe/recipe-parameters.ts';
import { DEFAULT_RECIPE } from '../../src/core/recipe/recipe.ts';
import { measureDropped, type DroppedFigures } from './bench-dropped.ts';
import { measureSizes, type ScaleFigures } from './bench-scale.ts';
import { requireProcessMemory } from './process-memory.ts';
import { droppedText, slotsText } from './scale-text.ts';
import { serveScale } from './serve-scale.ts';

export interface ScaleOptions {
  /** Numbers of made-up slots; none: only files are dropped. */
  readonly sizes: readonly number[];
  /** Files that are generated and dropped; 0: none. */
  readonly files: number;
  /** Height and width of a row: small if a million of them have to fit in memory. */
  readonly side: number;
  readonly workers: number;
  readonly rounds: number;
}

export interface ScaleReport {
  readonly slots: readonly ScaleFigures[];
  readonly dropped: DroppedFigures | null;
  readonly text: string;
}

/** What many files cost the page: first slots that are made up, then files that are dropped. */
export async function measureScale(options: ScaleOptions): Promise<ScaleReport> {
  requireProcessMemory('--scale');
  const { sizes, files, side, workers, rounds } = options;
  const recipe = { ...DEFAULT_RECIPE, width: side, height: side };
  const parameters: RunParameters = { recipe, workers, failed: 'drop', hidden: 'in' };
  const slots = sizes.length === 0 ? [] : await measureMadeUp(sizes, parameters, rounds);
  const dropped = files === 0 ? null : await measureDropped(files, parameters);
  const load = loadavg()[0]?.toFixed(1) ?? '?';
  const text =
    (slots.length === 0 ? '' : slotsText(slots)) +
    (dropped === null ? '' : droppedText(dropped)) +
    `load of the machine's ${availableParallelism()} cores in the last minute: ${load}\n`;
  return { slots, dropped, text };
}

async function measureMadeUp(
  sizes: readonly number[],
  parameters: RunParameters,
  rounds: number,
): Promise<readonly ScaleFigures[]> {
  const served = await serveScale();
  try {
    return await measureSizes(served.address, sizes, parameters, rounds);
  } finally {
    await served.close();
  }
}
