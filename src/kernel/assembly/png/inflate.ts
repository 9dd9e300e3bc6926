/**
 * Inflates as zlib does, call for call: a call reads as much of the input, and meets an error or not,
 * as a call of zlib does. That decides which damaged files Pillow accepts. When the output is full,
 * zlib reads on until there is something to write: it may find the end of the stream and its
 * checksum there, or an error.
 */
import { addToAdler, adlerValue, resetAdler } from './adler';
import {
  buildTable,
  CODE_LENGTHS,
  codeLengthTable,
  DISTANCES,
  distanceTable,
  END_OF_BLOCK,
  EXCEPTIONAL,
  LENGTHS,
  lengthTable,
  LITERAL,
  SUBTABLE,
} from './huffman';
import { copyMatch, inflateFast } from './inflate-fast';
import * as state from './inflation';
import { canBeFast, inflation } from './inflation';

// The results of a call.
export const GOES_ON: i32 = 0;
export const NEEDS_INPUT: i32 = 1;
export const NEEDS_OUTPUT: i32 = 2;
/** The fast loop went past the limit, and could continue from there. */
export const CROSSED: i32 = 3;
export const ENDED: i32 = 4;
export const BROKEN: i32 = 5;

/**
 * Writes bytes up to `limit`, the end of the output as far as zlib knows it. If there is plenty of
 * input and output (up to `fastEnd`) it may go past `limit`: zlib comes to the same state, whatever
 * limits it is called with on the way.
 */
export function inflate(limit: usize): i32 {
  let status = GOES_ON;
  while (status == GOES_ON) {
    switch (inflation.mode) {
      case state.SYMBOL:
        if (canBeFast()) {
          inflateFast();
          if (inflation.put > limit) status = CROSSED;
        } else {
          status = readSymbol();
        }
        break;
      case state.LENGTH_EXTRA:
        status = readExtra(state.DISTANCE);
        break;
      case state.DISTANCE:
        status = readDistance();
        break;
      case state.DISTANCE_EXTRA:
        status = readExtra(state.MATCH);
        break;
      case state.MATCH:
        status = putMatch(limit);
        break;
      case state.LITERAL_BYTE:
        status = putLiteral(limit);
        break;
      case state.COPY:
        status = copyStored(limit);
        break;
      case state.CHECK:
        status = readCheck();
        break;
      case state.DONE:
        status = ENDED;
        break;
      case state.BAD:
        status = BROKEN;
        break;
      case state.DICTIONARY:
        status = NEEDS_INPUT; // and never gets enough
        break;
      default:
        status = readHeader();
    }
  }
  return status;
}

/** Whether there are `count` bits; reads no more of the input than it needs. */
function need(count: u32): bool {
  while (inflation.bits < count) {
    if (inflation.next == inflation.end) return false;
    inflation.hold |= <u64>load<u8>(inflation.next) << (<u64>inflation.bits);
    inflation.next++;
    inflation.bits += 8;
  }
  return true;
}

@inline
function peek(count: u32): u32 {
  return <u32>(inflation.hold & ((<u64>1 << (<u64>count)) - 1));
}

@inline
function drop(count: u32): void {
  inflation.hold >>= <u64>count;
  inflation.bits -= count;
}

function bad(): i32 {
  inflation.mode = state.BAD;
  return BROKEN;
}

function readHeader(): i32 {
  switch (inflation.mode) {
    case state.HEAD:
      return readStreamHeader();
    case state.BLOCK:
      return readBlockHeader();
    case state.STORED:
      return readStoredHeader();
    case state.TABLE:
      return readTableSizes();
    case state.CODE_LENGTH_LENGTHS:
      return readCodeLengthLengths();
    default:
      return readCodeLengths();
  }
}

const DEFLATE: u32 = 8;
const WINDOW_BITS: u32 = 15;
const HAS_DICTIONARY: u32 = 0x2000;

function readStreamHeader(): i32 {
  if (!need(16)) return NEEDS_INPUT;
  const header = peek(16);
  const isHeader = (((header & 255) << 8) + (header >> 8)) % 31 == 0;
  if (!isHeader || (header & 15) != DEFLATE || ((header >> 4) & 15) + 8 > WINDOW_BITS) return bad();
  drop(16);
  resetAdler();
  inflation.mode = header & HAS_DICTIONARY ? state.DICTIONARY : state.BLOCK;
  return GOES_ON;
}

