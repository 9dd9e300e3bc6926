import { sampleKind, type SampleKind } from '../sample-kind.ts';

const VP8 = '56503820 0a000000 300100 9d012a 4000 4000';
const VP8L = '5650384c 0a000000 2f 3fc00f00 00000000 00';
const VP8X = '56503858 0a000000';
const ANIM = '414e494d 06000000 00000000 0000';
const ANMF = '414e4d46 22000000 000000 000000 3f0000 3f0000 640000 00';

export const WEBP_KINDS: readonly SampleKind[] = [
  sampleKind('lossy', `52494646 16000000 57454250 ${VP8}`),
  sampleKind('lossless', `52494646 16000000 57454250 ${VP8L}`),
  sampleKind(
    'animated',
    `52494646 4e000000 57454250 ${VP8X} 02000000 3f0000 3f0000 ${ANIM} ${ANMF} ${VP8}`,
  ),
];
