import { APP2, bodiesOf, type JpegSegment } from './segments.ts';

const PREAMBLE = 'ICC_PROFILE\0';
/** The preamble, the number of this part of the profile, and the number of parts. */
const HEADER_BYTES = 14;

/**
 * Whether Pillow 12.3.0 refuses a JPEG for the parts of its profile: it sorts them as bytes, and reads the number of
 * parts from the first of them only.
 */
export function isProfileCut(segments: readonly JpegSegment[]): boolean {
  const parts = bodiesOf(segments, APP2, PREAMBLE);
  const [first] = parts.toSorted((a, b) => orderOf(a) - orderOf(b));
  return first !== undefined && first.length < HEADER_BYTES;
}

/** By the two bytes behind the preamble; one that is missing comes before all others. */
function orderOf(part: Uint8Array): number {
  return (part[HEADER_BYTES - 2] ?? -1) * 257 + (part[HEADER_BYTES - 1] ?? -1);
}
