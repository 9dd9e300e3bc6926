import { readBytes } from './byte-reader.ts';
import { hasAlpha } from './has-alpha.ts';
import type { ImageVariant } from './image-variant.ts';
import { orientationOf } from './exif/orientation.ts';
import { sniff, type ImageFormat } from './sniff.ts';
import type { Failure } from '../core/verdict.ts';

/** What the first bytes of a file tell of it, without a pixel being decoded. */
export interface SurveyedFile {
  readonly slot: number;
  /** Null where it is no image that is decoded here; then `failure` says why. */
  readonly format: ImageFormat | null;
  readonly failure: Failure | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly variant: ImageVariant | null;
  readonly hasAlpha: boolean;
  /** 1 to 8, as stored; null where it is kept in a way that is not read. */
  readonly orientation: number | null;
}

/** First bytes that tell all of most files: a camera's notes and its thumbnail fit in 64 KiB. */
export const HEAD_BYTES = 64 * 2 ** 10;
/** As many as are read of a file of which the first did not tell. */
export const LONG_HEAD_BYTES = 16 * 2 ** 20;

/**
 * Looks at a file's first bytes with the readers of a run. `isTold` is false where more of them
 * would tell more: a header that goes on, or the EXIF that a WebP keeps behind its pixels. Of a PNG
 * with its orientation behind the pixels the survey says 1; the row will be right.
 */
export function surveyFile(
  slot: number,
  head: Uint8Array,
): { readonly file: SurveyedFile; readonly isTold: boolean } {
  const sniffed = sniff(head);
  const nothing = { width: null, height: null, variant: null, hasAlpha: false, orientation: 1 };
  if ('failure' in sniffed) {
    const { failure } = sniffed;
    const file = { slot, format: null, failure, ...nothing };
    return { file, isTold: failure.code !== 'truncated' };
  }
  const { format, width, height, variant } = sniffed.header;
  const alpha = hasAlpha(head, format);
  const orientation = orientationOf(head, format);
  const file = { slot, format, failure: null, width, height, variant, orientation };
  const isTold = format !== 'webp' || !isWebpWithLaterExif(head);
  return { file: { ...file, hasAlpha: alpha }, isTold };
}

const WEBP_METADATA_FLAGS = 0x0c;

function isWebpWithLaterExif(head: Uint8Array): boolean {
  const read = readBytes(head);
  const hasMetadata = read.ascii(12, 4) === 'VP8X' && (read.u8(20) ?? 0) & WEBP_METADATA_FLAGS;
  return Boolean(hasMetadata) && (read.u32(4, true) ?? 0) + 8 > head.length;
}

/** Images of more pixels than this are counted as large. */
export const LARGE_PIXELS = 24_000_000;

/** How many of the files that were looked at are of which kind. */
export interface SurveyCounts {
  /** Files that were looked at, also those that are no images or could not be opened. */
  readonly looked: number;
  readonly alpha: number;
  readonly rotated: number;
  readonly large: number;
  /** By their first bytes no image, or none that is decoded here. */
  readonly refused: number;
}

export const NOTHING_COUNTED: SurveyCounts = {
  looked: 0,
  alpha: 0,
  rotated: 0,
  large: 0,
  refused: 0,
};

/** The counts with so many files more, of which `files` could be opened. */
export function countSurveyed(
  counts: SurveyCounts,
  looked: number,
  files: readonly SurveyedFile[],
): SurveyCounts {
  const having = (is: (file: SurveyedFile) => boolean): number => files.filter(is).length;
  return {
    looked: counts.looked + looked,
    alpha: counts.alpha + having((file) => file.hasAlpha),
    rotated: counts.rotated + having(isRotated),
    large: counts.large + having((file) => pixelsOf(file) > LARGE_PIXELS),
    refused: counts.refused + having(({ failure }) => failure !== null),
  };
}

/** Whether orientation makes a difference, or may make one. */
export function isRotated({ orientation }: SurveyedFile): boolean {
  return orientation !== 1;
}

/** 0 where the header does not say. */
export function pixelsOf({ width, height }: SurveyedFile): number {
  return (width ?? 0) * (height ?? 0);
}
