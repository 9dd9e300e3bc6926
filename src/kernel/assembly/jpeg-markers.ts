// A JPEG's segments, from its first to its end (ITU-T T.81, annex B), heeded as libjpeg does
// (jdmarker.c, jdinput.c).
import {
  allocateData,
  CUT_SEGMENT,
  isFileCut,
  NO_LENGTH,
  segmentEnd,
  skipScan,
  takeMarker,
  takeSegment,
} from './jpeg-data';
import { arenaIsExhausted } from './arena';
import {
  allocateCoefficients,
  allocatePlanes,
  beginFrame,
  blankCoefficients,
  blankPlanes,
  componentAt,
  componentCount,
  forgetFrame,
  isProgressive,
  JpegComponent,
  layOutFrame,
} from './jpeg-frame';
import { defineTables, forgetTables, hasTable } from './jpeg-huffman';
import {
  AC_FIRST,
  AC_REFINED,
  beginScan,
  DC_FIRST,
  DC_REFINED,
  decodeScan,
  MAX_MCU_BLOCKS,
  readyTables,
  scanComponent,
  scanCount,
  setScanComponent,
  TO_COEFFICIENTS,
  TO_SAMPLES,
  transformAll,
} from './jpeg-scan';
import { defineQuantiser, forgetQuantisers, quantise } from './jpeg-quantisers';
import { STANDARD_TABLES, STANDARD_TABLES_BYTES } from './jpeg-standard-tables';
import { forgetColours, heedAdobe, heedJfif } from './jpeg-colours';

/** What becomes of a file; the order is that of kernel/jpeg-reader.ts. */
export const DECODED: i32 = 0;
/** All pixels are there, but the data ended otherwise than a file's do. */
export const ENDED_ODDLY: i32 = 1;
export const CUT: i32 = 2;
export const MALFORMED: i32 = 3;
export const NOT_TAKEN: i32 = 4;
export const NO_MEMORY: i32 = 5;
/** Not an end: go on. */
const GO_ON: i32 = -1;

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

let scale: i32 = 1;
let hasBegun: bool = false;
let restartInterval: i32 = 0;
let isLaidOut: bool = false;
let keepsCoefficients: bool = false;

/** Walks through a file that is open, to its end, and decodes it at 1/scale. */
export function readSegments(atScale: i32): i32 {
  scale = atScale;
  hasBegun = false;
  restartInterval = 0;
  isLaidOut = false;
  keepsCoefficients = false;
  forgetFrame();
  forgetTables();
  forgetQuantisers();
  forgetColours();
  while (true) {
    const marker = takeMarker();
    const ended = marker == EOI ? endOfFile() : heed(marker);
    if (ended != GO_ON) return ended;
  }
}

function endOfFile(): i32 {
  if (isFileCut()) return CUT;
  if (!isLaidOut) return MALFORMED;
  transformAll(componentCount);
  return DECODED;
}

function heed(marker: i32): i32 {
  if (marker == SOI) {
    const isFirst = !hasBegun;
    hasBegun = true;
    return isFirst ? GO_ON : MALFORMED;
  }
  // restart markers and TEM have no segment
  if (marker == TEM || (marker >= RST0 && marker <= RST7)) return GO_ON;
  const bytes = takeSegment();
  if (bytes == CUT_SEGMENT) return CUT;
  // without a length it is as if nothing were in it, but for tables
  if (bytes == NO_LENGTH) return marker == DHT || marker == DQT ? MALFORMED : heedBody(marker, 0);
  return heedBody(marker, bytes);
}

