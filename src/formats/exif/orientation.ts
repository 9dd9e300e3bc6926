import type { Failure } from '../../core/verdict.ts';
import type { ImageFormat } from '../registry.ts';
import { specOf } from '../specs.ts';
import { fieldValue } from './field-value.ts';
import {
  latin1,
  withoutPreambles,
  type InflateMetadata,
  type Unreadable,
} from './image-metadata.ts';
import {
  readDirectory,
  readTiff,
  type Tiff,
  type TiffDirectory,
  type TiffField,
} from './tiff-directory.ts';
import { judgeWriteBack } from './write-back.ts';

export const ORIENTATION_TAG = 0x0112;

/** What Pillow's `exif_transpose` does to an image. */
export interface Transposition {
  /** 1 to 8 (EXIF 2.3, 4.6.4 A). */
  readonly orientation: number;
  /** Why Pillow refuses the image with it; null if it does not. */
  readonly failure: Failure | null;
  /** False if this depends on metadata that are not read here. */
  readonly isCertain: boolean;
}

export const UPRIGHT: Transposition = { orientation: 1, failure: null, isCertain: true };

/**
 * What Pillow 12.3.0 does to a file under `exif_transpose`. If it turns an image, it also writes its EXIF
 * again without the orientation, and refuses the image if it cannot.
 */
export function transpositionOf(
  bytes: Uint8Array,
  format: ImageFormat,
  inflate?: InflateMetadata,
): Transposition {
  const { value, exif } = findOrientation(bytes, format, inflate);
  if (value === 'refused') return { ...UPRIGHT, failure: UNREADABLE_EXIF };
  if (value === 'unread') return { ...UPRIGHT, isCertain: false };
  if (value === 1 || exif === null) return { ...UPRIGHT, orientation: value };
  const others = new Map(exif.first);
  others.delete(ORIENTATION_TAG);
  const writeBack = judgeWriteBack(exif.tiff, others);
  return {
    orientation: value,
    failure: writeBack === 'refused' ? UNWRITABLE_EXIF : null,
    isCertain: writeBack !== 'unclear',
  };
}

const UNREADABLE_EXIF: Failure = {
  code: 'corrupt',
  detail:
    'Pillow refuses to rotate this image, because its EXIF or XMP is malformed. ' +
    'Remove it, or set EXIF rotation to ignore.',
};

const UNWRITABLE_EXIF: Failure = {
  code: 'corrupt',
  detail:
    'Pillow refuses to rotate this image, because it cannot write its EXIF back. ' +
    'Rotate it with another program, or set EXIF rotation to ignore.',
};

/**
 * The orientation (1 to 8) that Pillow's `exif_transpose` uses: EXIF's, else XMP's
 * (`tiff:Orientation`), else 1; always 1 for formats whose metadata is not read. Null if it is stored
 * in a way that is not read here, or that Pillow refuses.
 */
export function orientationOf(bytes: Uint8Array, format: ImageFormat): number | null {
  const { value } = findOrientation(bytes, format);
  return typeof value === 'number' ? value : null;
}

interface Found {
  readonly value: number | Unreadable;
  /** Null if there is none that Pillow would write. */
  readonly exif: { readonly tiff: Tiff; readonly first: TiffDirectory } | null;
}

function findOrientation(bytes: Uint8Array, format: ImageFormat, inflate?: InflateMetadata): Found {
  const { metadata } = specOf(format);
  if (metadata === null) return { value: 1, exif: null };
  const { exif, xmp, ignoresBrokenExif } = metadata.read(bytes, inflate);
  if (typeof exif === 'string') return { value: exif, exif: null };
  const block = exif === undefined ? NOTHING : withoutPreambles(exif);
  if (block.length === 0) return { value: xmpOrientation(xmp), exif: null };
  const tiff = readTiff(block);
  if (tiff === null) return { value: ignoresBrokenExif ? 1 : 'refused', exif: null };
  const first = readDirectory(tiff, tiff.directoryAt);
  const field = first.get(ORIENTATION_TAG);
  const value = field === undefined ? xmpOrientation(xmp) : usable(numberOf(field));
  return { value, exif: { tiff, first } };
}

const NOTHING = new Uint8Array();

/** As Python compares it with an integer, whatever its type. */
function numberOf(field: TiffField): number {
  const value = fieldValue(field, 'first');
  switch (value.kind) {
    case 'text':
    case 'bytes':
      return 1;
    case 'rationals': {
      const { numerator, denominator } = value.at(0);
      return numerator / denominator;
    }
    default:
      return Number(value.at(0));
  }
}

function xmpOrientation(xmp: Uint8Array | Unreadable | undefined): number | Unreadable {
  if (xmp === undefined || typeof xmp === 'string') return xmp ?? 1;
  return usable(Number(/tiff:Orientation(?:="|>)([0-9])/.exec(latin1(xmp))?.[1] ?? 1));
}

function usable(value: number): number {
  return Number.isInteger(value) && value >= 1 && value <= 8 ? value : 1;
}

/** An affine map (x, y) → (a·x + c·y + e, b·x + d·y + f): the arguments of a canvas's setTransform. */
export type Transform = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/**
 * The map from stored to upright pixels of an image of width × height (as stored) for an
 * orientation of 1 to 8 (EXIF 2.3, 4.6.4 A), and the upright size.
 */
export function uprightTransform(
  orientation: number,
  width: number,
  height: number,
): { readonly transform: Transform; readonly width: number; readonly height: number } {
  const transforms: Record<number, Transform> = {
    2: [-1, 0, 0, 1, width, 0],
    3: [-1, 0, 0, -1, width, height],
    4: [1, 0, 0, -1, 0, height],
    5: [0, 1, 1, 0, 0, 0],
    6: [0, 1, -1, 0, height, 0],
    7: [0, -1, -1, 0, height, width],
    8: [0, -1, 1, 0, 0, width],
  };
  const isTransposed = orientation >= 5;
  return {
    transform: transforms[orientation] ?? [1, 0, 0, 1, 0, 0],
    width: isTransposed ? height : width,
    height: isTransposed ? width : height,
  };
}
