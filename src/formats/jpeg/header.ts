import { readBytes, type ByteReader } from '../byte-reader.ts';
import { noSizeFailure } from '../image-size.ts';
import { JPEG } from './names.ts';
import { jpegSegments } from './segments.ts';
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
const DQT = 0xdb;
const DRI = 0xdd;
const DHP = 0xde;
const APP0 = 0xe0;
const APP2 = 0xe2;
const APP13 = 0xed;
const APP14 = 0xee;

const ICC_PREAMBLE = 'ICC_PROFILE\0';
/** The preamble, the number of this part of the profile, and the number of parts. */
const ICC_PREAMBLE_BYTES = 14;

/**
 * Reads the segments up to the first scan as Pillow 12.3.0 does when it opens a JPEG, and refuses the
 * same. If there are several frames, the last one counts.
 */
export function readJpegHead(bytes: Uint8Array): JpegHead | Failure {
  let frame: Frame | null = null;
  let hasCutProfile = false;
  let restartInterval = 0;
  for (const { marker, at, body } of jpegSegments(bytes)) {
    if (marker < 0xc0) {
      return malformed(`The JPEG has a marker without a meaning (ff ${hex(marker)}).`);
    }
    if (body === null) return ENDS_EARLY;
    if (isMalformed(marker, body)) {
      return malformed(`A segment of the JPEG's header (ff ${hex(marker)}) is malformed.`);
    }
    if (marker === DRI) restartInterval = readBytes(body).u16(0) ?? 0;
    if (marker === APP2 && beginsWith(body, ICC_PREAMBLE)) {
      hasCutProfile ||= body.length < ICC_PREAMBLE_BYTES;
    }
    if (isFrame(marker)) {
      if (hasCutProfile) return malformed("The JPEG's colour profile is cut.");
      const found = readFrame(marker, readBytes(body));
      if ('code' in found) return found;
      frame = found;
    }
    if (marker === SOS) {
      return frame === null ? malformed(NO_FRAME) : { ...frame, restartInterval, scanAt: at };
    }
  }
  return ENDS_EARLY;
}

const ENDS_EARLY = noSizeFailure(JPEG.label, 'ends-early');
const NO_FRAME = "The JPEG's image data begin before its frame header.";

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

function isMalformed(marker: number, body: Uint8Array): boolean {
  switch (marker) {
    case DQT:
      return !areWholeTables(body);
    case APP0:
      return beginsWith(body, 'JFIF') && body.length < 7; // no version
    case APP13:
      return beginsWith(body, 'Photoshop 3.0\0') && endsAtName(body);
    case APP14:
      return beginsWith(body, 'Adobe') && body.length < 7; // no version
    default:
      return false;
  }
}

// precision (4 bits: 0 for one byte) and number (4 bits), then 64 values
function areWholeTables(body: Uint8Array): boolean {
  let at = 0;
  while (at < body.length) at += 1 + 64 * ((body[at] ?? 0) < 16 ? 1 : 2);
  return at === body.length;
}

const RESOLUTION_INFO = 0x03ed;

/** Whether Photoshop's resource blocks end just before the length of a block's name. */
function endsAtName(body: Uint8Array): boolean {
  const read = readBytes(body);
  let at = 14;
  while (read.ascii(at, 4) === '8BIM') {
    const code = read.u16(at + 4);
    if (code === undefined) return false;
    const nameBytes = read.u8(at + 6);
    if (nameBytes === undefined) return true;
    at = even(at + 7 + nameBytes);
    const size = read.u32(at);
    if (size === undefined) return false;
    if (code === RESOLUTION_INFO && Math.min(size, body.length - at - 4) < 14) return false;
    at = even(at + 4 + size);
  }
  return false;
}

function even(at: number): number {
  return at + (at % 2);
}

function beginsWith(bytes: Uint8Array, text: string): boolean {
  return readBytes(bytes).ascii(0, text.length) === text;
}
