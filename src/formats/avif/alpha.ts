import type { ByteReader } from '../byte-reader.ts';

/** The type of an auxiliary image that is another's alpha (MIAF, ISO/IEC 23000-22, 7.3.5.2). */
const ALPHA_TYPE = 'urn:mpeg:mpegB:cicp:systems:auxiliary:alpha';
/** The properties come first, and texts of more characters than this are slow to make. */
const HEADER_BYTES = 4096;

export function hasAvifAlpha(read: ByteReader): boolean {
  return read.ascii(0, Math.min(read.length, HEADER_BYTES)).includes(ALPHA_TYPE);
}
