import { PREFIXES, TYPE_SIZES } from './tag-types.ts';

/** A TIFF structure (TIFF 6.0) whose header Pillow reads. */
export interface Tiff {
  readonly bytes: Uint8Array;
  readonly isLittleEndian: boolean;
  /** The offset of the first directory. */
  readonly directoryAt: number;
}

/** An entry of a directory, whose values are all there. */
export interface TiffField {
  readonly tag: number;
  readonly type: number;
  /** The values as they are stored; at least one, and all of them whole. */
  readonly bytes: Uint8Array;
  readonly isLittleEndian: boolean;
}

export type TiffDirectory = ReadonlyMap<number, TiffField>;

const HEADER_BYTES = 8;
const ENTRY_BYTES = 12;
const BIG_TIFF = 43;

/** Null if Pillow refuses the header. */
export function readTiff(bytes: Uint8Array): Tiff | null {
  const isKnown = PREFIXES.some((prefix) => prefix.every((byte, at) => bytes[at] === byte));
  if (!isKnown || bytes.length < HEADER_BYTES || bytes[2] === BIG_TIFF) return null;
  const isLittleEndian = bytes[0] === 0x49;
  return { bytes, isLittleEndian, directoryAt: viewOf(bytes).getUint32(4, isLittleEndian) };
}

/**
 * Reads a directory as Pillow 12.3.0 does (ImageFileDirectory_v2.load): of several entries of a tag the last
 * counts, entries of an unknown type or without a value are skipped, and one whose values are
 * missing ends the directory.
 */
export function readDirectory(
  { bytes, isLittleEndian }: Pick<Tiff, 'bytes' | 'isLittleEndian'>,
  directoryAt: number,
): TiffDirectory {
  const fields = new Map<number, TiffField>();
  if (directoryAt + 2 > bytes.length) return fields;
  const view = viewOf(bytes);
  const entries = view.getUint16(directoryAt, isLittleEndian);
  for (let i = 0; i < entries; i++) {
    const at = directoryAt + 2 + i * ENTRY_BYTES;
    if (at + ENTRY_BYTES > bytes.length) break;
    const type = view.getUint16(at + 2, isLittleEndian);
    const size = (TYPE_SIZES[type] ?? 0) * view.getUint32(at + 4, isLittleEndian);
    if (size === 0) continue;
    const valueAt = size > 4 ? view.getUint32(at + 8, isLittleEndian) : at + 8;
    if (valueAt + size > bytes.length) break;
    const tag = view.getUint16(at, isLittleEndian);
    const values = bytes.subarray(valueAt, valueAt + size);
    fields.set(tag, { tag, type, bytes: values, isLittleEndian });
  }
  return fields;
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
