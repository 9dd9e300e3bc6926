import { readBytes } from '../byte-reader.ts';
import type { ImageFormat } from '../registry.ts';
import { specOf } from '../specs.ts';
import { LONG, SHORT } from './field-value.ts';
import { withoutPreambles } from './image-metadata.ts';
import { ORIENTATION_TAG } from './orientation.ts';

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
    if (type === SHORT) view.setUint16(valueAt, 1, isLittleEndian(tiff));
    else view.setUint32(valueAt, 1, isLittleEndian(tiff));
    isChanged = true;
  }
  return isChanged;
}

/** An entry of a TIFF directory, as some browser may read it. */
interface Entry {
  readonly tag: number;
  readonly type: number;
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
    const long = type === LONG ? u32(valueAt) : null;
    const value = type === SHORT ? u16(valueAt) : long;
    yield { tag: u16(at), type, valueAt, value };
  }
}

function isLittleEndian(tiff: Uint8Array): boolean {
  return readBytes(tiff).ascii(0, 2) === 'II';
}
