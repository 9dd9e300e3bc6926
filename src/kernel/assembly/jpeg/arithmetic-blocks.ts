// Blocks of arithmetic-coded scans (ITU-T T.81, F.2.4 and G.2; libjpeg's jdarith.c), with a function for
// each kind of scan. Coefficients are kept from scan to scan. The functions return false if the data
// lead out of the block or to a value of more than 16 bits: then the block ends there.
import { decide, decideEvenly } from './arithmetic';
import { isLarge, isLow, isNearlyZero } from './conditioning';
import { JpegComponent, MAX_COMPONENTS } from './frame';
import { coefficientAt } from './zigzag';

const TABLES: i32 = 16;
const LAST: i32 = 63;
const MAX_CATEGORY: i32 = 0x4000;

/** Bins of a table for DC (T.81, table F.4): five for each context, then magnitudes. */
const DC_BINS: usize = 64;
const DC_MAGNITUDES: usize = 20;
/** Bins of a table for AC (table F.5): three for each coefficient, then magnitudes of low and high ones. */
const AC_BINS: usize = 256;
const LOW_MAGNITUDES: usize = 189;
const HIGH_MAGNITUDES: usize = 217;
/** From a bin of the magnitude category to that of the bits below it. */
const TO_BITS: usize = 14;

const dcBins = memory.data(64 * 16);
const acBins = memory.data(256 * 16);

/** By position in the scan: the context of the next difference, a bin's offset. */
const contexts = memory.data(4 * MAX_COMPONENTS);

/** Before a scan and after a restart marker. */
export function resetStatistics(): void {
  memory.fill(dcBins, 0, DC_BINS * TABLES);
  memory.fill(acBins, 0, AC_BINS * TABLES);
  memory.fill(contexts, 0, 4 * MAX_COMPONENTS);
}

/** All coefficients of a block of the component that has this position in the scan. */
export function decodeArithmeticBlock(place: i32, component: JpegComponent, block: usize): bool {
  const isDecoded = decodeArithmeticDc(place, component, block, 0);
  return isDecoded && decodeArithmeticAc(component, block, 1, LAST, 0);
}

/** The first scan of the first coefficient, which has `bitsLeft` fewer bits than it will have. */
export function decodeArithmeticDc(
  place: i32,
  component: JpegComponent,
  block: usize,
  bitsLeft: i32,
): bool {
  const table = component.dcTable;
  const bins = dcBins + DC_BINS * <usize>table;
  const context = contexts + (<usize>place << 2);
  const first = bins + load<u32>(context);
  if (decide(first) == 0) {
    store<u32>(context, 0);
  } else {
    const sign = decide(first + 1);
    const start = first + 2 + <usize>sign;
    let category = <i32>decide(start);
    lastBin = start;
    if (category != 0) category = categoryFrom(bins + DC_MAGNITUDES, category);
    if (category > MAX_CATEGORY) return false;
    store<u32>(context, contextOf(table, category, sign));
    component.prediction += valueOf(category, sign);
  }
  store<i16>(block, <i16>(component.prediction << bitsLeft));
  return true;
}

/** The context that a difference makes (F.1.4.4.1.2): zero, or small or large and of a sign. */
function contextOf(table: i32, category: i32, sign: u32): u32 {
  if (isNearlyZero(table, category)) return 0;
  return (isLarge(table, category) ? 12 : 4) + 4 * sign;
}

/** One more bit of the first coefficient. */
export function refineArithmeticDc(block: usize, bitsLeft: i32): void {
  if (decideEvenly() != 0) store<i16>(block, <i16>(<i32>load<i16>(block) | (1 << bitsLeft)));
}

/** The coefficients from `from` to `to`, or their first scan. */
export function decodeArithmeticAc(
  component: JpegComponent,
  block: usize,
  from: i32,
  to: i32,
  bitsLeft: i32,
): bool {
  const table = component.acTable;
  const bins = acBins + AC_BINS * <usize>table;
  for (let index = from; index <= to; index++) {
    if (decide(binOf(bins, index)) != 0) return true;
    while (decide(binOf(bins, index) + 1) == 0) {
      index++;
      if (index > to) return false;
    }
    const sign = decideEvenly();
    lastBin = binOf(bins, index) + 2;
    let category = <i32>decide(lastBin);
    if (category != 0 && decide(lastBin) != 0) {
      const magnitudes = isLow(table, index) ? LOW_MAGNITUDES : HIGH_MAGNITUDES;
      category = categoryFrom(bins + magnitudes, 2);
      if (category > MAX_CATEGORY) return false;
    }
    store<i16>(coefficientAt(block, index), <i16>(valueOf(category, sign) << bitsLeft));
  }
  return true;
}

/** The first of a coefficient's three bins: whether the block ends, whether it is zero, how large it is. */
@inline
function binOf(bins: usize, index: i32): usize {
  return bins + 3 * <usize>(index - 1);
}

/** The bin of the last decision on a category. */
let lastBin: usize = 0;

/** Doubles a category at each decision that it is larger (figure F.23), to 0x8000 at most. */
function categoryFrom(bins: usize, least: i32): i32 {
  let category = least;
  lastBin = bins;
  while (decide(lastBin) != 0) {
    category <<= 1;
    if (category > MAX_CATEGORY) return category;
    lastBin++;
  }
  return category;
}

/** The value in a category, whose highest bit it is: its other bits (figure F.24), one more, and its sign. */
function valueOf(category: i32, sign: u32): i32 {
  const bin = lastBin + TO_BITS;
  let magnitude = category;
  for (let bit = category >> 1; bit > 0; bit >>= 1) {
    if (decide(bin) != 0) magnitude |= bit;
  }
  return sign != 0 ? -magnitude - 1 : magnitude + 1;
}

/** One more bit of the coefficients from `from` to `to`, and those that only now are not zero (G.1.3.3). */
export function refineArithmeticAc(
  component: JpegComponent,
  block: usize,
  from: i32,
  to: i32,
  bitsLeft: i32,
): bool {
  const bins = acBins + AC_BINS * <usize>component.acTable;
  const step = 1 << bitsLeft;
  // before the last coefficient that is not zero, no decision is coded that the block ends
  let end = to;
  while (end > 0 && load<i16>(coefficientAt(block, end)) == 0) end--;
  for (let index = from; index <= to; index++) {
    if (index > end && decide(binOf(bins, index)) != 0) return true;
    while (!refineCoefficient(coefficientAt(block, index), binOf(bins, index), step)) {
      index++;
      if (index > to) return false;
    }
  }
  return true;
}

/** Returns whether the coefficient is not zero. */
function refineCoefficient(at: usize, bin: usize, step: i32): bool {
  const old = <i32>load<i16>(at);
  if (old != 0) {
    if (decide(bin + 2) != 0) store<i16>(at, <i16>(old < 0 ? old - step : old + step));
    return true;
  }
  if (decide(bin + 1) == 0) return false;
  store<i16>(at, <i16>(decideEvenly() != 0 ? -step : step));
  return true;
}
