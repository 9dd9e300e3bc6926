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
import { isFileCut, isLimitedToPiece, limitToFile, limitToPiece, readRestart } from './data';
import { coefficientsAt, frame, JpegComponent } from './frame';
import { isOnlyScan } from './output';
import { recordGoodRow } from './progression';
import { AC_FIRST, AC_REFINED, DC_FIRST, DC_REFINED } from './scan';
import { scanComponent, scanCount } from './scan-components';
import { CUT, GO_ON, IN_PIECES } from './endings';

let kind: i32 = 0;
let first: i32 = 0;
let last: i32 = 0;
let bitsLeft: i32 = 0;

/**
 * Decodes the scan's data to kept coefficients, from `from` to `to`, of which `left` bits are left
 * out. After an error in them the blocks stay as they are, until a restart. Returns GO_ON, or the reason
 * why libjpeg gives up: it has no more bytes and, with arithmetic coding, cannot wait for any.
 */
export function decodeArithmeticScan(
  scanKind: i32,
  restartInterval: i32,
  from: i32,
  to: i32,
  left: i32,
): i32 {
  kind = scanKind;
  first = from;
  last = to;
  bitsLeft = left;
  limitToPiece();
  decodeMcus(restartInterval);
  if (isFileCut()) return isLimitedToPiece() ? IN_PIECES : CUT;
  // jdarith.c never tells that data ended too early
  recordGoodRow(frame.mcusDown - 1);
  // libjpeg has made all rows of an only scan before it comes to ask for another piece
  if (!isOnlyScan()) limitToFile();
  return GO_ON;
}

function decodeMcus(restartInterval: i32): void {
  const only = scanComponent(0);
  const isAlone = scanCount == 1;
  const columns = isAlone ? only.widthInBlocks : frame.mcusAcross;
  const lines = isAlone ? only.heightInBlocks : frame.mcusDown;
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
      if (!isBroken) isBroken = !decodeMcu(x, y, isAlone);
      if (isFileCut() || (isBroken && restartInterval == 0)) return;
    }
  }
}

function beginSegment(): void {
  resetStatistics();
  beginDecisions();
  for (let place = 0; place < scanCount; place++) scanComponent(place).prediction = 0;
}

/** Returns false after an error in the data. */
function decodeMcu(x: i32, y: i32, isAlone: bool): bool {
  for (let place = 0; place < scanCount; place++) {
    const component = scanComponent(place);
    const hSamp = isAlone ? 1 : component.hSamp;
    const vSamp = isAlone ? 1 : component.vSamp;
    for (let line = y * vSamp; line < (y + 1) * vSamp; line++) {
      for (let column = x * hSamp; column < (x + 1) * hSamp; column++) {
        if (!decodeBlock(place, component, coefficientsAt(component, column, line))) return false;
      }
    }
  }
  return true;
}

function decodeBlock(place: i32, component: JpegComponent, block: usize): bool {
  switch (kind) {
    case DC_FIRST:
      return decodeArithmeticDc(place, component, block, bitsLeft);
    case DC_REFINED:
      refineArithmeticDc(block, bitsLeft);
      return true;
    case AC_FIRST:
      return decodeArithmeticAc(component, block, first, last, bitsLeft);
    case AC_REFINED:
      return refineArithmeticAc(component, block, first, last, bitsLeft);
    default:
      return decodeArithmeticBlock(place, component, block);
  }
}
