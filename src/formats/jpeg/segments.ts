import { beginsWith } from '../exif/image-metadata.ts';

/** A marker and its segment. */
export interface JpegSegment {
  /** The byte after FF. */
  readonly marker: number;
  /** The offset of its FF. */
  readonly at: number;
  /** Without its length, sharing the file's memory; null if the bytes end within it. */
  readonly body: Uint8Array | null;
}

const SOS = 0xda;

/** Markers of applications' segments. */
export const APP0 = 0xe0;
export const APP1 = 0xe1;
export const APP2 = 0xe2;
export const APP13 = 0xed;
export const APP14 = 0xee;

/**
 * The segments of a JPEG's header, from its second marker to its first scan's header (ITU-T T.81, table
 * B.1). Like Pillow and libjpeg, this skips garbage between segments, fill bytes, and markers without a
 * segment, and reads a length of less than its own two bytes as two.
 */
export function* jpegSegments(bytes: Uint8Array): Generator<JpegSegment, void, void> {
  for (let at = bytes.indexOf(0xff, 2); at >= 0; at = bytes.indexOf(0xff, at)) {
    const marker = bytes[at + 1];
    if (marker === undefined) return;
    if (marker === 0xff) {
      at += 1;
    } else if (marker === 0x00 || isBare(marker)) {
      at += 2;
    } else {
      const high = bytes[at + 2];
      const low = bytes[at + 3];
      const length = high === undefined || low === undefined ? Infinity : high * 256 + low;
      const end = at + 2 + Math.max(length, 2);
      const body = at + 2 + length > bytes.length ? null : bytes.subarray(at + 4, end);
      yield { marker, at, body };
      if (marker === SOS || body === null) return;
      at = end;
    }
  }
}

/** JPG, RST0 to RST7, SOI, EOI, and JPG0 to JPG13. */
function isBare(marker: number): boolean {
  return marker === 0xc8 || (marker >= 0xd0 && marker <= 0xd9) || (marker >= 0xf0 && marker < 0xfe);
}

/** The bodies of the segments of a marker that begin with a text. */
export function bodiesOf(
  segments: Iterable<JpegSegment>,
  marker: number,
  preamble: string,
): readonly Uint8Array[] {
  const bodies: Uint8Array[] = [];
  for (const { marker: other, body } of segments) {
    if (other === marker && body !== null && beginsWith(body, preamble)) bodies.push(body);
  }
  return bodies;
}
