import { sampleKind, type SampleKind } from '../sample-kind.ts';

export const JXL_KINDS: readonly SampleKind[] = [sampleKind('all', 'ff0a 000000000000')];
