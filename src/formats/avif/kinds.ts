import { sampleKind, type SampleKind } from '../sample-kind.ts';

export const AVIF_KINDS: readonly SampleKind[] = [
  sampleKind('all', '00000018 66747970 61766966 00000000 61766966 6d696631'),
];
