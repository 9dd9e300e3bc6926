// Runs of blocks of one component in a sequential scan (ITU-T T.81, F.2.2). A position counts bits of
// the scan's data; a run is given one and returns the one behind it. It ends early behind a block that
// took more bits than `limit`.
//
// Within a run the next bits are the high ones of `bits`, of which `count` are there; `next` is where
// the following ones are. A refill leaves 56 or more. It is not asked whether one is due, because that
// cannot be foretold: it is done where the worst symbols would have used the bits up (by F. Giesen's
// "Reading bits in far too many ways", variant 4).
import { dataAt, positionAt } from './jpeg-data';
import { BLOCK_BYTES, JpegComponent } from './jpeg-frame';
import { BITS, extended, longSymbol, lookAt, ODD, STOP, symbolAt, valueOf } from './jpeg-huffman';
import { NO_PAIR, PAIR_END, pairAt, pairsOf } from './jpeg-pairs';
import { sampleOf, storeSamples } from './jpeg-samples';
import { SKIP_END, skipAt, skipsOf } from './jpeg-skips';
import { coefficientAt } from './jpeg-zigzag';

const COEFFICIENTS: u32 = 64;
const TO_THE_END: u32 = COEFFICIENTS << 8;
const REFILLED: u32 = 56;

@inline
function refilled(bits: u64, count: u32, next: usize): u64 {
  return bits | (load<u64>(next) >> count);
}

/** Where the following bits are after a refill. */
@inline
function afterRefill(next: usize, count: u32): usize {
  return next - ((63 - count) >> 3);
}

/** What takeDc and takeSymbol found: a difference, or a coefficient; 0: none. */
let value: i32 = 0;

@inline
export function lastValue(): i32 {
  return value;
}

/** The bits of a first coefficient's difference to the one before, which is left in `value`. */
@inline
export function takeDc(table: usize, bits: u64): u32 {
  const look = lookAt(table, bits);
  if ((look & ODD) != 0) return takeLongDc(table, bits);
  value = valueOf(bits, look);
  return look & BITS;
}

function takeLongDc(table: usize, bits: u64): u32 {
  const symbol = <u32>longSymbol(table, bits);
  return takeValue(bits, symbol >> 8, symbol & 15);
}

/** A code of so many bits and the value of so many bits behind it: how many they are together. */
@inline
function takeValue(bits: u64, length: u32, size: u32): u32 {
  value = size == 0 ? 0 : extended(<i32>((bits << length) >> (64 - size)), <i32>size);
  return length + size;
}

/**
 * Any AC symbol and what follows it: bits that it takes, and << 8 by how many coefficients it goes on;
 * to the end, if it ends the block. The coefficient itself is left in `value`.
 */
function takeSymbol(ac: usize, bits: u64): u32 {
  const symbol = <u32>symbolAt(ac, bits);
  const size = symbol & 15;
  const run = (symbol >> 4) & 15;
  const taken = takeValue(bits, symbol >> 8, size);
  return size == 0 && run < 15 ? TO_THE_END | taken : ((run + 1) << 8) | taken;
}

/**
 * `count` blocks of which only the first coefficient is wanted: to samples, a byte each, or to
 * coefficients of 16 bits. makeSkips was called for the table `ac`.
 */
export function skipRun(
  component: JpegComponent,
  dc: usize,
  ac: usize,
  from: u32,
  to: usize,
  blocks: i32,
  limit: u32,
  toSamples: bool,
): u32 {
  let next = dataAt(from);
  let bits = refilled(0, 0, next) << (from & 7);
  let count = REFILLED - (from & 7);
  next = afterRefill(next, 0);
  let prediction = component.prediction;
  const quantiser = <i32>load<i16>(component.multipliers);
  const skips = skipsOf(ac);
  let target = to;
  for (let left = blocks; left > 0; left--) {
    bits = refilled(bits, count, next);
    next = afterRefill(next, count);
    count |= REFILLED;
    const taken = takeDc(dc, bits);
    prediction += value;
    bits <<= taken;
    count -= taken;
    let index: u32 = 1;
    while (true) {
      // four of them may take as many bits as there are
      bits = refilled(bits, count, next);
      next = afterRefill(next, count);
      count |= REFILLED;
      let skip = skipAt(skips, bits);
      let going = index + ((skip >> 6) & 127);
      if (going < COEFFICIENTS) {
        bits <<= skip;
        count -= skip & BITS;
        if ((skip & SKIP_END) != 0) break;
        index = going;
        skip = skipAt(skips, bits);
        going = index + ((skip >> 6) & 127);
        if (going < COEFFICIENTS) {
          bits <<= skip;
          count -= skip & BITS;
          if ((skip & SKIP_END) != 0) break;
          index = going;
          skip = skipAt(skips, bits);
          going = index + ((skip >> 6) & 127);
          if (going < COEFFICIENTS) {
            bits <<= skip;
            count -= skip & BITS;
            if ((skip & SKIP_END) != 0) break;
            index = going;
            continue;
          }
        }
      }
      bits = refilled(bits, count, next);
      next = afterRefill(next, count);
      count |= REFILLED;
      const symbol = takeSymbol(ac, bits);
      bits <<= symbol & 255;
      count -= symbol & 255;
      index += symbol >> 8;
      if (index >= COEFFICIENTS) break;
    }
    if (toSamples) {
      store<u8>(target, sampleOf(prediction, quantiser));
      target++;
    } else {
      store<i16>(target, <i16>prediction);
      target += 2;
    }
    if (positionAt(next) - count > limit) break;
  }
  component.prediction = prediction;
  return positionAt(next) - count;
}

const block = memory.data(128, 16);

/**
 * `count` blocks: to samples, at the component's scale, or to coefficients of blocks that are in a row
 * and hold what earlier scans brought.
 */
export function decodeRun(
  component: JpegComponent,
  dc: usize,
  ac: usize,
  from: u32,
  to: usize,
  blocks: i32,
  limit: u32,
  toSamples: bool,
): u32 {
  let next = dataAt(from);
  let bits = refilled(0, 0, next) << (from & 7);
  let count = REFILLED - (from & 7);
  next = afterRefill(next, 0);
  let prediction = component.prediction;
  let target = to;
  const pairs = pairsOf(ac);
  for (let left = blocks; left > 0; left--) {
    bits = refilled(bits, count, next);
    next = afterRefill(next, count);
    count |= REFILLED;
    const taken = takeDc(dc, bits);
    prediction += value;
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
      const look = lookAt(ac, bits);
      if ((look & STOP) != 0) {
        bits <<= look;
        count -= look & BITS;
        break;
      }
      bits = refilled(bits, count, next);
      next = afterRefill(next, count);
      count |= REFILLED;
      const symbol = takeSymbol(ac, bits);
      bits <<= symbol & 255;
      count -= symbol & 255;
      index += symbol >> 8;
      if (symbol < TO_THE_END && value != 0) {
        last = index;
        store<i16>(coefficientAt(at, index), <i16>value);
      }
    }
    if (toSamples) storeSamples(component, block, last == 0, target);
    target += toSamples ? <usize>component.side : <usize>BLOCK_BYTES;
    if (positionAt(next) - count > limit) break;
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
