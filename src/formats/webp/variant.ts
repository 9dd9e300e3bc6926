import type { ByteReader } from '../byte-reader.ts';
import { readWebpFile } from './file.ts';

/**
 * The kinds of WebP on which decoders differ; a file of several kinds is of the first of them.
 *
 * - `broken`: its structure is none that libwebp takes.
 * - `animated`: it has frames.
 * - `lossy`: a VP8 picture, with or without alpha beside it.
 * - `odd-alpha`: the header and a lossless picture disagree on whether there is alpha, or the picture
 *   has an alpha chunk that does not count.
 */
export const WEBP_VARIANTS = {
  broken: 'broken',
  animated: 'animated',
  lossy: 'lossy',
  'odd-alpha': 'with odd alpha',
} as const;

export type WebpVariant = keyof typeof WEBP_VARIANTS;

/** Null is the everyday kind, lossless. Reads the structure of the whole file. */
export function webpVariant(read: ByteReader): WebpVariant | null {
  const file = readWebpFile(read);
  if (file.kind === 'broken') return 'broken';
  if (file.isAnimated) return 'animated';
  if (!file.frame.isLossless) return 'lossy';
  const isAtOdds = file.saysAlpha !== null && file.saysAlpha !== file.hasAlpha;
  return isAtOdds || file.frame.hasAlphaChunk ? 'odd-alpha' : null;
}
