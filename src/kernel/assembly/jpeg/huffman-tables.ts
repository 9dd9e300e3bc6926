// Huffman tables: as a file defines them (ITU-T T.81, B.2.4.2), and prepared for look-ups (annex C;
// jpeg_make_d_derived_tbl of jdhuff.c). Prepared tables are kept, because
// most files have the tables of the file before.
import { reserve } from '../arena';

const CLASSES: i32 = 2;
const NUMBERS: i32 = 4;
/** Slots by class (0: DC, 1: AC) and number. */
const SLOTS: i32 = CLASSES * NUMBERS;

/** A definition: how many codes there are of each length from 1 to 16, then the symbols. */
const LENGTHS: i32 = 16;
const DEFINITION_BYTES: usize = 16 + 256;

/** Bits that are looked up at once: for a symbol, for a pair of them, and for the end of several. */
const LOOKUP_BITS: i32 = 10;
export const PAIR_BITS: i32 = 11;
export const HOP_BITS: i32 = 13;

/**
 * A code of up to LOOKUP_BITS. Shifts of 64 bits use only the six low bits of the shift count, so that
 * an entry can serve as one as it is.
 *
 *   19…16  the size of the value behind it, in bits
 *   12…8   by how many coefficients it goes on: its run, and one
 *   7      STOP: it ends the block
 *   6      ODD: a longer code, or zeros without a value behind them (ZRL)
 *   5…0    bits that code and value take together
 */
export const STOP: u32 = 1 << 7;
export const ODD: u32 = 1 << 6;
export const BITS: u32 = 63;

// offsets of the parts of a ready table; entries of codes come first, because they are looked up most
const SYMBOLS: usize = 4 << LOOKUP_BITS; // u16 × 2^LOOKUP_BITS: length << 8 | symbol
export const PAIR_LOOKUP: usize = SYMBOLS + (2 << LOOKUP_BITS); // u64 × 2^PAIR_BITS
export const HOP_LOOKUP: usize = PAIR_LOOKUP + (8 << PAIR_BITS); // u16 × 2^HOP_BITS
export const FIRST_HOP_LOOKUP: usize = HOP_LOOKUP + (2 << HOP_BITS); // u16 × 2^HOP_BITS
const LARGEST: usize = FIRST_HOP_LOOKUP + (2 << HOP_BITS); // i32 × 18, by length: its largest code, or -1
const OFFSETS: usize = LARGEST + 4 * 18; // i32 × 18: added to a code, the index of its symbol
const DEFINITION: usize = OFFSETS + 4 * 18;
const FLAGS: usize = DEFINITION + DEFINITION_BYTES;
const SERIAL: usize = FLAGS + 4;
const FIRST_HOPS_DC: usize = FLAGS + 8;
const READY_BYTES: usize = FLAGS + 16;

const IS_READY: u8 = 1;
export const HAS_HOP_LOOKUP: u8 = 2;
export const HAS_PAIR_LOOKUP: u8 = 4;

const definitions = memory.data(272 * SLOTS, 16);
const isDefined = memory.data(SLOTS, 16);
let ready: usize = 0;
let lastSerial: u32 = 0;

/** Before anything else in an instance: room that outlives an image; false if memory runs out. */
export function reserveTables(): bool {
  if (ready == 0) ready = reserve(<u64>READY_BYTES * SLOTS);
  return ready != 0;
}

export function resetTables(): void {
  memory.fill(isDefined, 0, SLOTS);
}

@inline
function slotOf(isAc: bool, number: i32): i32 {
  return (isAc ? NUMBERS : 0) + number;
}

/**
 * Reads a segment of definitions (ITU-T T.81, B.2.4.2); false if libjpeg finds it malformed. If
 * `onlyMissing`, a definition that is already there is kept.
 */
export function defineTables(from: usize, end: usize, onlyMissing: bool): bool {
  let at = from;
  while (end - at > 16) {
    const kind = <i32>load<u8>(at);
    let symbols: usize = 0;
    for (let i: usize = 1; i <= <usize>LENGTHS; i++) symbols += load<u8>(at + i);
    if (symbols > 256 || at + 17 + symbols > end) return false;
    if ((kind & ~0x10) >= NUMBERS) return false;
    const slot = slotOf((kind & 0x10) != 0, kind & 3);
    if (!onlyMissing || load<u8>(isDefined + slot) == 0) {
      const definition = definitions + DEFINITION_BYTES * <usize>slot;
      memory.fill(definition, 0, DEFINITION_BYTES);
      memory.copy(definition, at + 1, 16 + symbols);
      store<u8>(isDefined + slot, 1);
    }
    at += 17 + symbols;
  }
  return at == end;
}

export function hasTable(isAc: bool, number: i32): bool {
  return number < NUMBERS && load<u8>(isDefined + slotOf(isAc, number)) != 0;
}

/**
 * Makes a defined table ready, and returns its address; 0 if libjpeg refuses it, as it does symbols larger than
 * `most`.
 */
export function readyTable(isAc: bool, number: i32, most: u8): usize {
  const slot = slotOf(isAc, number);
  const definition = definitions + DEFINITION_BYTES * <usize>slot;
  const table = ready + READY_BYTES * <usize>slot;
  const isSame =
    (load<u8>(table + FLAGS) & IS_READY) != 0 &&
    load<u8>(table + FLAGS, 1) == most &&
    memory.compare(table + DEFINITION, definition, DEFINITION_BYTES) == 0;
  if (isSame) return table;
  store<u8>(table + FLAGS, 0);
  memory.copy(table + DEFINITION, definition, DEFINITION_BYTES);
  if (!assignCodes(table, most)) return 0;
  makeLookup(table, isAc);
  store<u8>(table + FLAGS, IS_READY);
  store<u8>(table + FLAGS, most, 1);
  store<u32>(table + SERIAL, ++lastSerial);
  store<u32>(table + FIRST_HOPS_DC, 0);
  return table;
}

