// A JPEG's segments, from the first to the last (ITU-T T.81, annex B), handled as in libjpeg
// (jdmarker.c, jdinput.c).
import { isLumaOnly, parseAdobe, parseJfif, resetColours } from './colour-space';
import { defineConditioning, resetConditioning } from './conditioning';
import {
  CUT_SEGMENT,
  NO_LENGTH,
  segmentEnd,
  nextMarker,
  skipSegment,
  source,
} from './source';
import { CUT, DECODED, GO_ON, MALFORMED, NOT_TAKEN } from './status';
import { beginFrame, canUpsample, componentAt, frame, resetFrame } from './frame';
import { defineTables, resetTables } from './huffman-tables';
import { isEachDecoded } from './lossless';
import { resetProgression } from './coefficient-bits';
import { defineQuantiser, resetQuantisers } from './quantisation-tables';
import { resetScans, hasScans, parseScan } from './scan-header';
import { beginSmoothing, resetSmoothing } from './smoothing';

const SOF0: i32 = 0xc0;
const SOF1: i32 = 0xc1;
const SOF2: i32 = 0xc2;
const SOF3: i32 = 0xc3;
const SOF9: i32 = 0xc9;
const SOF10: i32 = 0xca;
const DAC: i32 = 0xcc;
const TEM: i32 = 0x01;
const RST0: i32 = 0xd0;
const RST7: i32 = 0xd7;
const DHT: i32 = 0xc4;
const SOI: i32 = 0xd8;
const EOI: i32 = 0xd9;
const SOS: i32 = 0xda;
const DQT: i32 = 0xdb;
const DNL: i32 = 0xdc;
const DRI: i32 = 0xdd;
const APP0: i32 = 0xe0;
const APP14: i32 = 0xee;
const APP15: i32 = 0xef;
const COM: i32 = 0xfe;

/** libjpeg's JPEG_MAX_DIMENSION. */
const MAX_SIDE: i32 = 65500;

let hasBegun: bool = false;
let restartInterval: i32 = 0;

/**
 * Walks through a file that is open, to its only scan or to its end, for an image at 1/scale. DECODED:
 * its lines can be asked for. `luma`: grey is wanted of colours. `skipsNone`: scans of coefficients that
 * no sample needs are decoded, too.
 */
export function readSegments(scale: i32, luma: bool, skipsNone: bool): i32 {
  hasBegun = false;
  restartInterval = 0;
  resetScans(scale, skipsNone);
  resetProgression();
  resetSmoothing();
  resetFrame();
  resetTables();
  resetQuantisers();
  resetConditioning();
  resetColours(luma);
  while (true) {
    const marker = nextMarker();
    const ended = marker == EOI ? endOfFile() : parseMarker(marker);
    if (ended != GO_ON) return ended;
  }
}

function endOfFile(): i32 {
  if (source.isCut) return CUT;
  if (!hasScans() || !canUpsample(isLumaOnly())) return MALFORMED;
  if (frame.isLossless) return isEachDecoded() ? DECODED : MALFORMED;
  beginSmoothing();
  return DECODED;
}

function parseMarker(marker: i32): i32 {
  if (marker == SOI) {
    const isFirst = !hasBegun;
    hasBegun = true;
    return isFirst ? GO_ON : MALFORMED;
  }
  // restart markers and TEM have no segment
  if (marker == TEM || (marker >= RST0 && marker <= RST7)) return GO_ON;
  const bytes = skipSegment();
  if (bytes == CUT_SEGMENT) return CUT;
  // without a length it counts as empty, but for tables
  if (bytes == NO_LENGTH) return hasTables(marker) ? MALFORMED : parseSegment(marker, 0);
  return parseSegment(marker, bytes);
}

function hasTables(marker: i32): bool {
  return marker == DHT || marker == DQT || marker == DAC;
}

function parseSegment(marker: i32, bytes: i32): i32 {
  const end = segmentEnd();
  const from = end - <usize>bytes;
  switch (marker) {
    case DHT:
      return defineTables(from, end, false) ? GO_ON : MALFORMED;
    case DQT:
      return defineQuantisers(from, end);
    case DRI:
      if (bytes != 2) return MALFORMED;
      restartInterval = numberAt(from);
      return GO_ON;
    case SOF0:
    case SOF1:
    case SOF2:
    case SOF3:
    case SOF9:
    case SOF10:
      return parseFrame(marker, from, bytes);
    case SOS:
      return parseScan(from, bytes, restartInterval);
    case APP0:
      parseJfif(from, bytes);
      return GO_ON;
    case APP14:
      parseAdobe(from, bytes);
      return GO_ON;
    case DAC:
      return defineConditioning(from, end) ? GO_ON : MALFORMED;
    case DNL:
    case COM:
      return GO_ON;
    default:
      return marker > APP0 && marker <= APP15 ? GO_ON : MALFORMED;
  }
}

@inline
function numberAt(at: usize): i32 {
  return ((<i32>load<u8>(at)) << 8) | load<u8>(at, 1);
}

/** Precision (4 bits: 0 for one byte) and number (4 bits), then 64 values. */
function defineQuantisers(from: usize, end: usize): i32 {
  let at = from;
  while (at < end) {
    const kind = <i32>load<u8>(at);
    const isWide = kind >= 16;
    const next = at + (isWide ? 129 : 65);
    if ((kind & 15) >= 4 || next > end) return MALFORMED;
    defineQuantiser(kind & 15, at + 1, isWide);
    at = next;
  }
  return GO_ON;
}

/** Precision (1 byte), height (2), width (2), components (1), and three bytes for each of them. */
function parseFrame(marker: i32, from: usize, bytes: i32): i32 {
  if (frame.componentCount > 0 || bytes < 6) return MALFORMED;
  const count = <i32>load<u8>(from, 5);
  const height = numberAt(from + 1);
  const width = numberAt(from + 3);
  if (bytes != 6 + 3 * count || width == 0 || height == 0) return MALFORMED;
  if (max(width, height) > MAX_SIDE) return MALFORMED;
  if (load<u8>(from) != 8 || (count != 1 && count != 3 && count != 4)) return NOT_TAKEN;
  const isProgressive = marker == SOF2 || marker == SOF10;
  beginFrame(width, height, count, isProgressive, marker == SOF3, marker >= SOF9);
  for (let i = 0; i < count; i++) {
    const component = componentAt(i);
    const at = from + 6 + 3 * <usize>i;
    component.id = load<u8>(at);
    component.hSamp = <i32>load<u8>(at, 1) >> 4;
    component.vSamp = <i32>load<u8>(at, 1) & 15;
    component.quantTable = load<u8>(at, 2);
    const isOdd = component.hSamp < 1 || component.hSamp > 4;
    if (isOdd || component.vSamp < 1 || component.vSamp > 4) return MALFORMED;
  }
  return GO_ON;
}
