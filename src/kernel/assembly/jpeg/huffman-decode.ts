// One code and the value behind it (ITU-T T.81, F.2.2.1: DECODE, RECEIVE and EXTEND; jdhuff.c), any that the entries
// for several codes have not.
import { BITS, extended, longSymbol, lookupAt, ODD, symbolAt, valueOf } from './huffman-tables';

/** Past the coefficients of any block. */
export const TO_THE_END: u32 = 64 << 8;

// in a global, because packing it into the result takes 2 to 6 percent of a whole decoding
let value: i32 = 0;

/** That of the last code: a difference, or a coefficient; 0: none. */
@inline
export function decodedValue(): i32 {
  return value;
}

/** The bits of a first coefficient's code and value, which is its difference to the one before. */
@inline
export function decodeDc(table: usize, bits: u64): u32 {
  const entry = lookupAt(table, bits);
  if ((entry & ODD) != 0) return decodeLongDc(table, bits);
  value = valueOf(bits, entry);
  return entry & BITS;
}

function decodeLongDc(table: usize, bits: u64): u32 {
  const symbol = <u32>longSymbol(table, bits);
  return receive(bits, symbol >> 8, symbol & 15);
}

/** The bits of a code of this length and of the value behind it, together. */
@inline
function receive(bits: u64, length: u32, size: u32): u32 {
  value = size == 0 ? 0 : extended(<i32>((bits << length) >> (64 - size)), <i32>size);
  return length + size;
}

/**
 * Any AC symbol and the value behind it: the bits that they take, and << 8 the coefficients that it
 * advances by, to the end if it ends the block.
 */
export function decodeAc(ac: usize, bits: u64): u32 {
  const symbol = <u32>symbolAt(ac, bits);
  const size = symbol & 15;
  const run = (symbol >> 4) & 15;
  const taken = receive(bits, symbol >> 8, size);
  return size == 0 && run < 15 ? TO_THE_END | taken : ((run + 1) << 8) | taken;
}
