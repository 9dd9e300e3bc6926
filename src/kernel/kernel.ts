import { channelsOf, colourChannels, padPixel, type Colour } from '../core/recipe/recipe.ts';
import type { DraftScale } from '../core/recipe/draft.ts';
import { beginRow } from './begin-row.ts';
import { makeJpegRow, type JpegExports, type JpegOutput, type JpegRow } from './jpeg-row.ts';
import type { ResampleJob } from './resample/resample-job.ts';

/** Writes whole stored rows of an image into the front of `target`, in the job's layout. */
export type CopyRows = (
  firstRow: number,
  rows: number,
  target: Uint8Array<ArrayBuffer>,
) => Promise<void>;

/** One instance of the WebAssembly module built from assembly/; it makes one row at a time. */
export interface Kernel {
  /**
   * Pixels to one row, as Pillow 12.3.0 makes it: `row` receives height × width × channels uint8. The
   * twin of `resampleImage`. Throws KernelMemoryError if an image is too large for it.
   */
  resample(copyRows: CopyRows, job: ResampleJob, row: Uint8Array): Promise<void>;
  /**
   * A JPEG to one row. `bytes` are the whole file, and are left as they are; `scale` is its draft's;
   * `row` receives height × width × channels uint8. Without a job the file is decoded, but has no row. Throws
   * KernelMemoryError if the image is too large for it.
   */
  makeJpegRow(
    bytes: Uint8Array,
    scale: DraftScale,
    job: ResampleJob | null,
    row: Uint8Array,
    output?: JpegOutput,
  ): JpegRow;
  memoryBytes(): number;
}

/** The exports of assembly/index.ts; see there. */
interface KernelExports extends JpegExports {
  beginPixels(width: number, height: number, background: number): void;
  bandAddress(): number;
  bandRowCapacity(): number;
  addBand(first: number, end: number): void;
}

const NO_ALPHA = -1;
const KEPT_ALPHA = -2;

/** The kernel's own module imports nothing; one that checks its accesses does. */
export function createKernel(module: WebAssembly.Module, imports?: WebAssembly.Imports): Kernel {
  type Exports = KernelExports & Record<string, unknown>;
  const { exports } = new WebAssembly.Instance<Exports>(module, imports);
  return {
    async resample(copyRows, job, row) {
      beginPixels(exports, job);
      beginRow(exports, job);
      const end = exports.endRow();
      const capacity = exports.bandRowCapacity();
      for (let first = exports.firstRow(); first < end; first += capacity) {
        const bandEnd = Math.min(first + capacity, end);
        const band = new Uint8Array(exports.memory.buffer, exports.bandAddress());
        await copyRows(first, bandEnd - first, band);
        exports.addBand(first, bandEnd);
      }
      copyResult(exports, job, row);
    },
    makeJpegRow(bytes, scale, job, row, output) {
      const made = makeJpegRow(exports, bytes, scale, job, output);
      if (made.kind === 'made' && job !== null) copyResult(exports, job, row);
      return made;
    },
    memoryBytes: () => exports.memory.buffer.byteLength,
  };
}

function beginPixels(exports: KernelExports, job: ResampleJob): void {
  exports.beginPixels(job.width, job.height, backgroundOf(job));
}

function backgroundOf({ layout, mode, alpha }: ResampleJob): number {
  if (layout === 'rgbx') return NO_ALPHA;
  if (mode === 'RGBA') return KEPT_ALPHA;
  return alpha === 'drop' ? NO_ALPHA : packed(alpha);
}

function packed(colour: Colour): number {
  const [red, green, blue] = colourChannels(colour);
  return (red << 16) | (green << 8) | blue;
}

/** The target's lines into the row, and the pad colour around them. */
function copyResult(exports: KernelExports, job: ResampleJob, row: Uint8Array): void {
  const { target } = job;
  const channels = channelsOf(job);
  const bytes = target.width * target.height * channels;
  const result = new Uint8Array(exports.memory.buffer, exports.resultAddress(), bytes);
  if (target.width === job.row.width && target.height === job.row.height) {
    row.set(result);
    return;
  }
  fillWith(padPixel(job), row);
  const lineBytes = target.width * channels;
  for (let y = 0; y < target.height; y++) {
    const at = ((target.y + y) * job.row.width + target.x) * channels;
    row.set(result.subarray(y * lineBytes, (y + 1) * lineBytes), at);
  }
}

function fillWith(pixel: readonly number[], row: Uint8Array): void {
  row.set(pixel);
  // the filled part doubles with each copy
  for (let filled = pixel.length; filled < row.length; filled *= 2)
    row.copyWithin(filled, 0, filled);
}
