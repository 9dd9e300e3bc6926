// One scan: its MCUs (ITU-T T.81, A.2), row after row, and the decoding of their blocks.
import { beginStarts, findStarts, passStarts, startPosition, startsAddress } from './block-starts';
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
import { decodedPosition, decodeMcus } from './sequential-blocks';
import { beginMcuRow, blankMcus, layOutMcu } from './sequential-mcu';
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
  /** Whether starts of blocks are found first. */
  isWalked: bool;
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
  // only at 1/8 there are blocks of which it is enough to know where they begin
  scan.isWalked =
    kind == TO_SAMPLES && restartInterval == 0 && frame.minScaledSize == 1 && beginStarts();
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
  let x = scan.isWalked ? decodeWalked() : 0;
  while (x < scan.columns) {
    if (!scan.isInsufficient) scan.goodRow = y;
    let mcus = scan.columns - x;
    if (scan.restartInterval > 0) {
      if (scan.untilRestart == 0) restart();
      mcus = min(mcus, scan.untilRestart);
    }
    if (scan.isInsufficient) {
      if (isSequential) blankMcus(mcus);
    } else {
      mcus = isSequential ? decodeSequential(y, mcus) : refineMcu(x, y);
    }
    scan.untilRestart -= mcus;
    x += mcus;
  }
}

/** Decodes MCUs in row y, of which there are data for the first one; returns their number. */
function decodeSequential(y: i32, mcus: i32): i32 {
  const decoded = decodeMcus(scan.position, mcus, scan.kind == TO_SAMPLES, 0);
  if (decoded > 1) scan.goodRow = y;
  scan.position = decodedPosition();
  endIfInsufficient();
  return decoded;
}

function endIfInsufficient(): void {
  if (scan.position <= dataBits()) return;
  scan.isInsufficient = true;
  scan.position = dataBits();
}

/** The first MCUs of a row, as far as their starts were found; returns their number. */
function decodeWalked(): i32 {
  const mcus = findStarts(scan.columns);
  if (mcus > 0) decodeMcus(0, mcus, true, startsAddress());
  passStarts(mcus);
  scan.position = startPosition(load<u32>(startsAddress()));
  scan.isWalked = mcus == scan.columns;
  return mcus;
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

/** The blocks of a progressive scan's MCU; returns 1, the number of MCUs. */
function refineMcu(x: i32, y: i32): i32 {
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
  endIfInsufficient();
  return 1;
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
