import { sampleKind, type SampleKind } from '../sample-kind.ts';

const START = '474946383961 4000 4000';
const PALETTE = '000000ffffff';
const PICTURE = '2c 0000 0000 4000 4000 00 02';

export const GIF_KINDS: readonly SampleKind[] = [
  sampleKind('opaque', `${START} 80 00 00 ${PALETTE} ${PICTURE}`),
  sampleKind('with transparency', `${START} 80 00 00 ${PALETTE} 21f9 04 01 0000 00 00 ${PICTURE}`),
  sampleKind(
    'first picture smaller than the whole',
    `${START} 80 00 00 ${PALETTE} 2c 0000 0000 2000 2000 00 02`,
  ),
];