function heedBody(marker: i32, bytes: i32): i32 {
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
      return heedFrame(marker, from, bytes);
    case SOS:
      return heedScan(from, bytes);
    case APP0:
      heedJfif(from, bytes);
      return GO_ON;
    case APP14:
      heedAdobe(from, bytes);
      return GO_ON;
    case DAC:
    case DNL:
    case COM:
      return GO_ON;
    case SOF3:
    case SOF9:
    case SOF10:
      return componentCount > 0 ? MALFORMED : NOT_TAKEN;
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
function heedFrame(marker: i32, from: usize, bytes: i32): i32 {
  if (componentCount > 0 || bytes < 6) return MALFORMED;
  const count = <i32>load<u8>(from, 5);
  const height = numberAt(from + 1);
  const width = numberAt(from + 3);
  if (bytes != 6 + 3 * count || width == 0 || height == 0) return MALFORMED;
  if (max(width, height) > MAX_SIDE) return MALFORMED;
  if (load<u8>(from) != 8 || (count != 1 && count != 3)) return NOT_TAKEN;
  beginFrame(width, height, count, marker == SOF2);
  for (let i = 0; i < count; i++) {
    const component = componentAt(i);
    const at = from + 6 + 3 * <usize>i;
    component.id = load<u8>(at);
    component.across = <i32>load<u8>(at, 1) >> 4;
    component.down = <i32>load<u8>(at, 1) & 15;
    component.quantisation = load<u8>(at, 2);
    const isOdd = component.across < 1 || component.across > 4;
    if (isOdd || component.down < 1 || component.down > 4) return MALFORMED;
  }
  return GO_ON;
}

/** The number of components, two bytes for each, and which coefficients; then the data. */
function heedScan(from: usize, bytes: i32): i32 {
  if (componentCount == 0 || bytes < 1) return MALFORMED;
  const count = <i32>load<u8>(from);
  if (bytes != 4 + 2 * count || count < 1 || count > componentCount) return MALFORMED;
  beginScan(count);
  let blocks = 0;
  let taken = 0;
  for (let place = 0; place < count; place++) {
    const at = from + 1 + 2 * <usize>place;
    const index = indexOf(load<u8>(at), taken);
    if (index < 0) return MALFORMED;
    taken |= 1 << index;
    setScanComponent(place, index);
    const component = componentAt(index);
    component.dcTable = <i32>load<u8>(at, 1) >> 4;
    component.acTable = <i32>load<u8>(at, 1) & 15;
    blocks += component.across * component.down;
  }
  if (count > 1 && blocks > MAX_MCU_BLOCKS) return MALFORMED;
  if (!isLaidOut) {
    const ready = layOut(count < componentCount || isProgressive);
    if (ready != GO_ON) return ready;
  }
  for (let place = 0; place < count; place++) {
    if (!quantise(scanComponent(place))) return MALFORMED;
  }
  const range = from + 1 + 2 * <usize>count;
  if (isProgressive) return progressiveScan(load<u8>(range), load<u8>(range, 1), load<u8>(range, 2));
  return sequentialScan();
}

/** The component with this number that is not among those that were taken; -1: there is none. */
function indexOf(id: i32, taken: i32): i32 {
  for (let i = 0; i < componentCount; i++) {
    if (componentAt(i).id == id && (taken & (1 << i)) == 0) return i;
  }
  return -1;
}

function layOut(hasMoreScans: bool): i32 {
  layOutFrame(scale);
  keepsCoefficients = hasMoreScans;
  allocateData();
  allocatePlanes();
  if (keepsCoefficients) allocateCoefficients();
  if (arenaIsExhausted()) return NO_MEMORY;
  blankPlanes();
  if (keepsCoefficients) blankCoefficients();
  isLaidOut = true;
  return GO_ON;
}

function sequentialScan(): i32 {
  for (let place = 0; place < scanCount; place++) {
    const component = scanComponent(place);
    const hasDc = hasTable(false, component.dcTable);
    // a frame of a video may have none, and mean those of T.81, K.3
    if (!hasDc || !hasTable(true, component.acTable)) {
      defineTables(STANDARD_TABLES, STANDARD_TABLES + STANDARD_TABLES_BYTES, true);
    }
    if (!areTablesThere(component, true, true)) return MALFORMED;
  }
  if (!readyTables(true, true)) return MALFORMED;
  decodeScan(keepsCoefficients ? TO_COEFFICIENTS : TO_SAMPLES, restartInterval, 0, 63, 0);
  if (keepsCoefficients) return GO_ON;
  return takeMarker() == EOI && !isFileCut() ? DECODED : ENDED_ODDLY;
}

function areTablesThere(component: JpegComponent, needsDc: bool, needsAc: bool): bool {
  if (needsDc && !hasTable(false, component.dcTable)) return false;
  return !needsAc || hasTable(true, component.acTable);
}

/** Coefficients from `first` to `last`; bits that are there (4 bits) and that are left (4 bits). */
function progressiveScan(first: i32, last: i32, bits: i32): i32 {
  const isRefined = bits >> 4 != 0;
  const left = bits & 15;
  const isDc = first == 0;
  const isRange = isDc ? last == 0 : first <= last && last < 64 && scanCount == 1;
  if (!isRange || left > 13 || (isRefined && left != (bits >> 4) - 1)) return MALFORMED;
  const needsDc = isDc && !isRefined;
  for (let place = 0; place < scanCount; place++) {
    if (!areTablesThere(scanComponent(place), needsDc, !isDc)) return MALFORMED;
  }
  if (!readyTables(needsDc, !isDc)) return MALFORMED;
  if (isDc) decodeScan(isRefined ? DC_REFINED : DC_FIRST, restartInterval, 0, 0, left);
  else if (scanComponent(0).side == 1) skipScan(restartInterval > 0);
  else decodeScan(isRefined ? AC_REFINED : AC_FIRST, restartInterval, first, last, left);
  return GO_ON;
}
