// Single symbols of a scan, and the values behind them.
import { BITS, extended, longSymbol, lookAt, ODD, symbolAt, valueOf } from './huffman';

/** Past the coefficients of any block. */
export const TO_THE_END: u32 = 64 << 8;

/** The result of readDc and readAc: a difference, or a coefficient; 0: none. */
export let value: i32 = 0;

/** The bits of a first coefficient's difference to the one before, which is left in `value`. */
@inline
export function readDc(table: usize, bits: u64): u32 {
  const look = lookAt(table, bits);
  if ((look & ODD) != 0) return readLongDc(table, bits);
  value = valueOf(bits, look);
  return look & BITS;
}

function readLongDc(table: usize, bits: u64): u32 {
  const symbol = <u32>longSymbol(table, bits);
  return readValue(bits, symbol >> 8, symbol & 15);
}

/** The bits of a code and of the value behind it, together. */
@inline
function readValue(bits: u64, length: u32, size: u32): u32 {
  value = size == 0 ? 0 : extended(<i32>((bits << length) >> (64 - size)), <i32>size);
  return length + size;
}

/**
 * Any AC symbol and the value behind it: the bits that they take, and << 8 the coefficients that it
 * advances by, to the end if it ends the block. The coefficient itself is left in `value`.
 */
export function readAc(ac: usize, bits: u64): u32 {
  const symbol = <u32>symbolAt(ac, bits);
  const size = symbol & 15;
  const run = (symbol >> 4) & 15;
  const taken = readValue(bits, symbol >> 8, size);
  return size == 0 && run < 15 ? TO_THE_END | taken : ((run + 1) << 8) | taken;
}

