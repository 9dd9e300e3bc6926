// Blocks of one component that are side by side in an MCU of a sequential scan (ITU-T T.81, F.2.2), with all
// coefficients.
import { afterRefill, REFILLED, refilled } from './bit-reader';
import { dataAt, positionAt } from './entropy-data';
import { BLOCK_BYTES, JpegComponent } from './frame';
import { BITS, lookupAt, STOP } from './huffman-tables';
import { NO_PAIR, PAIR_END, pairAt, pairLookupOf } from './pair-lookup';
import { storeSamples } from './samples';
import { decodeAc, decodeDc, decodedValue, TO_THE_END } from './huffman-decode';
import { coefficientAt } from './zigzag';

const COEFFICIENTS: u32 = 64;

const block = memory.data(128, 16);

/**
 * Decodes a number of blocks, from a position on: to samples at the component's scale, or to
 * coefficients of blocks that are side by side and hold those of earlier scans. Returns the position
 * after them. The tables are ready, and makePairLookup was called for `ac`.
 */
export function decodeBlocks(
  component: JpegComponent,
  dc: usize,
  ac: usize,
  from: u32,
  to: usize,
  blocks: i32,
  toSamples: bool,
): u32 {
  let next = dataAt(from);
  let bits = refilled(0, 0, next) << (from & 7);
  let count = REFILLED - (from & 7);
  next = afterRefill(next, 0);
  let prediction = component.prediction;
  let target = to;
  const pairs = pairLookupOf(ac);
  for (let left = blocks; left > 0; left--) {
    bits = refilled(bits, count, next);
    next = afterRefill(next, count);
    count |= REFILLED;
    const taken = decodeDc(dc, bits);
    prediction += decodedValue();
    bits <<= taken;
    count -= taken;
    const at = toSamples ? block : target;
    if (toSamples) clearBlock();
    store<i16>(at, <i16>prediction);
    let index: u32 = 0;
    let last: u32 = 0;
    while (index < COEFFICIENTS - 1) {
      bits = refilled(bits, count, next);
      next = afterRefill(next, count);
      count |= REFILLED;
      let pair = pairAt(pairs, bits);
      let first = index + (<u32>(pair >> 8) & 31);
      if ((pair & NO_PAIR) == 0 && first < COEFFICIENTS - 1) {
        store<i16>(coefficientAt(at, first), <i16>(pair >> 32));
        index = first + (<u32>(pair >> 16) & 31);
        store<i16>(coefficientAt(at, index), <i16>(pair >> 48));
        last = index;
        bits <<= pair;
        count -= <u32>pair & BITS;
        if ((pair & PAIR_END) != 0) break;
        if (index >= COEFFICIENTS - 1) break;
        pair = pairAt(pairs, bits);
        first = index + (<u32>(pair >> 8) & 31);
        if ((pair & NO_PAIR) == 0 && first < COEFFICIENTS - 1) {
          store<i16>(coefficientAt(at, first), <i16>(pair >> 32));
          index = first + (<u32>(pair >> 16) & 31);
          store<i16>(coefficientAt(at, index), <i16>(pair >> 48));
          last = index;
          bits <<= pair;
          count -= <u32>pair & BITS;
          if ((pair & PAIR_END) != 0) break;
          continue;
        }
      }
      const entry = lookupAt(ac, bits);
      if ((entry & STOP) != 0) {
        bits <<= entry;
        count -= entry & BITS;
        break;
      }
      bits = refilled(bits, count, next);
      next = afterRefill(next, count);
      count |= REFILLED;
      const decoded = decodeAc(ac, bits);
      const value = decodedValue();
      bits <<= decoded & 255;
      count -= decoded & 255;
      index += decoded >> 8;
      if (decoded < TO_THE_END && value != 0) {
        last = index;
        store<i16>(coefficientAt(at, index), <i16>value);
      }
    }
    if (toSamples) storeSamples(component, block, last == 0, target);
    target += toSamples ? <usize>component.scaledSize : <usize>BLOCK_BYTES;
  }
  component.prediction = prediction;
  return positionAt(next) - count;
}

@inline
function clearBlock(): void {
  const zero = i64x2.splat(0);
  v128.store(block, zero);
  v128.store(block, zero, 16);
  v128.store(block, zero, 32);
  v128.store(block, zero, 48);
  v128.store(block, zero, 64);
  v128.store(block, zero, 80);
  v128.store(block, zero, 96);
  v128.store(block, zero, 112);
}
