// Blocks of a sequential scan (ITU-T T.81, F.2.2). A position counts bits of the scan's data; each
// function is given one and returns the one behind the block.
import { bitsAt } from './jpeg-data';
import { JpegComponent } from './jpeg-frame';
import {
  BITS,
  extended,
  KIND,
  longSymbol,
  lookAt,
  MAGNITUDE,
  SKIP_END,
  skipAt,
  STOP,
  VALUE,
} from './jpeg-huffman';
import { coefficientAt } from './jpeg-zigzag';

const COEFFICIENTS: u32 = 64;
const TO_THE_END: u32 = COEFFICIENTS << 8;
/** Of the 57 bits that are at hand, so many may be used before the longest symbol and its value. */
const ENOUGH_FOR_SYMBOL: u32 = 57 - 32;
const ENOUGH_FOR_SKIP: u32 = 57 - 13;

/** The difference of the first coefficient to the one before, added to the prediction. */
@inline
export function takeDc(component: JpegComponent, table: usize, bits: u64): u32 {
  const look = lookAt(table, bits);
  if ((look & (KIND | BITS)) - 1 < BITS) {
    component.prediction += <i32>look >> 16;
    return look & BITS;
  }
  return takeLongDc(component, table, bits, look);
}

function takeLongDc(component: JpegComponent, table: usize, bits: u64, look: u32): u32 {
  let length = look & BITS;
  let size = look >> 16;
  if (length == 0) {
    const symbol = <u32>longSymbol(table, bits);
    length = symbol >> 8;
    size = symbol & 15;
  }
  if (size > 0) {
    component.prediction += extended(<i32>((bits << length) >> (64 - size)), <i32>size);
  }
  return length + size;
}

/**
 * An AC symbol and what follows it, of which nothing but their length matters: bits that it takes,
 * and << 8 by how many coefficients it goes on; to the end, if it ends the block.
 */
@inline
function skipSymbol(ac: usize, bits: u64): u32 {
  const look = lookAt(ac, bits);
  if ((look & BITS) == 0) return skipLongSymbol(ac, bits);
  if ((look & KIND) == VALUE) return look & 0x1fff;
  const taken = look & BITS;
  return (look & KIND) == STOP ? TO_THE_END | taken : (look & 0x1f00) | (taken + (look >> 16));
}

function skipLongSymbol(ac: usize, bits: u64): u32 {
  const symbol = <u32>longSymbol(ac, bits);
  const size = symbol & 15;
  const run = (symbol >> 4) & 15;
  const goesOn = size == 0 && run < 15 ? TO_THE_END : (run + 1) << 8;
  return goesOn | ((symbol >> 8) + size);
}

/** A block of which only the first coefficient is wanted: it is the prediction then. */
export function skipBlock(component: JpegComponent, dc: usize, ac: usize, from: u32): u32 {
  let position = from;
  let bits = bitsAt(position);
  let used = takeDc(component, dc, bits);
  bits <<= used;
  let index: u32 = 1;
  while (index < COEFFICIENTS) {
    if (used > ENOUGH_FOR_SYMBOL) {
      position += used;
      bits = bitsAt(position);
      used = 0;
    }
    const symbol = skipSymbol(ac, bits);
    used += symbol & 255;
    bits <<= symbol & 255;
    index += symbol >> 8;
  }
  return position + used;
}

/** The same with several symbols at a time, by the entries that makeSkips made. */
export function skipBlockFast(component: JpegComponent, dc: usize, ac: usize, from: u32): u32 {
  let position = from;
  let bits = bitsAt(position);
  let used = takeDc(component, dc, bits);
  bits <<= used;
  let index: u32 = 1;
  while (true) {
    if (used > ENOUGH_FOR_SKIP) {
      position += used;
      bits = bitsAt(position);
      used = 0;
    }
    const skip = skipAt(ac, bits);
    const taken = skip & 15;
    const next = index + ((skip >> 4) & 63);
    if (taken == 0 || next >= COEFFICIENTS) {
      position += used;
      bits = bitsAt(position); // all the bits that one symbol may take
      const symbol = skipSymbol(ac, bits);
      used = symbol & 255;
      bits <<= used;
      index += symbol >> 8;
      if (index >= COEFFICIENTS) return position + used;
      continue;
    }
    used += taken;
    if ((skip & SKIP_END) != 0) return position + used;
    bits <<= taken;
    index = next;
  }
}

/** Whether the block that was decoded last has no other coefficient than the first. */
export let isFlat: bool = false;

/** A whole block, into 128 bytes of zeros; the first coefficient is the prediction. */
export function decodeBlock(
  component: JpegComponent,
  dc: usize,
  ac: usize,
  from: u32,
  block: usize,
): u32 {
  let position = from;
  let bits = bitsAt(position);
  let used = takeDc(component, dc, bits);
  bits <<= used;
  store<i16>(block, <i16>component.prediction);
  let index: u32 = 0;
  isFlat = true;
  while (true) {
    if (used > ENOUGH_FOR_SYMBOL) {
      position += used;
      bits = bitsAt(position);
      used = 0;
    }
    const look = lookAt(ac, bits);
    let taken = look & BITS;
    let value = <i32>look >> 16;
    if (taken != 0 && (look & KIND) == VALUE) {
      index += (look >> 8) & 31;
    } else {
      let size = <u32>value;
      let goesOn = (look >> 8) & 31;
      if (taken == 0) {
        const symbol = <u32>longSymbol(ac, bits);
        size = symbol & 15;
        goesOn = ((symbol >> 4) & 15) + 1;
        taken = symbol >> 8;
        if (size == 0 && goesOn < 16) return position + used + taken;
      } else if ((look & KIND) == STOP) {
        return position + used + taken;
      }
      index += goesOn;
      if (size == 0) {
        used += taken;
        bits <<= taken;
        if (index >= COEFFICIENTS - 1) return position + used;
        continue;
      }
      value = extended(<i32>((bits << taken) >> (64 - size)), <i32>size);
      taken += size;
    }
    store<i16>(coefficientAt(block, index), <i16>value);
    isFlat = false;
    used += taken;
    bits <<= taken;
    if (index >= COEFFICIENTS - 1) return position + used;
  }
}
