// Blocks of one component that are side by side in an MCU of a sequential scan (ITU-T T.81, F.2.2), of which only
// the first coefficient is wanted. Positions count bits of the scan's data.
import { afterRefill, REFILLED, refilled } from './bit-reader';
import { dataAt, positionAt } from './entropy-data';
import { JpegComponent } from './frame';
import { BITS } from './huffman-tables';
import { sampleOf } from './samples';
import { SKIP_END, skipAt, skipLookupOf } from './skip-lookup';
import { decodeAc, decodeDc, decodedValue } from './huffman-decode';

const COEFFICIENTS: u32 = 64;

/**
 * Decodes a number of blocks, from a position on: to samples, a byte each, or to coefficients of
 * 16 bits. Returns the position after them. The tables are ready, and makeSkipLookup was called for `ac`.
 */
export function decodeDcBlocks(
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
  const quantiser = <i32>load<i16>(component.multipliers);
  const skips = skipLookupOf(ac);
  let target = to;
  for (let left = blocks; left > 0; left--) {
    bits = refilled(bits, count, next);
    next = afterRefill(next, count);
    count |= REFILLED;
    const taken = decodeDc(dc, bits);
    prediction += decodedValue();
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
      const decoded = decodeAc(ac, bits);
      bits <<= decoded & 255;
      count -= decoded & 255;
      index += decoded >> 8;
      if (index >= COEFFICIENTS) break;
    }
    if (toSamples) {
      store<u8>(target, sampleOf(prediction, quantiser));
      target++;
    } else {
      store<i16>(target, <i16>prediction);
      target += 2;
    }
  }
  component.prediction = prediction;
  return positionAt(next) - count;
}
