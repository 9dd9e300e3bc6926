import type { Failure } from '../core/verdict.ts';
import type { ImageFormat } from './registry.ts';
import type { ImageVariant } from './specs.ts';

/** A file's properties by its first bytes; no pixel is decoded. */
export interface SurveyedFile {
  readonly slot: number;
  /** Null if the file is refused; then `failure` says why. */
  readonly format: ImageFormat | null;
  readonly failure: Failure | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly variant: ImageVariant | null;
  readonly hasAlpha: boolean;
  /** Whether files of its format or variant have unusual pixels. */
  readonly isOdd: boolean;
  /** 1 to 8, as stored; null if it is stored in a way that is not read. */
  readonly orientation: number | null;
}

/** Enough for most headers: a camera's notes and its thumbnail fit into 64 KiB. */
export const HEAD_BYTES = 64 * 2 ** 10;
/** The second attempt, if the first bytes of a file were not enough. */
export const LONG_HEAD_BYTES = 16 * 2 ** 20;

/** Images of more pixels than this are counted as large. */
export const LARGE_PIXELS = 24_000_000;

/** The surveyed files, counted by kind. */
export interface SurveyCounts {
  /** Every file, also those that are no images or could not be opened. */
  readonly surveyed: number;
  readonly alpha: number;
  readonly rotated: number;
  readonly large: number;
  /** No images by their first bytes, or of formats that are not decoded. */
  readonly refused: number;
}

export const NOTHING_COUNTED: SurveyCounts = {
  surveyed: 0,
  alpha: 0,
  rotated: 0,
  large: 0,
  refused: 0,
};

/** The counts with `surveyed` more files; `files` are those that could be opened. */
export function countSurveyed(
  counts: SurveyCounts,
  surveyed: number,
  files: readonly SurveyedFile[],
): SurveyCounts {
  const having = (is: (file: SurveyedFile) => boolean): number => files.filter(is).length;
  return {
    surveyed: counts.surveyed + surveyed,
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

/** 0 if the header does not contain the size. */
export function pixelsOf({ width, height }: SurveyedFile): number {
  return (width ?? 0) * (height ?? 0);
}
