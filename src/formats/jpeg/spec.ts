import type { ImageFormatSpec } from '../format.ts';
import { readJpegHead } from './header.ts';
import { JPEG_KINDS } from './kinds.ts';
import { JPEG_METADATA } from './metadata.ts';
import { JPEG } from './names.ts';
import { JPEG_VARIANTS, jpegVariant, type JpegVariant } from './variant.ts';

export const JPEG_SPEC: ImageFormatSpec<'jpeg', JpegVariant> = {
  ...JPEG,
  matches: (read) => read.u8(0) === 0xff && read.u8(1) === 0xd8 && read.u8(2) === 0xff,
  readHeader(bytes) {
    const head = readJpegHead(bytes);
    if ('code' in head) return head;
    const { width, height } = head;
    return { width, height, variant: jpegVariant(head) };
  },
  variants: JPEG_VARIANTS,
  oddVariants: ['cmyk', 'lossless', 'arithmetic'],
  isOdd: false,
  hasAlpha: () => false,
  metadata: JPEG_METADATA,
  // the thumbnail inside a camera's header has an end of its own, before the scan begins
  endsEarly: (bytes) => lastIndexOfMarker(bytes, EOI) <= lastIndexOfMarker(bytes, SOS),
  kinds: JPEG_KINDS,
};

const EOI = 0xd9;
const SOS = 0xda;

function lastIndexOfMarker(bytes: Uint8Array, marker: number): number {
  for (let at = bytes.length - 2; at >= 0; at--) {
    if (bytes[at] === 0xff && bytes[at + 1] === marker) return at;
  }
  return -1;
}
