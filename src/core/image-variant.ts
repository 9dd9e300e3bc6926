import { readBytes, type ByteReader } from './byte-reader.ts';
import { readGifHeader } from './gif-header.ts';
import type { JpegComponent, JpegHead } from './jpeg-head.ts';
import { areScansComplete, isOnlyScan, isProgressive, readJpegScan } from './jpeg-scans.ts';

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
 * - WebP `odd-alpha`: the header and the picture disagree on whether there is alpha.
 * - WebP `lossy`: a VP8 picture, with or without alpha beside it.
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
  'transparent',
] as const;

export type ImageVariant = (typeof IMAGE_VARIANTS)[number];

/** Chunks that are looked at; files that mean well have few. */
const MAX_STEPS = 10_000;

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

const ANIMATION_FLAG = 0x02;
const ALPHA_FLAG = 0x10;

/** WebP: the first picture's chunk, inside of VP8X too (RFC 9649). */
export function webpVariant(read: ByteReader): ImageVariant | null {
  let flags: number | null = null;
  let hasAlphaChunk = false;
  let at = 12;
  for (let step = 0; step < MAX_STEPS; step++) {
    const type = read.ascii(at, 4);
    const length = read.u32(at + 4, true);
    const saysAlpha = flags === null ? null : (flags & ALPHA_FLAG) !== 0;
    if (type === 'ANIM' || type === 'ANMF') return 'animated';
    if (type === 'VP8 ') return isAtOdds(saysAlpha, hasAlphaChunk) ? 'odd-alpha' : 'lossy';
    if (type === 'VP8L') {
      const hasAlpha = (((read.u32(at + 9, true) ?? 0) >>> 28) & 1) === 1;
      return isAtOdds(saysAlpha, hasAlpha) ? 'odd-alpha' : null;
    }
    if (length === undefined) return null;
    if (type === 'VP8X') flags = read.u8(at + 8) ?? 0;
    if (type === 'VP8X' && ((flags ?? 0) & ANIMATION_FLAG) !== 0) return 'animated';
    if (type === 'ALPH') hasAlphaChunk = true;
    at += 8 + length + (length % 2);
  }
  return null;
}

/** `said` is null where there is no header that says anything. */
function isAtOdds(said: boolean | null, is: boolean): boolean {
  return said !== null && said !== is;
}

/** GIF: what is said of the first picture, and before it. */
export function gifVariant(read: ByteReader): ImageVariant | null {
  const header = readGifHeader(read);
  return 'code' in header || header.transparentIndex === null ? null : 'transparent';
}
