// A scan's header (ITU-T T.81, B.2.3): its components, and whether libjpeg accepts it.
import { arenaIsExhausted } from '../arena';
import { decodeArithmeticScan } from './arithmetic-scan';
import { decideColours, isLosslessColour, isLumaOnly } from './colour-space';
import { allocateData } from './entropy-data';
import { DECODED, GO_ON, MALFORMED, NO_MEMORY, NOT_TAKEN } from './status';
import {
  allocateCoefficients,
  allocateLines,
  blankCoefficients,
  BLOCK_BYTES,
  canUpsample,
  componentAt,
  frame,
  JpegComponent,
  layOutFrame,
} from './frame';
import { defineTables, hasTable } from './huffman-tables';
import { allocateLossless, beginLosslessScan, decodeLosslessScan } from './lossless';
import { beginOutput, isOnlyScan, keepsCoefficients } from './output';
import { recordScan } from './coefficient-bits';
import { quantise } from './quantisation-tables';
import { skipScan } from './restarts';
import {
  AC_FIRST,
  AC_REFINED,
  beginScan,
  DC_FIRST,
  DC_REFINED,
  decodeScan,
  MAX_MCU_BLOCKS,
  TO_COEFFICIENTS,
  TO_SAMPLES,
} from './scan';
import {
  beginScanHeader,
  readyTables,
  scanComponent,
  scanCount,
  setScanComponent,
} from './scan-components';
import { STANDARD_TABLES, STANDARD_TABLES_BYTES } from './standard-tables';

let scale: i32 = 1;
let isLaidOut: bool = false;
/** Whether scans of coefficients that no sample needs are decoded, too. */
let skipsNone: bool = false;

/** Before a file, which is to be decoded at 1/scale. */
export function resetScans(atScale: i32, withoutSkips: bool): void {
  scale = atScale;
  skipsNone = withoutSkips;
  isLaidOut = false;
}

/** Whether a scan was read. */
export function hasScans(): bool {
  return isLaidOut;
}

/** The number of components, two bytes for each, and which coefficients; then the data. */
export function parseScan(from: usize, bytes: i32, restartInterval: i32): i32 {
  if (frame.componentCount == 0 || bytes < 1) return MALFORMED;
  const count = <i32>load<u8>(from);
  if (bytes != 4 + 2 * count || count < 1 || count > frame.componentCount) return MALFORMED;
  beginScanHeader(count);
  let blocks = 0;
  let taken = 0;
  for (let place = 0; place < count; place++) {
    const at = from + 1 + 2 * <usize>place;
    const index = indexOf(load<u8>(at), place);
    if (index < 0 || (taken & (1 << index)) != 0) return MALFORMED;
    taken |= 1 << index;
    setScanComponent(place, index);
    const component = componentAt(index);
    component.dcTable = <i32>load<u8>(at, 1) >> 4;
    component.acTable = <i32>load<u8>(at, 1) & 15;
    blocks += component.hSamp * component.vSamp;
  }
  if (count > 1 && blocks > MAX_MCU_BLOCKS) return MALFORMED;
  if (!isLaidOut) {
    const ready = layOut(count < frame.componentCount || frame.isProgressive);
    if (ready != GO_ON) return ready;
  }
  const range = from + 1 + 2 * <usize>count;
  if (frame.isLossless) return losslessScan(range, restartInterval);
  for (let place = 0; place < count; place++) {
    if (!quantise(scanComponent(place))) return MALFORMED;
  }
  if (frame.isProgressive) return progressiveScan(range, restartInterval);
  return frame.isArithmetic ? arithmeticScan(restartInterval) : sequentialScan(restartInterval);
}

/**
 * The component with this number at a place of the scan; -1: there is none. As in libjpeg (jdmarker.c), it is
 * not looked for in earlier places of the frame, so that some scans in another order are malformed.
 */
function indexOf(id: i32, place: i32): i32 {
  for (let i = place; i < frame.componentCount; i++) {
    if (componentAt(i).id == id) return i;
  }
  return -1;
}

