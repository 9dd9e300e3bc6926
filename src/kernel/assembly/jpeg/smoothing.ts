// Block smoothing (jdcoefct.c, decompress_smooth_data; ITU-T T.81, K.8, has an idea of it): coefficients of which a
// progressive JPEG has left out bits are estimated from the first coefficients of the 5 × 5 blocks around.
import { BLOCK_BYTES, coefficientsAt, frame, JpegComponent } from './frame';
import { bitsLeft, isGoodRowKnown, isIncomplete } from './coefficient-bits';
import { NARROW_WEIGHTS, WEIGHTS_BYTES, WIDE_WEIGHTS } from './smoothing-weights';
import { coefficientAt } from './zigzag';

/** The last coefficient, in the order of a scan, that is estimated if others have bits, and if none has. */
const LAST_NARROW: i32 = 5;
const LAST_WIDE: i32 = 9;

let isSmooth: bool = false;

/** The smoothed block: 64 i16, row after row. */
const block = memory.data(128, 16);
/** First coefficients of 5 × 5 blocks, row after row, as i16, and seven zeros. */
const window = memory.data(64, 16);

/** Before a file. */
export function resetSmoothing(): void {
  isSmooth = false;
}

/** After a file's last scan. */
export function beginSmoothing(): void {
  isSmooth = isIncomplete();
}

/**
 * Whether the file has to be read again, without skipping scans: how a row is smoothed depends on whether the
 * last scan had data for it.
 */
export function needsSkippedScans(): bool {
  return isSmooth && !isGoodRowKnown();
}

/**
 * The address of a block's coefficients, smoothed if that is due; then they are overwritten by the next call.
 * If the component keeps the first one only, the others are not to be used.
 */
export function smoothedBlock(component: JpegComponent, blockX: i32, blockY: i32): usize {
  const kept = coefficientsAt(component, blockX, blockY);
  if (!isSmooth) return kept;
  memory.copy(block, kept, component.blockBytes);
  loadWindow(component, blockX, blockY);
  const bits = bitsLeft(component, blockY / component.vSamp);
  const isWide = hasNoBits(bits);
  const weights = isWide ? WIDE_WEIGHTS : NARROW_WEIGHTS;
  const last = component.blockBytes < BLOCK_BYTES ? 0 : isWide ? LAST_WIDE : LAST_NARROW;
  for (let i = 1; i <= last; i++) {
    const coefficient = coefficientAt(block, i);
    const left = load<i8>(bits + i);
    if (left == 0 || load<i16>(coefficient) != 0) continue;
    // no more bits than the scans have left out; all, if there was no scan
    const most = left > 0 ? (1 << left) - 1 : i32.MAX_VALUE;
    store<i16>(coefficient, <i16>estimate(component, i, weights, most));
  }
  if (isWide) store<i16>(block, <i16>estimate(component, 0, weights, i32.MAX_VALUE));
  return block;
}

/** Whether no scan brought any of coefficients 1 to 9. */
function hasNoBits(bits: usize): bool {
  for (let i = 1; i <= LAST_WIDE; i++) {
    if (load<i8>(bits + i) >= 0) return false;
  }
  return true;
}

/**
 * Coefficient `index` in the order of a scan, rounded to the nearest, and between -most and most. For any
 * quantisers the weights' sums have 32 bits, and so has the result.
 */
function estimate(component: JpegComponent, index: i32, weights: usize, most: i32): i32 {
  const quantiser = <i64>load<u16>(coefficientAt(component.multipliers, index));
  const sum = weightedSum(weights + WEIGHTS_BYTES * index);
  const product = <i64>load<u16>(component.multipliers) * sum;
  const magnitude = min(<i32>(((quantiser << 7) + abs(product)) / (quantiser << 8)), most);
  return product < 0 ? -magnitude : magnitude;
}

function weightedSum(weights: usize): i32 {
  let sums = i32x4.dot_i16x8_s(v128.load(window), v128.load(weights));
  for (let at: usize = 16; at < WEIGHTS_BYTES; at += 16) {
    sums = i32x4.add(sums, i32x4.dot_i16x8_s(v128.load(window + at), v128.load(weights + at)));
  }
  const pairs = i32x4.add(sums, v128.shuffle<i32>(sums, sums, 2, 3, 0, 1));
  return i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1);
}

/** Beyond the image's edges come the blocks at the edges. */
function loadWindow(component: JpegComponent, blockX: i32, blockY: i32): void {
  const mcuRow = blockY / component.vSamp;
  const rest = component.heightInBlocks - mcuRow * component.vSamp;
  // libjpeg counts as if all rows of MCUs had as many blocks as this one, so that in the last one
  // blocks above may be missed
  const blockRows = min(rest, component.vSamp);
  const row = mcuRow * blockRows + (blockY % component.vSamp);
  const after = frame.mcuRows * blockRows - 1 - row;
  const above = row > 0 ? blockY - 1 : blockY;
  const below = after > 0 ? blockY + 1 : blockY;
  loadLine(component, blockX, row > 1 ? blockY - 2 : above, window);
  loadLine(component, blockX, above, window + 10);
  loadLine(component, blockX, blockY, window + 20);
  loadLine(component, blockX, below, window + 30);
  loadLine(component, blockX, after > 1 ? blockY + 2 : below, window + 40);
}

/** The first coefficients of five blocks, the middle one of which is at blockX. */
function loadLine(component: JpegComponent, blockX: i32, blockY: i32, to: usize): void {
  const last = component.widthInBlocks - 1;
  for (let i = 0; i < 5; i++) {
    const x = min(max(blockX + i - 2, 0), last);
    store<i16>(to + (i << 1), load<i16>(coefficientsAt(component, x, blockY)));
  }
}
