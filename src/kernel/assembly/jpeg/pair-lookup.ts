// A look-up table of one or two AC coefficients at once, or one and the block's end (ITU-T T.81, F.2.2.2): half of
// all symbols come in pairs.
//
//   63…48  the second coefficient; if there is none, the first again
//   47…32  the first
//   20…16  coefficients that the second advances by; 0: there is none
//   12…8   coefficients that the first advances by
//   7      PAIR_END: behind the first, the block ends
//   6      NO_PAIR: not even one coefficient fits PAIR_BITS
//   5…0    bits that they take
import {
  BITS,
  hasAdded,
  HAS_PAIR_LOOKUP,
  lookupAt,
  ODD,
  PAIR_BITS,
  PAIR_LOOKUP,
  setAdded,
  STOP,
  valueOf,
} from './huffman-tables';

export const PAIR_END: u64 = 1 << 7;
export const NO_PAIR: u64 = 1 << 6;

/** Takes some 20 microseconds, unless the table is that of the file before. */
export function makePairLookup(table: usize): void {
  if (hasAdded(table, HAS_PAIR_LOOKUP)) return;
  for (let i = 0; i < 1 << PAIR_BITS; i++) {
    store<u64>(table + PAIR_LOOKUP + (<usize>i << 3), pairOf(table, <u64>i << (64 - PAIR_BITS)));
  }
  setAdded(table, HAS_PAIR_LOOKUP);
}

function pairOf(table: usize, bits: u64): u64 {
  const entry = lookupAt(table, bits);
  const taken = entry & BITS;
  if ((entry & (ODD | STOP)) != 0 || taken > <u32>PAIR_BITS) return NO_PAIR;
  const value = <u64>(valueOf(bits, entry) & 0xffff);
  const first = (value << 32) | (((entry >> 8) & 31) << 8);
  const more = lookupAt(table, bits << taken);
  const all = taken + (more & BITS);
  if ((more & ODD) != 0 || all > <u32>PAIR_BITS) return first | (value << 48) | taken;
  if ((more & STOP) != 0) return first | (value << 48) | PAIR_END | all;
  const second = <u64>(valueOf(bits << taken, more) & 0xffff);
  return first | (second << 48) | (<u64>((more >> 8) & 31) << 16) | all;
}

/** The address of the entries of a table for which makePairLookup was called. */
@inline
export function pairLookupOf(table: usize): usize {
  return table + PAIR_LOOKUP;
}

/** The entry for these bits, which are the high ones. */
@inline
export function pairAt(pairs: usize, bits: u64): u64 {
  return load<u64>(pairs + (<usize>(bits >> (64 - PAIR_BITS)) << 3));
}