function layOut(hasMoreScans: bool): i32 {
  decideColours();
  // libjpeg-turbo neither scales lossless frames nor converts their colours
  if (frame.isLossless && (scale > 1 || !isLosslessColour())) return NOT_TAKEN;
  layOutFrame(scale);
  // libjpeg finds out before the data of an only scan, and behind those of several
  if (!hasMoreScans && !canUpsample(isLumaOnly())) return MALFORMED;
  allocateData();
  allocateLines(frame.isLossless && hasMoreScans);
  beginOutput(hasMoreScans);
  const hasCoefficients = keepsCoefficients() && !frame.isLossless;
  if (hasCoefficients) allocateCoefficients(skipsNone || frame.isArithmetic);
  if (frame.isLossless) allocateLossless();
  if (arenaIsExhausted()) return NO_MEMORY;
  if (hasCoefficients) blankCoefficients();
  isLaidOut = true;
  return GO_ON;
}

function losslessScan(range: usize, restartInterval: i32): i32 {
  if (!beginLosslessScan(range, restartInterval)) return MALFORMED;
  if (!keepsCoefficients()) return DECODED; // as soon as its lines are asked for
  decodeLosslessScan();
  return GO_ON;
}

function sequentialScan(restartInterval: i32): i32 {
  for (let place = 0; place < scanCount(); place++) {
    const component = scanComponent(place);
    const hasDc = hasTable(false, component.dcTable);
    // a frame of a video may have none, and mean those of T.81, K.3
    if (!hasDc || !hasTable(true, component.acTable)) {
      defineTables(STANDARD_TABLES, STANDARD_TABLES + STANDARD_TABLES_BYTES, true);
    }
    if (!areTablesThere(component, true, true)) return MALFORMED;
  }
  if (!readyTables(true, true)) return MALFORMED;
  beginScan(keepsCoefficients() ? TO_COEFFICIENTS : TO_SAMPLES, restartInterval, 0, 63, 0);
  if (!keepsCoefficients()) return DECODED; // as soon as its lines are asked for
  decodeScan();
  return GO_ON;
}

function arithmeticScan(restartInterval: i32): i32 {
  const status = decodeArithmeticScan(TO_COEFFICIENTS, restartInterval, 0, 63, 0);
  return status == GO_ON && isOnlyScan() ? DECODED : status;
}

function areTablesThere(component: JpegComponent, needsDc: bool, needsAc: bool): bool {
  if (needsDc && !hasTable(false, component.dcTable)) return false;
  return !needsAc || hasTable(true, component.acTable);
}

/** Coefficients from `first` to `last`; bits that are there (4 bits) and that are left (4 bits). */
function progressiveScan(range: usize, restartInterval: i32): i32 {
  const first = <i32>load<u8>(range);
  const last = <i32>load<u8>(range, 1);
  const bits = <i32>load<u8>(range, 2);
  const isRefined = bits >> 4 != 0;
  const left = bits & 15;
  const isDc = first == 0;
  const isRange = isDc ? last == 0 : first <= last && last < 64 && scanCount() == 1;
  if (!isRange || left > 13 || (isRefined && left != (bits >> 4) - 1)) return MALFORMED;
  const kind = isDc ? (isRefined ? DC_REFINED : DC_FIRST) : isRefined ? AC_REFINED : AC_FIRST;
  if (frame.isArithmetic) {
    recordScan(first, last, left);
    return decodeArithmeticScan(kind, restartInterval, first, last, left);
  }
  const needsDc = isDc && !isRefined;
  for (let place = 0; place < scanCount(); place++) {
    if (!areTablesThere(scanComponent(place), needsDc, !isDc)) return MALFORMED;
  }
  if (!readyTables(needsDc, !isDc)) return MALFORMED;
  recordScan(first, last, left);
  if (!isDc && scanComponent(0).blockBytes < BLOCK_BYTES) {
    skipScan(restartsOf(scanComponent(0), restartInterval));
    return GO_ON;
  }
  beginScan(kind, restartInterval, first, last, left);
  decodeScan();
  return GO_ON;
}

/** Restart markers between the data of a scan of this component only. */
function restartsOf(component: JpegComponent, interval: i32): i32 {
  if (interval == 0) return 0;
  return (component.widthInBlocks * component.heightInBlocks - 1) / interval;
}
