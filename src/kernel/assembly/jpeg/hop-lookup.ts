// Look-up tables of several symbols at once (ITU-T T.81, F.2.2), of which nothing but their end matters: from within a
// block, or from its start, with its DC symbol. The bits of the last value may lie behind those that are looked up.
//
//   15…8  coefficients behind the first one that they advance by; + HOP_END if they end the block;
//         + ODD_HOP if not even one symbol fits HOP_BITS
//   7…0   bits that they take
//
// Added to the coefficients before, this tells by bit 6 that the hop cannot be made: it would lead beyond the
// block, or is odd. Then a symbol is decoded by itself. Coefficient 63 ends the block.
import {
  FIRST_HOP_LOOKUP,
  hasAdded,
  HAS_HOP_LOOKUP,
  HOP_BITS,
  HOP_LOOKUP,
  serialOf,
  setAdded,
  setFirstHopsDc,
  firstHopsDc,
  symbolAt,
} from './huffman-tables';

const LAST: u32 = 63;
const HOP_END: u32 = 129;
const ODD_HOP: u32 = 192;

/** How many bits decided on the hop that was last made. */
let decisive: u32 = 0;

/** For an AC table; takes some 30 microseconds, unless it is that of the file before. */
export function makeHopLookup(ac: usize): void {
  if (hasAdded(ac, HAS_HOP_LOOKUP)) return;
  makeHops(ac + HOP_LOOKUP, 0, ac);
  setAdded(ac, HAS_HOP_LOOKUP);
}

/** Those from a block's start; of an AC table, they are of the DC table for which they were last made. */
export function makeFirstHopLookup(dc: usize, ac: usize): void {
  if (hasFirstHopsOf(dc, ac)) return;
  makeHops(ac + FIRST_HOP_LOOKUP, dc, ac);
  setFirstHopsDc(ac, serialOf(dc));
}

export function hasFirstHopsOf(dc: usize, ac: usize): bool {
  return firstHopsDc(ac) == serialOf(dc);
}

/** `dc` is 0 for hops from within a block. */
function makeHops(target: usize, dc: usize, ac: usize): void {
  let next: u32 = 0;
  while (next < 1 << HOP_BITS) {
    const hop = hopOf(<u64>next << (64 - HOP_BITS), dc, ac);
    // those that differ in the other bits are the same
    const end = next + (1 << (HOP_BITS - decisive));
    for (; next < end; next++) store<u16>(target + (<usize>next << 1), hop);
  }
}

function hopOf(bits: u64, dc: usize, ac: usize): u16 {
  let taken: u32 = 0;
  let coefficients: u32 = 0;
  decisive = HOP_BITS;
  if (dc != 0) {
    const symbol = <u32>symbolAt(dc, bits);
    if (symbol >> 8 > <u32>HOP_BITS) return <u16>(ODD_HOP << 8);
    decisive = symbol >> 8;
    taken = decisive + (symbol & 15);
  }
  while (taken < <u32>HOP_BITS) {
    const symbol = <u32>symbolAt(ac, bits << <u64>taken);
    const length = symbol >> 8;
    if (taken + length > <u32>HOP_BITS) {
      decisive = HOP_BITS;
      break;
    }
    decisive = taken + length;
    const size = symbol & 15;
    const run = (symbol >> 4) & 15;
    if (size == 0 && run < 15) return <u16>(((coefficients + HOP_END) << 8) | (taken + length));
    if (coefficients + run + 1 > LAST) break;
    taken += length + size;
    coefficients += run + 1;
  }
  return <u16>(taken == 0 ? ODD_HOP << 8 : (coefficients << 8) | taken);
}

@inline
export function isOddHop(sum: u32): bool {
  return (sum & 64) != 0;
}

/** The entry for these bits, which are the high ones. */
@inline
export function hopAt(hops: usize, bits: u64): u32 {
  return load<u16>(hops + (<usize>(bits >> (64 - HOP_BITS)) << 1));
}

/**
 * One symbol, whatever it is, as a hop that is not odd. `bits` are the next ones, the high ones, and `index`
 * coefficients behind the first one come before it.
 */
export function hopOfSymbol(bits: u64, isFirst: bool, index: u32, dc: usize, ac: usize): u32 {
  const symbol = <u32>symbolAt(isFirst ? dc : ac, bits);
  const taken = (symbol >> 8) + (symbol & 15);
  if (isFirst) return taken;
  const run = (symbol >> 4) & 15;
  if ((symbol & 15) == 0 && run < 15) return (HOP_END << 8) | taken;
  return (min(run + 1, LAST - index) << 8) | taken;
}
