import { readBytes, type ByteReader } from './byte-reader.ts';
import { readGifHeader } from './gif/header.ts';
import type { JpegComponent, JpegHead } from './jpeg/header.ts';
import { areScansComplete, isOnlyScan, isProgressive, readJpegScan } from './jpeg/scans.ts';
import { readWebpFile } from './webp/file.ts';

/**
 * What kind of its format a file is, where decoders differ on it; of two that hold, the first here.
 *
 * - JPEG `cmyk`: four components (CMYK or YCCK); `odd-cmyk`: which is also one of the next three.
 * - JPEG `lossless` (SOF3), `arithmetic` (SOF9 and SOF10).
 * - JPEG `incomplete`: progressive, and its scans do not bring every bit; `several-scans`: not
 *   progressive, and yet not all components are in the first scan.
 * - JPEG `chroma-440`: a component has every column but half the rows (libjpeg-turbo smooths these,
 *   its relatives do not); `other-sampling`: neither that nor 4:4:4, 4:2:2, 4:2:0.
 * - WebP `animated`: it has frames.
 * - WebP `odd-alpha`: the header and a lossless picture disagree on whether there is alpha, or the
 *   picture has a chunk of alpha that does not count.
 * - WebP `lossy`: a VP8 picture, with or without alpha beside it.
 * - WebP `broken`: no such structure as libwebp takes.
 * - GIF `transparent`: a colour of the first picture is.
 */
export const IMAGE_VARIANTS = [
  'cmyk',
  'odd-cmyk',
  'lossless',
  'arithmetic',
  'incomplete',
  'several-scans',
  'chroma-440',
  'other-sampling',
  'animated',
  'odd-alpha',
  'lossy',
  'broken',
  'transparent',
] as const;

export type ImageVariant = (typeof IMAGE_VARIANTS)[number];

const LOSSLESS = 0xc3;

/** Of a progressive JPEG all of the file's bytes are read. Null is the everyday kind. */
export function jpegVariant(bytes: Uint8Array, head: JpegHead): ImageVariant | null {
  const { frameMarker, components } = head;
  const isArithmetic = frameMarker > LOSSLESS;
  const isIncomplete = isProgressive(head) && !isArithmetic && !areScansComplete(bytes, head);
  if (components.length === 4) {
    const isUsual = frameMarker !== LOSSLESS && !isArithmetic && !isIncomplete;
    return isUsual ? 'cmyk' : 'odd-cmyk';
  }
  if (frameMarker === LOSSLESS) return 'lossless';
  if (isArithmetic) return 'arithmetic';
  if (isIncomplete) return 'incomplete';
  const steps = chromaSteps(components);
  if (steps.includes('1x2')) return 'chroma-440';
  const hasMoreScans = !isOnlyScan(head, readJpegScan(readBytes(bytes), head.scanAt));
  if (!isProgressive(head) && hasMoreScans) return 'several-scans';
  if (components.length === 1) return null;
  return USUAL_SAMPLINGS.has(steps) ? null : 'other-sampling';
}

const USUAL_SAMPLINGS = new Set(['1x1 1x1 1x1', '1x1 2x1 2x1', '1x1 2x2 2x2']);

/** How many columns and rows share a sample of each component: "1x1 2x2 2x2" is 4:2:0. */
function chromaSteps(components: readonly JpegComponent[]): string {
  const across = Math.max(...components.map((component) => component.across));
  const down = Math.max(...components.map((component) => component.down));
  const steps = components.map((of) => `${across / of.across}x${down / of.down}`);
  return steps.join(' ');
}

/** WebP: what the whole structure says. */
export function webpVariant(read: ByteReader): ImageVariant | null {
  const file = readWebpFile(read);
  if (file.kind === 'broken') return 'broken';
  if (file.isAnimated) return 'animated';
  if (!file.frame.isLossless) return 'lossy';
  const isAtOdds = file.saysAlpha !== null && file.saysAlpha !== file.hasAlpha;
  return isAtOdds || file.frame.hasAlphaChunk ? 'odd-alpha' : null;
}

/** GIF: what is said of the first picture, and before it. */
export function gifVariant(read: ByteReader): ImageVariant | null {
  const header = readGifHeader(read);
  return 'code' in header || header.transparentIndex === null ? null : 'transparent';
}
