import { readBytes } from '../byte-reader.ts';
import type { ImageFormatSpec } from '../format.ts';
import { noSizeFailure } from '../image-size.ts';
import { hasWebpAlpha } from './alpha.ts';
import { webpSize } from './header.ts';
import { WEBP_KINDS } from './kinds.ts';
import { WEBP_METADATA } from './metadata.ts';
import { WEBP } from './names.ts';
import { WEBP_VARIANTS, webpVariant, type WebpVariant } from './variant.ts';

export const WEBP_SPEC: ImageFormatSpec<'webp', WebpVariant> = {
  ...WEBP,
  matches: (read) => read.ascii(0, 4) === 'RIFF' && read.ascii(8, 4) === 'WEBP',
  readHeader(bytes) {
    const read = readBytes(bytes);
    const size = webpSize(read);
    if (typeof size === 'string') return noSizeFailure(WEBP.label, size);
    return { ...size, variant: webpVariant(read) };
  },
  variants: WEBP_VARIANTS,
  oddVariants: ['animated', 'odd-alpha'],
  isOdd: false,
  hasAlpha: (bytes) => hasWebpAlpha(readBytes(bytes)),
  metadata: WEBP_METADATA,
  endsEarly: (bytes) => (readBytes(bytes).u32(4, true) ?? Infinity) + 8 > bytes.length,
  kinds: WEBP_KINDS,
};
