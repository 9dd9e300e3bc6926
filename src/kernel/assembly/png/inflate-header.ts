// The headers of a zlib stream and of its blocks (RFC 1950, 2.2; RFC 1951, 3.2).
import { resetAdler } from './adler';
import { drop, need, peek, peekEntry } from './bit-input';
import {
  buildTable,
  CODE_LENGTHS,
  codeLengthTable,
  DISTANCES,
  distanceTable,
  LENGTHS,
  lengthTable,
} from './huffman';
import * as state from './inflation';
import { bad, GOES_ON, inflation, NEEDS_INPUT } from './inflation';

export function readHeader(): i32 {
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
