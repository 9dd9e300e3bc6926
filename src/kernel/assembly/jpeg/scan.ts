// One scan: its MCUs (ITU-T T.81, A.2), row after row, and the decoding of their blocks.
import { dataBits, readScanData } from './entropy-data';
import { coefficientsAt, frame, JpegComponent } from './frame';
import {
  decodeAcFirst,
  decodeDcFirst,
  resetEmptyBlocks,
  refineAc,
  refineDc,
} from './progressive-blocks';
import { recordGoodRow } from './coefficient-bits';
import { readRestart } from './restarts';
import { beginMcuRow, blankMcu, decodeMcu, layOutMcu } from './sequential-mcu';
import { acTableOf, dcTableOf, scanComponent, scanCount } from './scan-components';

/** The result of a scan's blocks. */
export const TO_SAMPLES: i32 = 0;
export const TO_COEFFICIENTS: i32 = 1;
export const DC_FIRST: i32 = 2;
export const DC_REFINED: i32 = 3;
export const AC_FIRST: i32 = 4;
export const AC_REFINED: i32 = 5;

/** Blocks of an MCU, at most (T.81, B.2.3). */
export const MAX_MCU_BLOCKS: i32 = 10;

/** The scan that is being decoded. */
@unmanaged
class Scan {
  kind: i32;
  /** The first and the last coefficient, and how many of their bits are left to later scans. */
  first: i32;
  last: i32;
  bitsLeft: i32;
  /** MCUs, horizontally and vertically; those of a scan of one component are single blocks. */
  columns: i32;
  rows: i32;
  isNonInterleaved: bool;
  restartInterval: i32;
  untilRestart: i32;
  restarts: i32;
  /** The next bit of the data. */
  position: u32;
  /** Whether the data ended within a block: the next ones have none, until a restart. */
  isInsufficient: bool;
  /** The last row with an MCU before which the data had not ended. */
  goodRow: i32;
}

const scan = changetype<Scan>(memory.data(offsetof<Scan>(), 16));

/** Begins a scan of coefficients from `first` to `last`, of which `bitsLeft` bits are left out. */
export function beginScan(
  kind: i32,
  restartInterval: i32,
  first: i32,
  last: i32,
  bitsLeft: i32,
): void {
  const only = scanComponent(0);
  scan.kind = kind;
  scan.first = first;
  scan.last = last;
  scan.bitsLeft = bitsLeft;
  scan.isNonInterleaved = scanCount() == 1;
  scan.columns = scan.isNonInterleaved ? only.widthInBlocks : frame.mcusPerRow;
  scan.rows = scan.isNonInterleaved ? only.heightInBlocks : frame.mcuRows;
  scan.restartInterval = restartInterval;
  scan.untilRestart = restartInterval;
  scan.restarts = 0;
  scan.isInsufficient = false;
  scan.goodRow = 0;
  beginSegment();
  if (kind <= TO_COEFFICIENTS) layOutMcu(kind == TO_SAMPLES);
}

/** Decodes all rows of the scan. */
export function decodeScan(): void {
  for (let y = 0; y < scan.rows; y++) {
    if (scan.isInsufficient && scan.restartInterval == 0) break;
    decodeMcuRow(y);
  }
  recordGoodRow(scan.isNonInterleaved ? scan.goodRow / scanComponent(0).vSamp : scan.goodRow);
}

/**
 * Decodes the next row of MCUs, as libjpeg does: if the data end too early, the remaining blocks of
 * the segment have the coefficients of earlier scans, or zeros.
 */
export function decodeMcuRow(y: i32): void {
  const isSequential = scan.kind <= TO_COEFFICIENTS;
  if (isSequential) beginMcuRow(y);
  for (let x = 0; x < scan.columns; x++) {
    if (!scan.isInsufficient) scan.goodRow = y;
    if (scan.restartInterval > 0) {
      if (scan.untilRestart == 0) restart();
      scan.untilRestart--;
    }
    if (scan.isInsufficient) {
      if (scan.kind == TO_SAMPLES) blankMcu(x);
      continue;
    }
    if (isSequential) scan.position = decodeMcu(x, scan.position);
    else refineMcu(x, y);
    if (scan.position > dataBits()) {
      scan.isInsufficient = true;
      scan.position = dataBits();
    }
  }
}

function restart(): void {
  const hasData = readRestart(scan.restarts & 7);
  scan.restarts++;
  scan.untilRestart = scan.restartInterval;
  beginSegment();
  if (hasData) scan.isInsufficient = false;
}

function beginSegment(): void {
  readScanData();
  scan.position = 0;
  resetEmptyBlocks();
  for (let place = 0; place < scanCount(); place++) scanComponent(place).prediction = 0;
}

/** The blocks of a progressive scan's MCU. */
function refineMcu(x: i32, y: i32): void {
  for (let place = 0; place < scanCount(); place++) {
    const component = scanComponent(place);
    const hSamp = scan.isNonInterleaved ? 1 : component.hSamp;
    const vSamp = scan.isNonInterleaved ? 1 : component.vSamp;
    for (let line = y * vSamp; line < (y + 1) * vSamp; line++) {
      for (let column = x * hSamp; column < (x + 1) * hSamp; column++) {
        refineBlock(place, component, coefficientsAt(component, column, line));
      }
    }
  }
}

/** One block of a progressive scan. */
function refineBlock(place: i32, component: JpegComponent, at: usize): void {
  const position = scan.position;
  const bitsLeft = scan.bitsLeft;
  switch (scan.kind) {
    case DC_FIRST:
      scan.position = decodeDcFirst(component, dcTableOf(place), position, at, bitsLeft);
      return;
    case DC_REFINED:
      scan.position = refineDc(position, at, bitsLeft);
      return;
    case AC_FIRST:
      scan.position = decodeAcFirst(acTableOf(place), position, at, scan.first, scan.last, bitsLeft);
      return;
    default:
      scan.position = refineAc(acTableOf(place), position, at, scan.first, scan.last, bitsLeft);
  }
}
