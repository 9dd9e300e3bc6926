import { readBytes } from '../byte-reader.ts';
import type { ImageFormatSpec } from '../format.ts';
import { noSizeFailure } from '../image-size.ts';
import { hasAvifAlpha } from './alpha.ts';
import { avifSize, isAvif } from './header.ts';
import { AVIF_KINDS } from './kinds.ts';
import { AVIF } from './names.ts';

export const AVIF_SPEC: ImageFormatSpec<'avif', never> = {
  ...AVIF,
  matches: isAvif,
  readHeader(bytes) {
    const size = avifSize(readBytes(bytes));
    if (typeof size === 'string') return noSizeFailure(AVIF.label, size);
    return { ...(size ?? { width: null, height: null }), variant: null };
  },
  variants: {},
  oddVariants: [],
  isOdd: true,
  hasAlpha: (bytes) => hasAvifAlpha(readBytes(bytes)),
  metadata: null,
  endsEarly: () => false,
  kinds: AVIF_KINDS,
};
