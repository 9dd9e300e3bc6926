// A run of blocks of one component in a sequential scan (ITU-T T.81, F.2.2) of which only the first
// coefficient is wanted. Positions count bits of the scan's data.
import { afterRefill, REFILLED, refilled } from './bits';
import { dataAt, positionAt } from './data';
import { JpegComponent } from './frame';
import { BITS } from './huffman';
import { sampleOf } from './samples';
import { SKIP_END, skipAt, skipsOf } from './skips';
import { readDc, readAc, value } from './symbols';

const COEFFICIENTS: u32 = 64;

/**
 * Decodes a number of blocks, from a position on: to samples, a byte each, or to coefficients of
 * 16 bits. Returns the position after them. The tables are ready, and makeSkips was called for `ac`.
 */
export function skipRun(
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
  const skips = skipsOf(ac);
  let target = to;
  for (let left = blocks; left > 0; left--) {
    bits = refilled(bits, count, next);
    next = afterRefill(next, count);
    count |= REFILLED;
    const taken = readDc(dc, bits);
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
      const symbol = readAc(ac, bits);
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
  }
  component.prediction = prediction;
  return positionAt(next) - count;
}
