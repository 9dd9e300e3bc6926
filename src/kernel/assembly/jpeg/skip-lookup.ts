// A look-up table of several AC symbols at once (ITU-T T.81, F.2.2.2), of which nothing but their end matters.
//
//   15     SKIP_END: they end the block
//   12…6   coefficients that they advance by; 64: not even one fits SKIP_BITS
//   5…0    bits that they take
import {
  BITS,
  hasAdded,
  HAS_SKIP_LOOKUP,
  lookupAt,
  ODD,
  setAdded,
  SKIP_BITS,
  SKIP_LOOKUP,
  STOP,
} from './huffman-tables';

export const SKIP_END: u32 = 0x8000;
const NO_SKIP: u16 = 64 << 6;

/** Takes some 50 microseconds, unless the table is that of the file before. */
export function makeSkipLookup(table: usize): void {
  if (hasAdded(table, HAS_SKIP_LOOKUP)) return;
  for (let i = 0; i < 1 << SKIP_BITS; i++) {
    store<u16>(table + SKIP_LOOKUP + (<usize>i << 1), skipOf(table, <u64>i << (64 - SKIP_BITS)));
  }
  setAdded(table, HAS_SKIP_LOOKUP);
}

function skipOf(table: usize, bits: u64): u16 {
  let taken: u32 = 0;
  let coefficients: u32 = 0;
  while (true) {
    const entry = lookupAt(table, bits << <u64>taken);
    const next = taken + (entry & BITS);
    if ((entry & ODD) != 0 || next > <u32>SKIP_BITS) break;
    if ((entry & STOP) != 0) return <u16>(SKIP_END | (coefficients << 6) | next);
    const goesOn = (entry >> 8) & 31;
    if (coefficients + goesOn > 63) break;
    taken = next;
    coefficients += goesOn;
  }
  return taken == 0 ? NO_SKIP : <u16>((coefficients << 6) | taken);
}

/** The address of the entries of a table for which makeSkipLookup was called. */
@inline
export function skipLookupOf(table: usize): usize {
  return table + SKIP_LOOKUP;
}

/** The entry for these bits, which are the high ones. */
@inline
export function skipAt(skips: usize, bits: u64): u32 {
  return load<u16>(skips + (<usize>(bits >> (64 - SKIP_BITS)) << 1));
}
