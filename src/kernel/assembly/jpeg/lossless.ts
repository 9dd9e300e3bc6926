// A lossless scan (SOF3; ITU-T T.81, annex H; jddiffct.c and jdlhuff.c of libjpeg-turbo), one MCU row of the
// frame after the other.
//
//   data          one difference a sample        lossless-huffman.ts
//   differences   added to predictions           predictors.ts
//   samples       to the component's lines
import { allocate } from '../arena';
import { dataBits, readScanData } from './entropy-data';
import { componentAt, frame, JpegComponent, lineAt } from './frame';
import { hasTable, readyTable } from './huffman-tables';
import {
  addUnit,
  decodeDifferences,
  LOOKUP_BYTES,
  makeDifferences,
  MOST_BITS,
  resetUnits,
} from './lossless-huffman';
import { isPredictor, storeLine, undifference, undifferenceFirst } from './predictors';
import { readRestart } from './restarts';
import { scanComponent, scanCount } from './scan-components';

const PRECISION: i32 = 8;
const TABLES: i32 = 4;

/** The scan that is being decoded. */
@unmanaged
class LosslessScan {
  predictor: i32;
  /** The bits that samples are shifted by (the point transform). */
  transform: i32;
  /** MCUs in a row, and rows between restarts; 0: there are none. */
  mcus: i32;
  restartRows: i32;
  rowsToRestart: i32;
  restarts: i32;
  /** The next bit of the data. */
  position: u32;
  /** Whether the data have ended: rows have no differences, until a restart. */
  isInsufficient: bool;
  /** Whether the next line is predicted as the first one of a scan is. */
  isFirst: bool;
  /** Entries for short codes, of each table. */
  lookup: usize;
}

const scan = changetype<LosslessScan>(memory.data(offsetof<LosslessScan>(), 16));

/** Room for a frame that is laid out. */
export function allocateLossless(): void {
  scan.lookup = allocate(<u64>LOOKUP_BYTES * TABLES);
  for (let i = 0; i < frame.componentCount; i++) {
    const component = componentAt(i);
    component.differences = allocate(<u64>differenceStride(component) * <u64>component.vSamp);
    component.lastLine = allocate(<u64>differenceStride(component));
  }
}

/** Bytes from line to line of a component's differences. */
@inline
function differenceStride(component: JpegComponent): usize {
  return <usize>component.stride << 1;
}

/** Whether each component had a scan: libjpeg-turbo has nothing to show for the others. */
export function isEachDecoded(): bool {
  for (let i = 0; i < frame.componentCount; i++) {
    if (!componentAt(i).isDecoded) return false;
  }
  return true;
}

/**
 * Begins the scan whose components are set. `range` is the address of the last three bytes of its header: the
 * predictor, a zero, and the point transform. Returns false if libjpeg-turbo refuses it.
 */
export function beginLosslessScan(range: usize, restartInterval: i32): bool {
  scan.predictor = load<u8>(range);
  scan.transform = load<u8>(range, 2);
  if (!isPredictor(scan.predictor) || load<u8>(range, 1) != 0) return false;
  if (scan.transform >= PRECISION) return false;
  const isNonInterleaved = scanCount() == 1;
  scan.mcus = isNonInterleaved ? scanComponent(0).width : frame.mcusPerRow;
  if (restartInterval % scan.mcus != 0 || !makeUnits()) return false;
  scan.restartRows = restartInterval / scan.mcus;
  scan.restarts = 0;
  scan.isInsufficient = false;
  beginInterval();
  return true;
}

function makeUnits(): bool {
  const isNonInterleaved = scanCount() == 1;
  resetUnits();
  let made = 0;
  for (let place = 0; place < scanCount(); place++) {
    const component = scanComponent(place);
    const number = component.dcTable;
    if (!hasTable(false, number)) return false;
    const table = readyTable(false, number, MOST_BITS);
    if (table == 0) return false;
    const own = scan.lookup + LOOKUP_BYTES * <usize>number;
    if ((made & (1 << number)) == 0) makeDifferences(table, own);
    made |= 1 << number;
    const hSamp = isNonInterleaved ? 1 : component.hSamp;
    const vSamp = isNonInterleaved ? 1 : component.vSamp;
    for (let y = 0; y < vSamp; y++) {
      const line = component.differences + differenceStride(component) * <usize>y;
      for (let x = 0; x < hSamp; x++) {
        addUnit(table, own, line + (<usize>x << 1), <usize>hSamp << 1);
      }
    }
  }
  return true;
}

function beginInterval(): void {
  readScanData();
  scan.position = 0;
  scan.rowsToRestart = scan.restartRows;
  scan.isFirst = true;
}

/** Decodes all rows of the scan. */
export function decodeLosslessScan(): void {
  for (let row = 0; row < frame.mcuRows; row++) decodeLosslessRow(row);
}

/** The lines of an MCU row of the frame; they are several rows of a scan of one component. */
export function decodeLosslessRow(row: i32): void {
  const scanRows = scanCount() == 1 ? linesIn(scanComponent(0), row) : 1;
  for (let i = 0; i < scanRows; i++) readRow(i);
  for (let place = 0; place < scanCount(); place++) makeLines(scanComponent(place), row);
  scan.isFirst = false;
}

/** Lines of a component in an MCU row of the frame: fewer in the last one. */
@inline
function linesIn(component: JpegComponent, row: i32): i32 {
  return min(component.vSamp, component.height - row * component.vSamp);
}

/**
 * The differences of a row of the scan, which is the one with this index in the MCU row of the frame. As in
 * libjpeg-turbo, wherever in an MCU row an interval begins, or data are missing, its first line is predicted anew.
 */
function readRow(index: i32): void {
  if (scan.restartRows > 0 && scan.rowsToRestart == 0) {
    if (readRestart(scan.restarts & 7)) scan.isInsufficient = false;
    scan.restarts++;
    beginInterval();
  }
  scan.rowsToRestart--;
  const offset = differenceStride(scanComponent(0)) * <usize>index;
  if (scan.isInsufficient) {
    clearRow(offset);
    scan.isFirst = true;
    return;
  }
  scan.position = decodeDifferences(scan.position, scan.mcus, offset);
  scan.isInsufficient = scan.position > dataBits();
}

/** No differences: all samples of the row become those of its prediction. */
function clearRow(offset: usize): void {
  for (let place = 0; place < scanCount(); place++) {
    const component = scanComponent(place);
    const rows = scanCount() == 1 ? 1 : component.vSamp;
    const bytes = differenceStride(component) * <usize>rows;
    memory.fill(component.differences + offset, 0, bytes);
  }
}

/** The lines of a component in an MCU row of the frame, of their differences. */
function makeLines(component: JpegComponent, row: i32): void {
  const width = component.width;
  const count = linesIn(component, row);
  let differences = component.differences;
  for (let y = 0; y < count; y++) {
    if (scan.isFirst && y == 0) {
      const start = 1 << (PRECISION - scan.transform - 1);
      undifferenceFirst(differences, component.lastLine, width, start);
    } else {
      undifference(differences, component.lastLine, width, scan.predictor);
    }
    const target = lineAt(component, row * component.vSamp + y);
    storeLine(component.lastLine, target, width, scan.transform);
    differences += differenceStride(component);
  }
  component.isDecoded = true;
}
