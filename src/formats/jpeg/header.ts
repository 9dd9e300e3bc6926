import { readBytes, type ByteReader } from '../byte-reader.ts';
import { noSizeFailure } from '../image-size.ts';
import { isProfileCut } from './colour-profile.ts';
import { judgeMetadata } from './judge-metadata.ts';
import { isMalformedSegment } from './malformed-segment.ts';
import { JPEG } from './names.ts';
import { jpegSegments, type JpegSegment } from './segments.ts';
import type { Failure } from '../../core/verdict.ts';

/** One of a frame's components, and its sampling factors H and V (ITU-T T.81, A.1.1). */
export interface JpegComponent {
  readonly id: number;
  readonly hSamp: number;
  readonly vSamp: number;
}

/** The header of a JPEG, up to its first scan. */
export interface JpegHead {
  readonly width: number;
  readonly height: number;
  /** The second byte of the start-of-frame marker: C0 to C3, C9 or CA. */
  readonly frameMarker: number;
  /** One, three or four. */
  readonly components: readonly JpegComponent[];
  /** MCUs between two restart markers; 0 if there are none. */
  readonly restartInterval: number;
  /** The offset of the first scan's marker (FF DA). */
  readonly scanAt: number;
}

type Frame = Omit<JpegHead, 'restartInterval' | 'scanAt'>;

const SOS = 0xda;
const DRI = 0xdd;
const DHP = 0xde;

/**
 * Reads the segments up to the first scan as Pillow 12.3.0 does when it opens a JPEG, and refuses the
 * same. If there are several frames, the last one counts.
 */
export function readJpegHead(bytes: Uint8Array): JpegHead | Failure {
  let frame: Frame | null = null;
  let restartInterval = 0;
  const segments: JpegSegment[] = [];
  for (const segment of jpegSegments(bytes)) {
    const { marker, at, body } = segment;
    if (body === null) return judgeMarker(marker) ?? ENDS_EARLY;
    const failure = judgeMarker(marker) ?? judgeBody(marker, body);
    if (failure !== null) return failure;
    if (marker === DRI) restartInterval = readBytes(body).u16(0) ?? 0;
    if (isFrame(marker)) {
      const found = readFrame(marker, readBytes(body));
      if ('code' in found) return found;
      if (isProfileCut(behindLastFrame(segments))) return PROFILE_CUT;
      frame = found;
    }
    if (marker === SOS) {
      if (frame === null) return malformed(NO_FRAME);
      return judgeMetadata(segments) ?? { ...frame, restartInterval, scanAt: at };
    }
    segments.push(segment);
  }
  return ENDS_EARLY;
}

const ENDS_EARLY = noSizeFailure(JPEG.label, 'ends-early');
const NO_FRAME = "The JPEG's image data begin before its frame header.";
const PROFILE_CUT = malformed("The JPEG's colour profile is cut.");

function judgeMarker(marker: number): Failure | null {
  if (marker >= 0xc0) return null;
  return malformed(`The JPEG has a marker without a meaning (ff ${hex(marker)}).`);
}

function judgeBody(marker: number, body: Uint8Array): Failure | null {
  if (!isMalformedSegment(marker, body)) return null;
  return malformed(`A segment of the JPEG's header (ff ${hex(marker)}) is malformed.`);
}

function malformed(detail: string): Failure {
  return { code: 'corrupt', detail };
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

function isFrame(marker: number): boolean {
  if (marker === DHP) return true; // Pillow reads it as a frame
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** At each frame Pillow puts a profile together, of the segments since the one before. */
function behindLastFrame(segments: readonly JpegSegment[]): readonly JpegSegment[] {
  return segments.slice(segments.findLastIndex(({ marker }) => isFrame(marker)) + 1);
}

const MODES = new Set([1, 3, 4]);

/** Hierarchical JPEG, and lossless JPEG with arithmetic coding, which libjpeg-turbo does not read. */
const UNREAD_FRAMES = new Set([0xc5, 0xc6, 0xc7, 0xcb, 0xcd, 0xce, 0xcf, DHP]);

// precision (1 byte), height (2), width (2), number of components (1), and 3 bytes for each:
// identifier, sampling factors H (4 bits) and V (4 bits), quantisation table
function readFrame(frameMarker: number, read: ByteReader): Frame | Failure {
  const precision = read.u8(0);
  const height = read.u16(1);
  const width = read.u16(3);
  const layers = read.u8(5);
  if (height === undefined || width === undefined || layers === undefined) {
    return malformed("The JPEG's frame header is cut.");
  }
  if (precision !== 8) {
    return unsupported(`This JPEG has ${precision} bits a sample: Pillow reads 8.`);
  }
  if (!MODES.has(layers)) {
    return unsupported(`This JPEG has ${layers} components: Pillow reads 1, 3 or 4.`);
  }
  if (UNREAD_FRAMES.has(frameMarker)) {
    return unsupported('This JPEG is hierarchical, or of another kind that Pillow does not read.');
  }
  if ((read.length - 6) % 3 !== 0) return malformed("The JPEG's frame header is malformed.");
  if (width === 0 || height === 0) return noSizeFailure(JPEG.label, 'malformed');
  const components = Array.from({ length: layers }, (_, i) => {
    const factors = read.u8(7 + 3 * i) ?? 0;
    return { id: read.u8(6 + 3 * i) ?? 0, hSamp: factors >> 4, vSamp: factors & 15 };
  });
  return { width, height, frameMarker, components };
}

function unsupported(detail: string): Failure {
  return { code: 'unsupported', detail };
}
