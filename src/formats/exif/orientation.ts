import { readBytes } from '../byte-reader.ts';
import type { ImageFormat } from '../registry.ts';
import { specOf } from '../specs.ts';
import { latin1, withoutPreambles } from './image-metadata.ts';

const ORIENTATION_TAG = 0x0112;
const TYPE_SHORT = 3;
const TYPE_LONG = 4;

/** Bytes of one value of each TIFF type, by its number; Pillow does not know other types. */
const TYPE_SIZES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8];

/**
 * The orientation (1 to 8) that Pillow's `exif_transpose` uses: EXIF's, else XMP's
 * (`tiff:Orientation`), else 1; always 1 for formats whose metadata is not read. Null if it is stored
 * in an unusual way, which is not read here or which Pillow may refuse.
 */
export function orientationOf(bytes: Uint8Array, format: ImageFormat): number | null {
  const { metadata } = specOf(format);
  if (metadata === null) return 1;
  const { exif, xmp } = metadata.read(bytes);
  const fromExif = exif ? exifOrientation(withoutPreambles(exif)) : exif;
  if (fromExif !== undefined) return fromExif;
  if (xmp === null) return null;
  return xmp === undefined ? 1 : xmpOrientation(xmp);
}

/**
 * Sets every EXIF orientation to 1, in place, so that no browser rotates the image unless the recipe
 * asks for it: not every browser respects `imageOrientation: 'none'`.
 */
export function neutraliseOrientation(bytes: Uint8Array, format: ImageFormat): void {
  for (const { body, updateChecksum } of specOf(format).metadata?.exifBlocks(bytes) ?? []) {
    const isChanged = neutraliseTiff(withoutPreambles(body));
    if (isChanged) updateChecksum?.();
  }
}

/** Whether there was anything to change. */
function neutraliseTiff(tiff: Uint8Array): boolean {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  let isChanged = false;
  for (const { tag, type, valueAt, value } of readDirectory(tiff)) {
    if (tag !== ORIENTATION_TAG || value === null || value === 1) continue;
    if (type === TYPE_SHORT) view.setUint16(valueAt, 1, isLittleEndian(tiff));
    else view.setUint32(valueAt, 1, isLittleEndian(tiff));
    isChanged = true;
  }
  return isChanged;
}

/** An entry of a TIFF directory. */
interface Entry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly valueAt: number;
  /** The value of a SHORT or LONG; null for other types. */
  readonly value: number | null;
}

/** The first directory of a TIFF structure (TIFF 6.0): 2-byte count, then entries of 12 bytes. */
function* readDirectory(tiff: Uint8Array): Generator<Entry> {
  const read = readBytes(tiff);
  if (!['II', 'MM'].includes(read.ascii(0, 2))) return;
  const isLittle = isLittleEndian(tiff);
  const u16 = (at: number): number => read.u16(at, isLittle) ?? 0;
  const u32 = (at: number): number => read.u32(at, isLittle) ?? 0;
  const start = u32(4);
  const entries = u16(start);
  for (let i = 0; i < entries; i++) {
    const at = start + 2 + i * 12;
    const valueAt = at + 8;
    if (valueAt + 4 > tiff.length) return;
    const type = u16(at + 2);
    const long = type === TYPE_LONG ? u32(valueAt) : null;
    const value = type === TYPE_SHORT ? u16(valueAt) : long;
    yield { tag: u16(at), type, count: u32(at + 4), valueAt, value };
  }
}

function isLittleEndian(tiff: Uint8Array): boolean {
  return readBytes(tiff).ascii(0, 2) === 'II';
}

/** Null if it cannot be determined; undefined if there is none, so that XMP's counts. */
function exifOrientation(tiff: Uint8Array): number | null | undefined {
  if (tiff.length === 0) return undefined;
  const read = readBytes(tiff);
  if (tiff.length < 8 || !['II*\0', 'MM\0*'].includes(read.ascii(0, 4))) return null;
  let last: Entry | undefined;
  for (const entry of readDirectory(tiff)) {
    const { type, count, valueAt } = entry;
    const size = (TYPE_SIZES[type] ?? 0) * count;
    const dataAt = read.u32(valueAt, isLittleEndian(tiff)) ?? 0;
    // Pillow stops reading at an entry with missing data
    if (size > 4 && dataAt + size > tiff.length) break;
    if (entry.tag === ORIENTATION_TAG && count > 0) last = entry;
  }
  if (last === undefined) return undefined;
  return last.value === null || last.count > 1 ? null : usable(last.value);
}

function xmpOrientation(xmp: Uint8Array): number {
  return usable(Number(/tiff:Orientation(?:="|>)([0-9])/.exec(latin1(xmp))?.[1] ?? 1));
}

function usable(value: number): number {
  return value >= 1 && value <= 8 ? value : 1;
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
