import { sampleKind, type SampleKind } from '../sample-kind.ts';

const START = '89504e470d0a1a0a 0000000d 49484452 00000040 00000040';
const PALETTE = '000000ffffff';

export const PNG_KINDS: readonly SampleKind[] = [
  sampleKind('RGB and RGBA', `${START} 08 06 000000 00000000 00000000 49444154`),
  sampleKind(
    'palette',
    `${START} 01 03 000000 00000000 00000006 504c5445 ${PALETTE} 00000000 00000000 49444154`,
  ),
  sampleKind('16 bits of grey', `${START} 10 00 000000 00000000 00000000 49444154`),
  sampleKind(
    'animated',
    `${START} 08 02 000000 00000000 00000008 6163544c 0000000200000000 00000000 00000000 49444154`,
  ),
];
