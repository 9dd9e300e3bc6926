import { readBytes } from '../byte-reader.ts';
import { fieldValue } from '../exif/field-value.ts';
import { readDirectory, readTiff } from '../exif/tiff-directory.ts';
import { APP2, bodiesOf, type JpegSegment } from './segments.ts';

const PREAMBLE = 'MPF\0';
const NUMBER_OF_IMAGES = 0xb001;
const ENTRIES = 0xb002;
/** Attributes, size and offset of an image (32 bits each), and two numbers of entries (16 bits). */
const ENTRY_BYTES = 16;

/**
 * Whether Pillow 12.3.0 refuses a JPEG for its index of pictures (CIPA DC-007, 5.2.3): if it names more pictures
 * than it has entries. Pillow reads them one by one, and takes the file for an ordinary JPEG if it first meets
 * one of another format, or if the index is malformed in another way.
 */
export function isIndexCut(segments: readonly JpegSegment[]): boolean {
  const index = bodiesOf(segments, APP2, PREAMBLE).at(-1)?.subarray(PREAMBLE.length);
  const tiff = index === undefined ? null : readTiff(index);
  if (tiff === null) return false;
  const directory = readDirectory(tiff, tiff.directoryAt);
  const [number, entries] = [NUMBER_OF_IMAGES, ENTRIES].map((tag) => {
    const field = directory.get(tag);
    return field === undefined ? null : fieldValue(field, 'first');
  });
  if (number?.kind !== 'integers' || entries?.kind !== 'bytes') return false;
  const read = readBytes(entries.bytes);
  // of the structures that Pillow reads as big-endian, it knows but one here
  const isLittleEndian = readBytes(tiff.bytes).ascii(0, 4) !== 'MM\0*';
  for (let i = 0; i < number.at(0); i++) {
    if ((i + 1) * ENTRY_BYTES > read.length) return true;
    const attributes = read.u32(i * ENTRY_BYTES, isLittleEndian) ?? 0;
    if (((attributes >> 24) & JPEG_FORMAT_BITS) !== 0) return false;
  }
  return false;
}

/** Of the attributes; 0 is JPEG. */
const JPEG_FORMAT_BITS = 7;
