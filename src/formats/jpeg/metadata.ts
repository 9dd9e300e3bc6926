import {
  EXIF_PREAMBLE,
  type ExifBlock,
  type ImageMetadata,
  type MetadataReader,
} from '../exif/image-metadata.ts';
import { APP0, APP1, bodiesOf, jpegSegments, type JpegSegment } from './segments.ts';

const XMP_PREAMBLE = 'http://ns.adobe.com/xap/1.0/\0';

export const JPEG_METADATA: MetadataReader = {
  read: (bytes) => metadataOf([...jpegSegments(bytes)]),
  exifBlocks: (bytes): readonly ExifBlock[] =>
    bodiesOf(jpegSegments(bytes), APP1, EXIF_PREAMBLE).map((body) => ({ body })),
  needsMoreBytes: () => false,
};

/** The metadata in the segments before the first scan. */
export function metadataOf(segments: readonly JpegSegment[]): ImageMetadata {
  const exif = bodiesOf(segments, APP1, EXIF_PREAMBLE);
  return {
    // EXIF that is longer than a segment continues in the next
    exif: exif.length === 0 ? undefined : concat(exif.map((b) => b.subarray(EXIF_PREAMBLE.length))),
    xmp: bodiesOf(segments, APP1, XMP_PREAMBLE).at(-1),
    // Pillow looks for a resolution in EXIF when it opens a JPEG that has no other
    ignoresBrokenExif: !bodiesOf(segments, APP0, 'JFIF').some(hasDensity),
  };
}

/** JFIF 1.02: version (2 bytes), unit (1: inch, 2: cm), and densities of 2 bytes each. */
function hasDensity(jfif: Uint8Array): boolean {
  return jfif.length >= 12 && (jfif[7] === 1 || jfif[7] === 2);
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const [only, ...others] = parts;
  if (only !== undefined && others.length === 0) return only;
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