function readBlockHeader(): i32 {
  if (inflation.isLastBlock) {
    drop(inflation.bits & 7);
    inflation.mode = state.CHECK;
    return GOES_ON;
  }
  if (!need(3)) return NEEDS_INPUT;
  const header = peek(3);
  drop(3);
  inflation.isLastBlock = (header & 1) != 0;
  switch (header >> 1) {
    case 0:
      drop(inflation.bits & 7);
      inflation.mode = state.STORED;
      return GOES_ON;
    case 1:
      useFixedTables();
      inflation.mode = state.SYMBOL;
      return GOES_ON;
    case 2:
      inflation.mode = state.TABLE;
      return GOES_ON;
    default:
      return bad();
  }
}

function readStoredHeader(): i32 {
  if (!need(32)) return NEEDS_INPUT;
  const header = peek(32);
  if ((header & 0xffff) != (header >> 16 ^ 0xffff)) return bad();
  drop(32);
  inflation.length = header & 0xffff;
  inflation.mode = state.COPY;
  return GOES_ON;
}

function copyStored(limit: usize): i32 {
  if (inflation.length == 0) {
    inflation.mode = state.BLOCK;
    return GOES_ON;
  }
  const room = limit - inflation.put;
  const count = min(min(<usize>inflation.length, inflation.end - inflation.next), room);
  if (count == 0) return room == 0 ? NEEDS_OUTPUT : NEEDS_INPUT;
  memory.copy(inflation.put, inflation.next, count);
  inflation.put += count;
  inflation.next += count;
  inflation.length -= <u32>count;
  return GOES_ON;
}

/** Lengths of all codes of a block, one after the other: of lengths, then of distances. */
const codeLengths = memory.data(320 + 256, 16);
/** The order in which the lengths of the codes of code lengths are stored. */
const ORDER = memory.data<u8>([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]);
const END_SYMBOL: usize = 256;

function useFixedTables(): void {
  memory.fill(codeLengths, 8, 144);
  memory.fill(codeLengths + 144, 9, 112);
  memory.fill(codeLengths + 256, 7, 24);
  memory.fill(codeLengths + 280, 8, 8);
  inflation.lengthBits = buildTable(LENGTHS, lengthTable, codeLengths, 288);
  memory.fill(codeLengths, 5, 32);
  inflation.distanceBits = buildTable(DISTANCES, distanceTable, codeLengths, 32);
}

function readTableSizes(): i32 {
  if (!need(14)) return NEEDS_INPUT;
  inflation.lengthCodes = peek(5) + 257;
  drop(5);
  inflation.distanceCodes = peek(5) + 1;
  drop(5);
  inflation.codeLengthCodes = peek(4) + 4;
  drop(4);
  if (inflation.lengthCodes > 286 || inflation.distanceCodes > 30) return bad();
  memory.fill(codeLengths, 0, 19);
  inflation.read = 0;
  inflation.mode = state.CODE_LENGTH_LENGTHS;
  return GOES_ON;
}

function readCodeLengthLengths(): i32 {
  for (; inflation.read < inflation.codeLengthCodes; inflation.read++) {
    if (!need(3)) return NEEDS_INPUT;
    store<u8>(codeLengths + load<u8>(ORDER + inflation.read), <u8>peek(3));
    drop(3);
  }
  inflation.distanceBits = buildTable(CODE_LENGTHS, codeLengthTable, codeLengths, 19);
  if (inflation.distanceBits == 0) return bad();
  inflation.read = 0;
  inflation.mode = state.CODE_LENGTH_SYMBOLS;
  return GOES_ON;
}

