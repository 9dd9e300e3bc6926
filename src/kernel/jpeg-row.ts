import type { DraftScale } from '../core/recipe/draft.ts';
import { beginRow, type RowExports } from './begin-row.ts';
import { KernelMemoryError } from './kernel-memory-error.ts';
import type { ResampleJob } from './resample/resample-job.ts';

/** The results of opening and of finishing a file, in the order of assembly/jpeg/status.ts. */
const STATUSES = [
  'decoded',
  'ended-oddly',
  'cut',
  'malformed',
  'not-taken',
  'no-memory',
  'in-pieces',
] as const;

/**
 * Why there is no row; `not-taken` is a JPEG of a kind that is not decoded, `in-pieces` one with
 * arithmetic-coded data beyond the piece of a file that Pillow passes to libjpeg at once.
 */
export type JpegRefusal = 'cut' | 'malformed' | 'not-taken' | 'in-pieces';

export type JpegRow =
  | {
      readonly kind: 'made';
      /**
       * Null for a whole file. Else all pixels are there, but the data of the only scan end with another marker
       * than a file's, at this offset, or with the file: Pillow may refuse.
       */
      readonly oddEnd: number | null;
      readonly decodeMs: number;
      readonly resampleMs: number;
    }
  | { readonly kind: 'refused'; readonly refusal: JpegRefusal };

/** What a JPEG is decoded to: its colours, or only luma as after Pillow's `draft("L")`. */
export type JpegOutput = 'colours' | 'luma';

/** The exports of assembly/index.ts that JPEG needs; see there. */
export interface JpegExports extends RowExports {
  readonly memory: WebAssembly.Memory;
  jpegInput(bytes: number): number;
  openJpeg(bytes: number, scale: number, isLuma: boolean): number;
  beginJpeg(): void;
  decodeJpegLines(end: number): void;
  addRows(first: number, end: number): void;
  finishJpeg(): number;
  jpegEnd(): number;
  firstRow(): number;
  endRow(): number;
  resultAddress(): number;
}

/** Lines that are decoded and resampled at a time: as many as the kernel takes at once. */
const GROUP_LINES = 16;

/**
 * Decodes a JPEG at 1/scale as libjpeg-turbo 3.1 does, and resamples its lines as they come. The row is
 * at `resultAddress` then.
 */
export function makeJpegRow(
  exports: JpegExports,
  bytes: Uint8Array,
  scale: DraftScale,
  job: ResampleJob | null,
  output: JpegOutput = 'colours',
): JpegRow {
  let at = performance.now();
  let decodeMs = 0;
  let resampleMs = 0;
  const decoded = (): void => {
    const now = performance.now();
    decodeMs += now - at;
    at = now;
  };
  const resampled = (): void => {
    const now = performance.now();
    resampleMs += now - at;
    at = now;
  };

  const opened = openJpeg(exports, bytes, scale, output);
  decoded();
  if (opened !== null) return { kind: 'refused', refusal: opened };
  if (job !== null) {
    exports.beginJpeg();
    beginRow(exports, job);
    const end = exports.endRow();
    for (let first = exports.firstRow(); first < end; first += GROUP_LINES) {
      const last = Math.min(first + GROUP_LINES, end);
      resampled();
      exports.decodeJpegLines(last);
      decoded();
      exports.addRows(first, last);
    }
    resampled();
  }
  const oddEnd = finishJpeg(exports);
  decoded();
  return { kind: 'made', oddEnd, decodeMs, resampleMs };
}

/**
 * Opens a JPEG to decode it at 1/scale. Returns null, or why it is refused. Throws KernelMemoryError if it
 * is too large.
 */
export function openJpeg(
  exports: JpegExports,
  bytes: Uint8Array,
  scale: DraftScale,
  output: JpegOutput,
): JpegRefusal | null {
  const input = exports.jpegInput(bytes.length);
  if (input === 0) throw new KernelMemoryError('There is no memory left for the JPEG.');
  new Uint8Array(exports.memory.buffer, input, bytes.length).set(bytes);
  const opened = statusOf(exports.openJpeg(bytes.length, scale, output === 'luma'));
  return opened === 'decoded' || opened === 'ended-oddly' ? null : opened;
}

/** Goes to the end of the data that were opened; returns the `oddEnd` of the row. */
export function finishJpeg(exports: JpegExports): number | null {
  return statusOf(exports.finishJpeg()) === 'ended-oddly' ? exports.jpegEnd() : null;
}

function statusOf(code: number): Exclude<(typeof STATUSES)[number], 'no-memory'> {
  const status = STATUSES[code];
  if (status === undefined || status === 'no-memory') {
    throw new KernelMemoryError('The JPEG has more pixels than this tab has memory for.');
  }
  return status;
}
