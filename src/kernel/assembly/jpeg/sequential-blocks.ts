// Blocks of the MCUs of a sequential scan (ITU-T T.81, F.2.2), one after the other, in one loop: what is left of
// the bits stays in registers from block to block. With functions between the steps it takes 6 to 12 percent longer.
import { afterRefill, REFILLED, refilled } from './bit-reader';
import { startPosition } from './block-starts';
import { dataAt, dataBits, positionAt } from './entropy-data';
import { decodeAc, decodeDc, decodedValue, TO_THE_END } from './huffman-decode';
import { hopAt, isOddHop } from './hop-lookup';
import { BITS, lookupAt, STOP } from './huffman-tables';
import { NO_PAIR, PAIR_END, pairAt } from './pair-lookup';
import { sampleOf, storeSamples } from './samples';
import { mcuBlockAt, mcuBlockCount } from './sequential-mcu';
import { bitsAtAddress } from './walk';
import { coefficientAt } from './zigzag';

const COEFFICIENTS: u32 = 64;

const scratch = memory.data(128, 16);

let position: u32 = 0;

/** The position in the data behind the MCUs that were decoded. */
@inline
export function decodedPosition(): u32 {
  return position;
}

/**
 * Decodes a number of MCUs, from a position in the scan's data: to samples at their components' scale, or to
 * coefficients that hold those of earlier scans. Stops behind one in which the data end. Returns the number of MCUs.
 * `starts`, if not 0, is the address of where each block begins (see block-starts.ts); then the position does not matter.
 */
export function decodeMcus(from: u32, mcus: i32, toSamples: bool, starts: usize): i32 {
  let start = starts;
  let next = dataAt(from);
  let bits = refilled(0, 0, next) << (from & 7);
  let count = REFILLED - (from & 7);
  next = afterRefill(next, 0);
  const blockCount = mcuBlockCount();
  const end = dataBits();
  let decoded = 0;
  do {
    for (let i = 0; i < blockCount; i++) {
      const mcuBlock = mcuBlockAt(i);
      const component = mcuBlock.component;
      const ac = mcuBlock.ac;
      const lookup = mcuBlock.lookup;
      const target = mcuBlock.target;
      mcuBlock.target = target + mcuBlock.step;
      if (start != 0) {
        // where a block ends does not matter
        if (mcuBlock.isDcOnly) {
          decodeDc(mcuBlock.dc, bitsAtAddress(load<u32>(start)));
          start += 4;
          const prediction = component.prediction + decodedValue();
          component.prediction = prediction;
          store<u8>(target, sampleOf(prediction, <i32>load<i16>(component.multipliers)));
          continue;
        }
        const from = startPosition(load<u32>(start));
        start += 4;
        next = dataAt(from);
        bits = refilled(0, 0, next) << (from & 7);
        count = REFILLED - (from & 7);
        next = afterRefill(next, 0);
      } else {
        bits = refilled(bits, count, next);
        next = afterRefill(next, count);
        count |= REFILLED;
      }
      const taken = decodeDc(mcuBlock.dc, bits);
      const prediction = component.prediction + decodedValue();
      component.prediction = prediction;
      bits <<= taken;
      count -= taken;
      if (mcuBlock.isDcOnly) {
        let index: u32 = 0;
        do {
          // two hops may take as many bits as there are
          bits = refilled(bits, count, next);
          next = afterRefill(next, count);
          count |= REFILLED;
          let hop = hopAt(lookup, bits);
          let sum = index + (hop >> 8);
          if (!isOddHop(sum)) {
            bits <<= hop;
            count -= hop & BITS;
            if (sum > COEFFICIENTS - 2) break;
            index = sum;
            hop = hopAt(lookup, bits);
            sum = index + (hop >> 8);
            if (!isOddHop(sum)) {
              bits <<= hop;
              count -= hop & BITS;
              if (sum > COEFFICIENTS - 2) break;
              index = sum;
              continue;
            }
            bits = refilled(bits, count, next);
            next = afterRefill(next, count);
            count |= REFILLED;
          }
          const symbol = decodeAc(ac, bits);
          bits <<= symbol & 255;
          count -= symbol & 255;
          index += symbol >> 8;
        } while (index < COEFFICIENTS - 1);
        if (toSamples) store<u8>(target, sampleOf(prediction, <i32>load<i16>(component.multipliers)));
        else store<i16>(target, <i16>prediction);
        continue;
      }
      const block = toSamples ? scratch : target;
      if (toSamples) clearBlock();
      store<i16>(block, <i16>prediction);
      let index: u32 = 0;
      let last: u32 = 0;
      while (index < COEFFICIENTS - 1) {
        bits = refilled(bits, count, next);
        next = afterRefill(next, count);
        count |= REFILLED;
        let pair = pairAt(lookup, bits);
        let first = index + (<u32>(pair >> 8) & 31);
        if ((pair & NO_PAIR) == 0 && first < COEFFICIENTS - 1) {
          store<i16>(coefficientAt(block, first), <i16>(pair >> 32));
          index = first + (<u32>(pair >> 16) & 31);
          store<i16>(coefficientAt(block, index), <i16>(pair >> 48));
          last = index;
          bits <<= pair;
          count -= <u32>pair & BITS;
          if ((pair & PAIR_END) != 0) break;
          if (index >= COEFFICIENTS - 1) break;
          pair = pairAt(lookup, bits);
          first = index + (<u32>(pair >> 8) & 31);
          if ((pair & NO_PAIR) == 0 && first < COEFFICIENTS - 1) {
            store<i16>(coefficientAt(block, first), <i16>(pair >> 32));
            index = first + (<u32>(pair >> 16) & 31);
            store<i16>(coefficientAt(block, index), <i16>(pair >> 48));
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
        const symbol = decodeAc(ac, bits);
        const value = decodedValue();
        bits <<= symbol & 255;
        count -= symbol & 255;
        index += symbol >> 8;
        if (symbol < TO_THE_END && value != 0) {
          last = index;
          store<i16>(coefficientAt(block, index), <i16>value);
        }
      }
      if (toSamples) storeSamples(component, block, last == 0, target);
    }
    decoded++;
  } while (decoded < mcus && positionAt(next) - count <= end);
  position = positionAt(next) - count;
  return decoded;
}

@inline
function clearBlock(): void {
  const zero = i64x2.splat(0);
  v128.store(scratch, zero);
  v128.store(scratch, zero, 16);
  v128.store(scratch, zero, 32);
  v128.store(scratch, zero, 48);
  v128.store(scratch, zero, 64);
  v128.store(scratch, zero, 80);
  v128.store(scratch, zero, 96);
  v128.store(scratch, zero, 112);
}
