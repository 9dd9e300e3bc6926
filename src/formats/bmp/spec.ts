import { readBytes, type ByteReader } from '../byte-reader.ts';
import type { ImageFormatSpec } from '../format.ts';
import { noSizeFailure } from '../image-size.ts';
import { bmpSize, hasBmpAlpha } from './header.ts';
import { BMP_KINDS } from './kinds.ts';
import { BMP } from './names.ts';

export const BMP_SPEC: ImageFormatSpec<'bmp', never> = {
  ...BMP,
  matches: isBmp,
  readHeader(bytes) {
    const size = bmpSize(readBytes(bytes));
    if (size === 'unknown-header') return { width: null, height: null, variant: null };
    if (typeof size === 'string') return noSizeFailure(BMP.label, size);
    return { ...size, variant: null };
  },
  variants: {},
  oddVariants: [],
  isOdd: false,
  hasAlpha: (bytes) => hasBmpAlpha(readBytes(bytes)),
  metadata: null,
  endsEarly: (bytes) => (readBytes(bytes).u32(2, true) ?? Infinity) > bytes.length,
  kinds: BMP_KINDS,
};

// "BM" alone begins many texts, whose letters would be a header of many millions of bytes
function isBmp(read: ByteReader): boolean {
  if (read.ascii(0, 2) !== 'BM') return false;
  const headerBytes = read.u32(14, true);
  if (headerBytes !== undefined) return headerBytes < 2 ** 16;
  return !/^[\t\n\r -\xff]{4,}$/.test(read.ascii(2, 16));
}
