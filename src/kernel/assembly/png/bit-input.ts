// The bits of a zlib stream, read one number or code at a time.
import { SUBTABLE } from './huffman';
import { inflation } from './inflation';

/** Whether there are `count` bits; reads no more of the input than it needs. */
export function need(count: u32): bool {
  while (inflation.bits < count) {
    if (inflation.next == inflation.end) return false;
    inflation.hold |= <u64>load<u8>(inflation.next) << (<u64>inflation.bits);
    inflation.next++;
    inflation.bits += 8;
  }
  return true;
}

@inline
export function peek(count: u32): u32 {
  return <u32>(inflation.hold & ((<u64>1 << (<u64>count)) - 1));
}

@inline
export function drop(count: u32): void {
  inflation.hold >>= <u64>count;
  inflation.bits -= count;
}

/**
 * The entry of the next code, or 0 if not all of its bits are there. For an entry of a sub-table the
 * bits of the main table are dropped already, so that only its own are left.
 */
export function peekEntry(table: usize, tableBits: u32): u32 {
  do {
    const entry = load<u32>(table + (<usize>peek(tableBits) << 2));
    const codeBits = (entry >> 8) & 15;
    if (!(entry & SUBTABLE)) {
      if (codeBits <= inflation.bits) return entry;
      continue;
    }
    const index = (inflation.hold >> (<u64>tableBits)) & ((<u64>1 << (<u64>codeBits)) - 1);
    const subTable = table + (<usize>((entry >> 16) & 0x7fff) << 2);
    const subEntry = load<u32>(subTable + (<usize>index << 2));
    if (tableBits + ((subEntry >> 8) & 15) <= inflation.bits) {
      drop(tableBits);
      return subEntry;
    }
  } while (need(inflation.bits + 1));
  return 0;
}
