import {
  beginsWith,
  EXIF_PREAMBLE,
  type ExifBlock,
  type ImageMetadata,
  type MetadataReader,
} from '../exif/image-metadata.ts';
import { jpegSegments } from './segments.ts';

const APP1 = 0xe1;
const XMP_PREAMBLE = 'http://ns.adobe.com/xap/1.0/\0';

export const JPEG_METADATA: MetadataReader = {
  read: readMetadata,
  exifBlocks: (bytes): readonly ExifBlock[] => exifSegments(bytes).map((body) => ({ body })),
  needsMoreBytes: () => false,
};

function readMetadata(bytes: Uint8Array): ImageMetadata {
  const exif = exifSegments(bytes);
  return {
    // EXIF that is longer than a segment continues in the next
    exif: exif.length === 0 ? undefined : concat(exif.map((b) => b.subarray(EXIF_PREAMBLE.length))),
    xmp: app1Segments(bytes).findLast((body) => beginsWith(body, XMP_PREAMBLE)),
  };
}

function exifSegments(bytes: Uint8Array): readonly Uint8Array[] {
  return app1Segments(bytes).filter((body) => beginsWith(body, EXIF_PREAMBLE));
}

/** The bodies of the APP1 segments before the first scan. */
function app1Segments(bytes: Uint8Array): readonly Uint8Array[] {
  return [...jpegSegments(bytes)].flatMap(({ marker, body }) =>
    marker === APP1 && body !== null ? [body] : [],
  );
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
