// One arithmetic-coded scan: its MCUs in their order, as libjpeg decodes them (jdarith.c).
import { beginDecisions } from './arithmetic';
import {
  decodeArithmeticAc,
  decodeArithmeticBlock,
  decodeArithmeticDc,
  refineArithmeticAc,
  refineArithmeticDc,
  resetStatistics,
} from './arithmetic-blocks';
import { readRestart } from './restarts';
import { isLimitedToPiece, limitToFile, limitToPiece, source } from './source';
import { coefficientsAt, frame, JpegComponent } from './frame';
import { isOnlyScan } from './output';
import { recordGoodRow } from './coefficient-bits';
import { AC_FIRST, AC_REFINED, DC_FIRST, DC_REFINED } from './scan';
import { scanComponent, scanCount } from './scan-components';
import { CUT, GO_ON, IN_PIECES } from './status';

/** The scan that is being decoded, as in scan.ts. */
@unmanaged
class ArithmeticScan {
  kind: i32;
  first: i32;
  last: i32;
  bitsLeft: i32;
}

const scan = changetype<ArithmeticScan>(memory.data(offsetof<ArithmeticScan>(), 16));

/**
 * Decodes the scan's data to kept coefficients, from `from` to `to`, of which `left` bits are left
 * out. After an error in them the blocks stay as they are, until a restart. Returns GO_ON, or the reason
 * why libjpeg gives up: it has no more bytes and, with arithmetic coding, cannot wait for any.
 */
export function decodeArithmeticScan(
  kind: i32,
  restartInterval: i32,
  from: i32,
  to: i32,
  left: i32,
): i32 {
  scan.kind = kind;
  scan.first = from;
  scan.last = to;
  scan.bitsLeft = left;
  limitToPiece();
  decodeMcus(restartInterval);
  if (source.isCut) return isLimitedToPiece() ? IN_PIECES : CUT;
  // jdarith.c never tells that data ended too early
  recordGoodRow(frame.mcuRows - 1);
  // libjpeg has made all rows of an only scan before it comes to ask for another piece
  if (!isOnlyScan()) limitToFile();
  return GO_ON;
}

function decodeMcus(restartInterval: i32): void {
  const only = scanComponent(0);
  const isNonInterleaved = scanCount() == 1;
  const columns = isNonInterleaved ? only.widthInBlocks : frame.mcusPerRow;
  const lines = isNonInterleaved ? only.heightInBlocks : frame.mcuRows;
  let untilRestart = restartInterval;
  let restarts = 0;
  let isBroken = false;
  beginSegment();
  for (let y = 0; y < lines; y++) {
    for (let x = 0; x < columns; x++) {
      if (restartInterval > 0 && untilRestart == 0) {
        readRestart(restarts & 7);
        restarts++;
        untilRestart = restartInterval;
        isBroken = false;
        beginSegment();
      }
      untilRestart--;
      if (!isBroken) isBroken = !decodeMcu(x, y, isNonInterleaved);
      if (source.isCut || (isBroken && restartInterval == 0)) return;
    }
  }
}

function beginSegment(): void {
  resetStatistics();
  beginDecisions();
  for (let place = 0; place < scanCount(); place++) scanComponent(place).prediction = 0;
}

/** Returns false after an error in the data. */
function decodeMcu(x: i32, y: i32, isNonInterleaved: bool): bool {
  for (let place = 0; place < scanCount(); place++) {
    const component = scanComponent(place);
    const hSamp = isNonInterleaved ? 1 : component.hSamp;
    const vSamp = isNonInterleaved ? 1 : component.vSamp;
    for (let line = y * vSamp; line < (y + 1) * vSamp; line++) {
      for (let column = x * hSamp; column < (x + 1) * hSamp; column++) {
        if (!decodeBlock(place, component, coefficientsAt(component, column, line))) return false;
      }
    }
  }
  return true;
}

function decodeBlock(place: i32, component: JpegComponent, block: usize): bool {
  switch (scan.kind) {
    case DC_FIRST:
      return decodeArithmeticDc(place, component, block, scan.bitsLeft);
    case DC_REFINED:
      refineArithmeticDc(block, scan.bitsLeft);
      return true;
    case AC_FIRST:
      return decodeArithmeticAc(component, block, scan.first, scan.last, scan.bitsLeft);
    case AC_REFINED:
      return refineArithmeticAc(component, block, scan.first, scan.last, scan.bitsLeft);
    default:
      return decodeArithmeticBlock(place, component, block);
  }
}
