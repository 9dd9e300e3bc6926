import { sampleKind, type SampleKind } from '../sample-kind.ts';

const START = '424d 00300000 00000000';

export const BMP_KINDS: readonly SampleKind[] = [
  sampleKind(
    '24 bits, or a palette',
    `${START} 36000000 28000000 40000000 40000000 0100 1800 00000000`,
  ),
  sampleKind('16 bits', `${START} 36000000 28000000 40000000 40000000 0100 1000 00000000`),
  sampleKind('run lengths', `${START} 36040000 28000000 40000000 40000000 0100 0800 01000000`),
];
