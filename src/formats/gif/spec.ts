import { readBytes } from '../byte-reader.ts';
import type { ImageFormatSpec } from '../format.ts';
import { readGifHeader } from './header.ts';
import { GIF_KINDS } from './kinds.ts';
import { GIF } from './names.ts';
import { GIF_VARIANTS, gifVariant, type GifVariant } from './variant.ts';

export const GIF_SPEC: ImageFormatSpec<'gif', GifVariant> = {
  ...GIF,
  matches: (read) => /^GIF8[79]a/.test(read.ascii(0, 6)),
  readHeader(bytes) {
    const header = readGifHeader(readBytes(bytes));
    if ('code' in header) return header;
    const { width, height } = header;
    return { width, height, variant: gifVariant(header) };
  },
  variants: GIF_VARIANTS,
  oddVariants: [],
  isOdd: false,
  hasAlpha(bytes) {
    const header = readGifHeader(readBytes(bytes));
    return !('code' in header) && gifVariant(header) === 'transparent';
  },
  metadata: null,
  endsEarly: (bytes) => bytes[bytes.length - 1] !== TRAILER,
  kinds: GIF_KINDS,
};

const TRAILER = 0x3b;
