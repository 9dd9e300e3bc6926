// The entropy-coded data of a lossless scan (ITU-T T.81, H.2.2; jdlhuff.c of libjpeg-turbo): one
// difference for each sample of an MCU, code and value at once if they are short.
//
//   31…16  the difference, modulo 2^16
//   5…0    bits that code and value take; 0: more than LOOKUP_BITS
import { afterRefill, REFILLED, refilled } from './bit-reader';
import { dataAt, dataBits, positionAt } from './entropy-data';
import { extended, symbolAt } from './huffman-tables';

const LOOKUP_BITS: i32 = 11;
export const LOOKUP_BYTES: usize = 4 << LOOKUP_BITS;
const BITS: u32 = 63;

/** A category of 16 bits has one difference, 32768, and no bits behind its code. */
export const MOST_BITS: u8 = 16;

/** Samples of an MCU, at most (libjpeg's D_MAX_BLOCKS_IN_MCU). */
const MAX_MCU_SAMPLES: i32 = 10;
/** This number of MCUs reads fewer bits than there are zeros behind the data. */
const MCUS_AT_ONCE: i32 = 64;

/** One sample of each MCU. */
@unmanaged
class Unit {
  /** A table of the Huffman decoder, and its entries for short codes. */
  table: usize;
  lookup: usize;
  /** The address of the first MCU's difference, i16, and the bytes from MCU to MCU. */
  first: usize;
  step: usize;
  /** The address of the next difference. */
  target: usize;
}

const units = memory.data(offsetof<Unit>() * MAX_MCU_SAMPLES, 16);
let unitsEnd: usize = units;

export function resetUnits(): void {
  unitsEnd = units;
}

/** `first` receives the first MCU's difference, and the others follow `step` bytes after each other. */
export function addUnit(table: usize, lookup: usize, first: usize, step: usize): void {
  const unit = changetype<Unit>(unitsEnd);
  unit.table = table;
  unit.lookup = lookup;
  unit.first = first;
  unit.step = step;
  unitsEnd += offsetof<Unit>();
}

/** Fills `lookup`, LOOKUP_BYTES, for a ready table. */
export function makeDifferences(table: usize, lookup: usize): void {
  for (let i = 0; i < 1 << LOOKUP_BITS; i++) {
    const bits = <u64>i << (64 - LOOKUP_BITS);
    const entry = differenceAt(table, bits);
    store<u32>(lookup + (<usize>i << 2), (entry & BITS) <= <u32>LOOKUP_BITS ? entry : 0);
  }
}

/** Any code and the value behind it, as an entry. */
function differenceAt(table: usize, bits: u64): u32 {
  const symbol = symbolAt(table, bits);
  const length = <u32>symbol >> 8;
  const size = symbol & 255;
  if (size == <i32>MOST_BITS) return 0x80000000 | length;
  if (size == 0) return length;
  const value = extended(<i32>((bits << length) >> (64 - size)), size);
  return (<u32>value << 16) | (length + <u32>size);
}

/**
 * Decodes the differences of a row of MCUs, from a position in the data on, to `offset` bytes after the first
 * ones. Zeros follow the data. Returns the position after them.
 */
export function decodeDifferences(from: u32, mcus: i32, offset: usize): u32 {
  for (let at = units; at < unitsEnd; at += offsetof<Unit>()) {
    const unit = changetype<Unit>(at);
    unit.target = unit.first + offset;
  }
  let position = from;
  for (let x = 0; x < mcus; x += MCUS_AT_ONCE) {
    // beyond the data, all positions are alike
    position = decodeMcus(min(position, dataBits()), min(MCUS_AT_ONCE, mcus - x));
  }
  return position;
}

function decodeMcus(from: u32, mcus: i32): u32 {
  let next = dataAt(from);
  let bits = refilled(0, 0, next) << (from & 7);
  let count = REFILLED - (from & 7);
  next = afterRefill(next, 0);
  const end = unitsEnd;
  for (let left = mcus; left > 0; left--) {
    for (let at = units; at < end; at += offsetof<Unit>()) {
      const unit = changetype<Unit>(at);
      bits = refilled(bits, count, next);
      next = afterRefill(next, count);
      count |= REFILLED;
      let entry = load<u32>(unit.lookup + (<usize>(bits >> (64 - LOOKUP_BITS)) << 2));
      if (entry == 0) entry = differenceAt(unit.table, bits);
      const target = unit.target;
      store<u16>(target, <u16>(entry >> 16));
      unit.target = target + unit.step;
      bits <<= entry;
      count -= entry & BITS;
    }
  }
  return positionAt(next) - count;
}
