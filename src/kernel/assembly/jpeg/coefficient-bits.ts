// The bits of each component's first coefficients that the scans of a progressive JPEG have left out: libjpeg's
// coef_bits (jdphuff.c, start_pass_phuff_decoder; jdcoefct.c, smoothing_ok).
import { componentAt, frame, JpegComponent, MAX_COMPONENTS } from './frame';
import { scanComponent, scanCount } from './scan-components';
import { coefficientAt } from './zigzag';

/** Coefficients that count, in the order of a scan: libjpeg's SAVED_COEFS. */
const COEFFICIENTS: i32 = 10;
const NO_SCAN: i32 = -1;
const NO_ROW: i32 = -1;

/** By component and coefficient: the bits that are left to later scans, or NO_SCAN; i8. */
const now = memory.data(COEFFICIENTS * MAX_COMPONENTS, 16);
/** The same before the component's last scan. */
const before = memory.data(COEFFICIENTS * MAX_COMPONENTS, 16);

let scans: i32 = 0;
/** Of the last scan: the last row of MCUs of all components that had data. */
let goodRow: i32 = NO_ROW;

/** Before a file. */
export function resetProgression(): void {
  memory.fill(now, <u8>NO_SCAN, COEFFICIENTS * MAX_COMPONENTS);
  memory.fill(before, <u8>NO_SCAN, COEFFICIENTS * MAX_COMPONENTS);
  scans = 0;
}

/** For the current scan, of the coefficients `first` to `last`, which leaves `left` bits out. */
export function recordScan(first: i32, last: i32, left: i32): void {
  goodRow = NO_ROW;
  scans++;
  // libjpeg takes what came before the first of several scans for complete
  if (scans == 2) memory.fill(before, 0, COEFFICIENTS * MAX_COMPONENTS);
  for (let place = 0; place < scanCount(); place++) {
    const bits = at(now, scanComponent(place));
    if (scans > 1) memory.copy(at(before, scanComponent(place)), bits, COEFFICIENTS);
    for (let i = first; i <= min(last, COEFFICIENTS - 1); i++) store<i8>(bits + i, <i8>left);
  }
}

/** After the scan, unless its data were skipped. */
export function recordGoodRow(row: i32): void {
  goodRow = row;
}

/** Whether it is known which of the last scan's rows had data. */
export function isGoodRowKnown(): bool {
  return goodRow != NO_ROW;
}

/**
 * Whether libjpeg smooths the image: of coefficients 1 to 9 bits were left out, but every component has had a
 * scan of its first coefficient, and no quantiser of these ten is 0.
 */
export function isIncomplete(): bool {
  if (!frame.isProgressive) return false;
  let hasGaps = false;
  for (let i = 0; i < frame.componentCount; i++) {
    const component = componentAt(i);
    const bits = at(now, component);
    if (load<i8>(bits) == NO_SCAN) return false;
    for (let k = 0; k < COEFFICIENTS; k++) {
      if (load<u16>(coefficientAt(component.multipliers, k)) == 0) return false;
      if (k > 0 && load<i8>(bits + k) != 0) hasGaps = true;
    }
  }
  return hasGaps;
}

/** The address of a component's ten numbers of bits, which count for a row of MCUs of all components. */
export function bitsLeft(component: JpegComponent, mcuRow: i32): usize {
  return at(mcuRow > goodRow ? before : now, component);
}

@inline
function at(table: usize, component: JpegComponent): usize {
  return table + COEFFICIENTS * component.index;
}
