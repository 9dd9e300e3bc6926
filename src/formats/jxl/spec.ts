import type { ImageFormatSpec } from '../format.ts';
import { JXL_KINDS } from './kinds.ts';
import { JXL } from './names.ts';

/** Its header is an entropy-coded stream, which is left to the decoder. */
export const JXL_SPEC: ImageFormatSpec<'jxl', never> = {
  ...JXL,
  // a container, or a bare codestream
  matches: (read) =>
    read.ascii(0, 12) === '\0\0\0\x0cJXL \r\n\x87\n' || read.ascii(0, 2) === '\xff\x0a',
  readHeader: () => ({ width: null, height: null, variant: null }),
  variants: {},
  oddVariants: [],
  isOdd: true,
  hasAlpha: () => false,
  metadata: null,
  endsEarly: () => false,
  kinds: JXL_KINDS,
};