/** A number that no other table has, nor one that was ready at this address before; not 0. */
@inline
export function serialOf(table: usize): u32 {
  return load<u32>(table + SERIAL);
}

/** Codes of each length (annex C, F.2.2.3), and the short ones by their first bits. */
function assignCodes(table: usize, most: u8): bool {
  memory.fill(table + SYMBOLS, 0, 2 << LOOKUP_BITS);
  let code = 0;
  let symbol = 0;
  for (let length = 1; length <= LENGTHS; length++) {
    const count = <i32>load<u8>(table + DEFINITION + <usize>(length - 1));
    // no code may be all ones, nor one that has no room
    if (symbol + count > 256 || (count > 0 && code + count >= 1 << length)) return false;
    store<i32>(table + LARGEST + (<usize>length << 2), count > 0 ? code + count - 1 : -1);
    store<i32>(table + OFFSETS + (<usize>length << 2), symbol - code);
    for (let i = 0; i < count; i++) {
      const value = load<u8>(table + DEFINITION + 16 + <usize>symbol);
      if (value > most) return false;
      if (length <= LOOKUP_BITS) fillSymbol(table, code, length, value);
      code++;
      symbol++;
    }
    code <<= 1;
  }
  return true;
}

function fillSymbol(table: usize, code: i32, length: i32, value: u8): void {
  const entry = <u16>((length << 8) | value);
  const first = code << (LOOKUP_BITS - length);
  const end = (code + 1) << (LOOKUP_BITS - length);
  for (let i = first; i < end; i++) store<u16>(table + SYMBOLS + (<usize>i << 1), entry);
}

function makeLookup(table: usize, isAc: bool): void {
  for (let i = 0; i < 1 << LOOKUP_BITS; i++) {
    const entry = <i32>load<u16>(table + SYMBOLS + (<usize>i << 1));
    const looked = entry == 0 ? ODD : lookupEntry(entry >> 8, entry & 255, isAc);
    store<u32>(table + (<usize>i << 2), looked);
  }
}

@inline
function lookupEntry(length: i32, symbol: i32, isAc: bool): u32 {
  const size = symbol & 15;
  const run = symbol >> 4;
  if (size == 0 && isAc) return run < 15 ? STOP | length : ODD;
  return <u32>((size << 16) | ((run + 1) << 8) | (length + size));
}

/**
 * The value behind a code (T.81, F.2.2.1, EXTEND); `bits` begin with the code, and its `entry` is neither
 * STOP nor ODD. 0 if its size is 0.
 */
@inline
export function valueOf(bits: u64, entry: u32): i32 {
  return extended(<i32>(bits >> (64 - <u64>entry)), <i32>((entry >> 16) & 15));
}

/** The number that the last `size` of these bits stand for. */
@inline
export function extended(bits: i32, size: i32): i32 {
  const mask = (1 << size) - 1;
  const number = bits & mask;
  // a number in the lower half of its size's range is negative
  return number + (((number >> (size - 1)) - 1) & -mask);
}

/** The entry of the code at the beginning of these bits, which are the high ones. */
@inline
export function lookupAt(table: usize, bits: u64): u32 {
  return load<u32>(table + (<usize>(bits >> (64 - LOOKUP_BITS)) << 2));
}

/** A code that is longer than LOOKUP_BITS: length << 8 | symbol. An invalid one has 17 bits, symbol 0. */
export function longSymbol(table: usize, bits: u64): i32 {
  for (let length = LOOKUP_BITS + 1; length <= LENGTHS; length++) {
    const code = <i32>(bits >> (64 - length));
    if (code <= load<i32>(table + LARGEST + (<usize>length << 2))) {
      const symbol = code + load<i32>(table + OFFSETS + (<usize>length << 2));
      return (length << 8) | load<u8>(table + DEFINITION + 16 + <usize>(symbol & 255));
    }
  }
  return 17 << 8;
}

/** Any code: length << 8 | symbol. */
@inline
export function symbolAt(table: usize, bits: u64): i32 {
  const entry = <i32>load<u16>(table + SYMBOLS + (<usize>(bits >> (64 - LOOKUP_BITS)) << 1));
  return entry != 0 ? entry : longSymbol(table, bits);
}

/** The serial number of the DC table that an AC table's hops from a block's start are of; 0: there are none. */
@inline
export function firstHopsDc(table: usize): u32 {
  return load<u32>(table + FIRST_HOPS_DC);
}

@inline
export function setFirstHopsDc(table: usize, serial: u32): void {
  store<u32>(table + FIRST_HOPS_DC, serial);
}

/** Whether pairs or hops were added to a ready table: HAS_PAIR_LOOKUP, HAS_HOP_LOOKUP. */
@inline
export function hasAdded(table: usize, what: u8): bool {
  return (load<u8>(table + FLAGS) & what) != 0;
}

@inline
export function setAdded(table: usize, what: u8): void {
  store<u8>(table + FLAGS, load<u8>(table + FLAGS) | what);
}
