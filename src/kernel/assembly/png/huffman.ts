// Tables that decode the prefix codes of deflate (RFC 1951, 3.2). An index is the next bits of the
// stream, an entry is 32 bits:
//
//   31      LITERAL        30…16  the literal; the base of a length or distance; a sub-table's index
//   15      EXCEPTIONAL    with SUBTABLE, END_OF_BLOCK, or neither: no such symbol
//   11…8    bits of the code (of a sub-table: bits of its index)
//   7…0     bits of the code and of the number behind it, together
//
// Codes longer than a table's own bits continue in a sub-table, whose entries count bits from there.

export const LITERAL: u32 = 0x80000000;
export const EXCEPTIONAL: u32 = 0x8000;
export const SUBTABLE: u32 = 0x4000;
export const END_OF_BLOCK: u32 = 0x2000;

/** Kinds of codes, and the most bits of their tables without sub-tables. */
export const LENGTHS: i32 = 0;
export const DISTANCES: i32 = 1;
export const CODE_LENGTHS: i32 = 2;
const LENGTHS_ROOT: i32 = 11;
const DISTANCES_ROOT: i32 = 9;
const CODE_LENGTHS_ROOT: i32 = 7;

const MAX_BITS: i32 = 15;
const MAX_SYMBOLS: i32 = 320;

// entries that the worst complete code needs: zlib's enough.c says 2,342 of 286 symbols in 11 bits,
// and 592 of 30 in 9
export const lengthTable = memory.data(4 * 2400, 16);
export const distanceTable = memory.data(4 * 640, 16);
export const codeLengthTable = memory.data(4 * 128, 16);

const LENGTH_BASES = memory.data<u16>([
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
  163, 195, 227, 258,
]);
const LENGTH_EXTRAS = memory.data<u8>([
  0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
]);

const counts = memory.data(2 * (MAX_BITS + 2), 16);
const offsets = memory.data(2 * (MAX_BITS + 2), 16);
const sorted = memory.data(2 * MAX_SYMBOLS, 16);

/**
 * Makes the table of a code; `lengths` has a byte for each symbol. Returns the bits of its index, or 0
 * if zlib rejects the code: because it is over-subscribed, or incomplete (but for a single code of
 * one bit, and none at all).
 */
export function buildTable(kind: i32, table: usize, lengths: usize, symbols: i32): i32 {
  const longest = sortSymbols(lengths, symbols);
  if (longest == 0) {
    // zlib reads a bit for each code length then, and finds it to be 0
    const none: u32 = kind == CODE_LENGTHS ? 0x101 : EXCEPTIONAL | 0x101;
    store<u32>(table, none);
    store<u32>(table, none, 4);
    return 1;
  }
  let left: i32 = 1;
  for (let length = 1; length <= MAX_BITS; length++) {
    left = (left << 1) - load<u16>(counts + (<usize>length << 1));
    if (left < 0) return 0;
  }
  if (left > 0) {
    if (kind == CODE_LENGTHS || longest != 1) return 0;
    store<u32>(table, EXCEPTIONAL | 0x101, 4);
  }
  const most = kind == LENGTHS ? LENGTHS_ROOT : kind == DISTANCES ? DISTANCES_ROOT : CODE_LENGTHS_ROOT;
  const root = min(most, longest);
  fillTable(kind, table, root, longest);
  return root;
}

/** Symbols by length of their code, and by number; returns the greatest length. */
function sortSymbols(lengths: usize, symbols: i32): i32 {
  memory.fill(counts, 0, 2 * (MAX_BITS + 2));
  for (let symbol: usize = 0; symbol < <usize>symbols; symbol++) {
    const at = counts + (<usize>load<u8>(lengths + symbol) << 1);
    store<u16>(at, load<u16>(at) + 1);
  }
  let longest = MAX_BITS;
  while (longest > 0 && load<u16>(counts + (<usize>longest << 1)) == 0) longest--;
  let offset: u16 = 0;
  for (let length: usize = 1; length <= <usize>MAX_BITS; length++) {
    store<u16>(offsets + (length << 1), offset);
    offset += load<u16>(counts + (length << 1));
  }
  for (let symbol: usize = 0; symbol < <usize>symbols; symbol++) {
    const length = <usize>load<u8>(lengths + symbol);
    if (length == 0) continue;
    const at = offsets + (length << 1);
    store<u16>(sorted + (<usize>load<u16>(at) << 1), <u16>symbol);
    store<u16>(at, load<u16>(at) + 1);
  }
  return longest;
}

function fillTable(kind: i32, table: usize, root: i32, longest: i32): void {
  let next = sorted;
  let code: u32 = 0; // its first bit is the lowest
  for (let length = 1; length <= root; length++) {
    for (let n = load<u16>(counts + (<usize>length << 1)); n > 0; n--, next += 2) {
      store<u32>(table + (<usize>code << 2), entryOf(kind, load<u16>(next), length));
      code = successor(code, length);
    }
    // codes that are longer have each of these indices twice
    if (length < root) memory.copy(table + (<usize>4 << length), table, <usize>4 << length);
  }
  let free: u32 = 1 << root;
  let start: u32 = 0;
  let subBits: i32 = 0;
  let prefix: u32 = u32.MAX_VALUE;
  for (let length = root + 1; length <= longest; length++) {
    for (let n: i32 = load<u16>(counts + (<usize>length << 1)); n > 0; n--, next += 2) {
      if ((code & ((1 << root) - 1)) != prefix) {
        prefix = code & ((1 << root) - 1);
        start = free;
        subBits = subTableBits(length, root, n);
        free += 1 << subBits;
        const pointer = EXCEPTIONAL | SUBTABLE | (start << 16) | (subBits << 8) | root;
        store<u32>(table + (<usize>prefix << 2), pointer);
      }
      const entry = entryOf(kind, load<u16>(next), length - root);
      for (let i = start + (code >> root); i < free; i += 1 << (length - root)) {
        store<u32>(table + (<usize>i << 2), entry);
      }
      code = successor(code, length);
    }
  }
}

/** Bits of a sub-table that begins with the first of `left` codes of a length. */
function subTableBits(length: i32, root: i32, left: i32): i32 {
  let bits = length - root;
  let codes = left;
  while (codes < 1 << bits) {
    bits++;
    codes = (codes << 1) + load<u16>(counts + (<usize>(root + bits) << 1));
  }
  return bits;
}

/** The next code of a length; as the first bit is the lowest, one is added from above. */
@inline
function successor(code: u32, length: i32): u32 {
  const zeros = code ^ ((1 << length) - 1);
  if (zeros == 0) return 0;
  const bit = <u32>1 << (31 - clz(zeros));
  return (code & (bit - 1)) | bit;
}

function entryOf(kind: i32, symbol: u32, length: u32): u32 {
  const bits = (length << 8) | length;
  if (kind == CODE_LENGTHS) return (symbol << 16) | bits;
  if (kind == DISTANCES) {
    if (symbol > 29) return EXCEPTIONAL | bits;
    if (symbol < 4) return ((symbol + 1) << 16) | bits;
    const extra = (symbol >> 1) - 1;
    return (((2 + (symbol & 1)) << extra) + 1) << 16 | (bits + extra);
  }
  if (symbol < 256) return LITERAL | (symbol << 16) | bits;
  if (symbol == 256) return EXCEPTIONAL | END_OF_BLOCK | bits;
  if (symbol > 285) return EXCEPTIONAL | bits;
  const base = <u32>load<u16>(LENGTH_BASES + (<usize>(symbol - 257) << 1));
  return (base << 16) | (bits + load<u8>(LENGTH_EXTRAS + (symbol - 257)));
}
