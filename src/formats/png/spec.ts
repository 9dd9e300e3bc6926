import { readBytes } from '../byte-reader.ts';
import type { ImageFormatSpec } from '../format.ts';
import { noSizeFailure } from '../image-size.ts';
import { hasPngAlpha } from './alpha.ts';
import { pngSize } from './header.ts';
import { PNG_KINDS } from './kinds.ts';
import { PNG_METADATA } from './metadata.ts';
import { PNG } from './names.ts';

export const PNG_SPEC: ImageFormatSpec<'png', never> = {
  ...PNG,
  matches: (read) => read.ascii(0, 8) === '\x89PNG\r\n\x1a\n',
  readHeader(bytes) {
    const size = pngSize(readBytes(bytes));
    if (typeof size === 'string') return noSizeFailure(PNG.label, size);
    return { ...size, variant: null };
  },
  variants: {},
  oddVariants: [],
  isOdd: false,
  hasAlpha: (bytes) => hasPngAlpha(readBytes(bytes)),
  metadata: PNG_METADATA,
  endsEarly: (bytes) => lastIndexOfAscii(bytes, 'IEND') < 0,
  kinds: PNG_KINDS,
};

function lastIndexOfAscii(bytes: Uint8Array, text: string): number {
  const codes = Array.from(text, (letter) => letter.charCodeAt(0));
  for (let at = bytes.length - codes.length; at >= 0; at--) {
    if (codes.every((code, i) => bytes[at + i] === code)) return at;
  }
  return -1;
}
