import { readBytes } from '../byte-reader.ts';
import type { JpegComponent, JpegHead } from './header.ts';
import { areScansComplete, isOnlyScan, isProgressive, readJpegScan } from './scans.ts';

/**
 * The kinds of JPEG on which decoders differ; a file of several kinds is of the first of them.
 *
 * - `lossless` (SOF3).
 * - `cmyk`: four components (CMYK or YCCK).
 * - `arithmetic` (SOF9 and SOF10).
 * - `incomplete`: progressive, and its scans do not contain every bit.
 * - `chroma-440`: a component has every column but half of the rows. libjpeg-turbo smooths these,
 *   its relatives do not.
 * - `several-scans`: not progressive, and yet not all components are in the first scan.
 * - `other-sampling`: none of 4:4:4, 4:2:2, 4:2:0 and 4:4:0.
 */
export const JPEG_VARIANTS = {
  cmyk: 'CMYK',
  lossless: 'lossless',
  arithmetic: 'arithmetic',
  incomplete: 'incomplete',
  'chroma-440': '4:4:0',
  'several-scans': 'of several scans',
  'other-sampling': 'of rare sampling',
} as const;

export type JpegVariant = keyof typeof JPEG_VARIANTS;

const LOSSLESS = 0xc3;

/** Null is the everyday kind. Reads all bytes of a progressive JPEG. */
export function jpegVariant(bytes: Uint8Array, head: JpegHead): JpegVariant | null {
  const { frameMarker, components } = head;
  if (frameMarker === LOSSLESS) return 'lossless';
  if (components.length === 4) return 'cmyk';
  if (frameMarker > LOSSLESS) return 'arithmetic';
  if (isProgressive(head) && !areScansComplete(bytes, head)) return 'incomplete';
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
  const maxH = Math.max(...components.map(({ hSamp }) => hSamp));
  const maxV = Math.max(...components.map(({ vSamp }) => vSamp));
  const steps = components.map(({ hSamp, vSamp }) => `${maxH / hSamp}x${maxV / vSamp}`);
  return steps.join(' ');
}
