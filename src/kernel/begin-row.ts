import { MODES, RESAMPLE_FILTERS } from '../core/recipe/recipe.ts';
import { KernelMemoryError } from './kernel-memory-error.ts';
import { multipliesByAlpha } from './resample/alpha.ts';
import type { ResampleJob } from './resample/resample-job.ts';

/** The export of assembly/index.ts that begins a row; see there. */
export interface RowExports {
  beginRow(
    mode: number,
    isMultiplied: boolean,
    orientation: number,
    filter: number,
    x0: number,
    y0: number,
    x1: number,
    y1: number,
    scaledWidth: number,
    scaledHeight: number,
    left: number,
    top: number,
    outWidth: number,
    outHeight: number,
  ): number;
}

/** Begins the row of an image that the kernel has begun. Throws KernelMemoryError if it is too large. */
export function beginRow(exports: RowExports, job: ResampleJob): void {
  const { orientation, filter, source, scaled, target } = job;
  const isReady = exports.beginRow(
    MODES.indexOf(job.mode),
    multipliesByAlpha(job),
    orientation,
    RESAMPLE_FILTERS.indexOf(filter),
    source.x,
    source.y,
    source.x + source.width,
    source.y + source.height,
    scaled.width,
    scaled.height,
    scaled.left,
    scaled.top,
    target.width,
    target.height,
  );
  if (isReady !== 0) return;
  const size = `${job.width} × ${job.height}`;
  throw new KernelMemoryError(`${size} pixels are too many for this tab's memory.`);
}