function readCodeLengths(): i32 {
  const all = inflation.lengthCodes + inflation.distanceCodes;
  while (inflation.read < all) {
    const entry = peekEntry(codeLengthTable, inflation.distanceBits);
    if (entry == 0) return NEEDS_INPUT;
    const codeBits = entry & 63;
    const symbol = entry >> 16;
    if (symbol < 16) {
      drop(codeBits);
      store<u8>(codeLengths + inflation.read++, <u8>symbol);
      continue;
    }
    const extra: u32 = symbol == 16 ? 2 : symbol == 17 ? 3 : 7;
    if (!need(codeBits + extra)) return NEEDS_INPUT;
    drop(codeBits);
    if (symbol == 16 && inflation.read == 0) return bad();
    const again: u8 = symbol == 16 ? load<u8>(codeLengths + inflation.read - 1) : 0;
    const repeats = <i32>((symbol == 18 ? 11 : 3) + peek(extra));
    drop(extra);
    if (inflation.read + repeats > all) return bad();
    memory.fill(codeLengths + inflation.read, again, repeats);
    inflation.read += repeats;
  }
  if (load<u8>(codeLengths + END_SYMBOL) == 0) return bad();
  const lengthCodes = inflation.lengthCodes;
  inflation.lengthBits = buildTable(LENGTHS, lengthTable, codeLengths, lengthCodes);
  if (inflation.lengthBits == 0) return bad();
  const distances = codeLengths + lengthCodes;
  inflation.distanceBits = buildTable(DISTANCES, distanceTable, distances, inflation.distanceCodes);
  if (inflation.distanceBits == 0) return bad();
  inflation.mode = state.SYMBOL;
  return GOES_ON;
}

/**
 * The entry of the next code, or 0 if not all of its bits are there. For an entry of a sub-table the
 * bits of the main table are dropped already, so that only its own are left.
 */
function peekEntry(table: usize, tableBits: u32): u32 {
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

function readSymbol(): i32 {
  const entry = peekEntry(lengthTable, inflation.lengthBits);
  if (entry == 0) return NEEDS_INPUT;
  const codeBits = (entry >> 8) & 15;
  drop(codeBits);
  if (entry & LITERAL) {
    inflation.length = (entry >> 16) & 255;
    inflation.mode = state.LITERAL_BYTE;
    return GOES_ON;
  }
  if (entry & EXCEPTIONAL) {
    if (!(entry & END_OF_BLOCK)) return bad();
    inflation.mode = state.BLOCK;
    return GOES_ON;
  }
  inflation.length = entry >> 16;
  inflation.extraBits = (entry & 63) - codeBits;
  inflation.mode = state.LENGTH_EXTRA;
  return GOES_ON;
}

function readDistance(): i32 {
  const entry = peekEntry(distanceTable, inflation.distanceBits);
  if (entry == 0) return NEEDS_INPUT;
  const codeBits = (entry >> 8) & 15;
  drop(codeBits);
  if (entry & EXCEPTIONAL) return bad();
  inflation.distance = entry >> 16;
  inflation.extraBits = (entry & 63) - codeBits;
  inflation.mode = state.DISTANCE_EXTRA;
  return GOES_ON;
}

function readExtra(nextMode: i32): i32 {
  if (!need(inflation.extraBits)) return NEEDS_INPUT;
  const extra = peek(inflation.extraBits);
  drop(inflation.extraBits);
  if (nextMode == state.MATCH) inflation.distance += extra;
  else inflation.length += extra;
  inflation.mode = nextMode;
  return GOES_ON;
}

function putMatch(limit: usize): i32 {
  const room = limit - inflation.put;
  if (room == 0) return NEEDS_OUTPUT;
  if (inflation.put - inflation.windowStart < <usize>inflation.distance) return bad();
  const count = <u32>min(<usize>inflation.length, room);
  copyMatch(inflation.put, inflation.distance, count);
  inflation.put += count;
  inflation.length -= count;
  if (inflation.length == 0) inflation.mode = state.SYMBOL;
  return GOES_ON;
}

function putLiteral(limit: usize): i32 {
  if (inflation.put == limit) return NEEDS_OUTPUT;
  store<u8>(inflation.put++, <u8>inflation.length);
  inflation.mode = state.SYMBOL;
  return GOES_ON;
}

function readCheck(): i32 {
  if (!need(32)) return NEEDS_INPUT;
  addToAdler(inflation.checked, inflation.put);
  inflation.checked = inflation.put;
  if (bswap<u32>(peek(32)) != adlerValue()) return bad();
  drop(32);
  inflation.mode = state.DONE;
  return GOES_ON;
}
