import { createBits, type EntropyBits } from './entropy-bits.ts';
import type { JpegComponent, JpegHead } from './header.ts';
import type { JpegScan } from './scans.ts';
import { jpegSegments } from './segments.ts';
import { STANDARD_TABLES } from './standard-tables.ts';

/**
 * Whether libjpeg, which reads ahead, decodes the last MCU of a sequential or lossless scan before it runs
 * out of bytes, if no marker ends the image data. Walks through the whole scan. Also false if a Huffman
 * table is missing, and for arithmetic coding, which is not supported here.
 */
export function decodesToTheEnd(bytes: Uint8Array, head: JpegHead, scan: JpegScan): boolean {
  const blocks = blocksOf(head, scan, readHuffmanTables(bytes, head.frameMarker !== SOF3));
  if (blocks === null) return false;
  const bits = createBits(bytes, scan.dataAt);
  let untilRestart = head.restartInterval;
  let restarts = 0;
  for (let left = countMcus(head, scan); left > 0; left--) {
    if (head.restartInterval > 0 && untilRestart === 0) {
      if (!bits.restart(restarts & 7)) return false;
      restarts += 1;
      untilRestart = head.restartInterval;
    }
    untilRestart -= 1;
    const isFast =
      head.frameMarker !== SOF3 &&
      head.restartInterval === 0 &&
      bits.bytesLeft() >= FAST_BLOCK_BYTES * blocks.length;
    for (const block of blocks) {
      if (!walkBlock(bits, block, isFast)) return false;
    }
  }
  return true;
}

const SOF0 = 0xc0;
const SOF1 = 0xc1;
const SOF3 = 0xc3;
const LONGEST_CODE = 16;
/** A difference of 16 bits has none behind its code (ITU-T T.81, H.1.2.2). */
const WHOLE_DIFFERENCE = 16;
/** libjpeg finds codes of up to this many bits in a look-up table. */
const LOOKAHEAD_BITS = 8;
/** If each block of an MCU has this many bytes, libjpeg reads several at a time without checks. */
const FAST_BLOCK_BYTES = 512;

/** By number of bits: the largest code (-1: none), and the offset from a code to its symbol's index. */
interface HuffmanTable {
  readonly largest: Int32Array;
  readonly offset: Int32Array;
  readonly symbols: Uint8Array;
}

interface Block {
  readonly dc: HuffmanTable;
  /** Null in a lossless scan: a block is one difference. */
  readonly ac: HuffmanTable | null;
}

function blocksOf(
  { frameMarker, components }: JpegHead,
  scan: JpegScan,
  tables: ReadonlyMap<number, HuffmanTable>,
): readonly Block[] | null {
  const isLossless = frameMarker === SOF3;
  if (frameMarker !== SOF0 && frameMarker !== SOF1 && !isLossless) return null;
  const blocks: Block[] = [];
  for (const { id, dcTable, acTable } of scan.components) {
    const component = components.find((each) => each.id === id);
    const dc = tables.get(dcTable);
    const ac = isLossless ? null : tables.get(16 + acTable);
    if (component === undefined || dc === undefined || ac === undefined) return null;
    const count = scan.components.length === 1 ? 1 : component.hSamp * component.vSamp;
    for (let i = 0; i < count; i++) blocks.push({ dc, ac });
  }
  return blocks;
}

/** MCUs of a scan (ITU-T T.81, A.2). */
export function countMcus(
  { frameMarker, width, height, components }: JpegHead,
  scan: JpegScan,
): number {
  const side = frameMarker === SOF3 ? 1 : 8;
  const largest = (of: (component: JpegComponent) => number) => Math.max(...components.map(of));
  const mcuWidth = side * largest(({ hSamp }) => hSamp);
  const mcuHeight = side * largest(({ vSamp }) => vSamp);
  const only = scan.components.length === 1 ? components[0] : undefined;
  const columns = Math.ceil((width * (only?.hSamp ?? 1)) / mcuWidth);
  return columns * Math.ceil((height * (only?.vSamp ?? 1)) / mcuHeight);
}

/** The header's tables, by class (bit 4: AC) and identifier (ITU-T T.81, B.2.4.2 and annex C). */
function readHuffmanTables(
  bytes: Uint8Array,
  hasStandard: boolean,
): ReadonlyMap<number, HuffmanTable> {
  const tables = new Map<number, HuffmanTable>();
  if (hasStandard) defineTables(tables, STANDARD_TABLES);
  for (const { marker, body } of jpegSegments(bytes)) {
    if (marker === 0xc4 && body !== null) defineTables(tables, body);
  }
  return tables;
}

function defineTables(tables: Map<number, HuffmanTable>, body: Uint8Array): void {
  for (let at = 0; at + 17 <= body.length;) {
    const counts = body.subarray(at + 1, at + 17);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const symbols = body.subarray(at + 17, at + 17 + total);
    tables.set((body[at] ?? 0) & 0x13, huffmanTable(counts, symbols));
    at += 17 + total;
  }
}

function huffmanTable(counts: Uint8Array, symbols: Uint8Array): HuffmanTable {
  const largest = new Int32Array(LONGEST_CODE + 1).fill(-1);
  const offset = new Int32Array(LONGEST_CODE + 1);
  let code = 0;
  let symbol = 0;
  for (let length = 1; length <= LONGEST_CODE; length++) {
    const count = counts[length - 1] ?? 0;
    offset[length] = symbol - code;
    symbol += count;
    code += count;
    if (count > 0) largest[length] = code - 1;
    code *= 2;
  }
  return { largest, offset, symbols };
}

/** Skips a block: its symbols, and the bits behind each. */
function walkBlock(bits: EntropyBits, { dc, ac }: Block, isFast: boolean): boolean {
  const size = readSymbol(bits, dc, isFast);
  if (ac === null) return size !== null && skipBits(bits, size % WHOLE_DIFFERENCE, false);
  if (size === null || !skipBits(bits, Math.min(size, LONGEST_CODE), isFast)) return false;
  for (let k = 1; k < 64; k++) {
    const symbol = readSymbol(bits, ac, isFast);
    if (symbol === null) return false;
    const [run, more] = [symbol >> 4, symbol & 15];
    if (more === 0 && run !== 15) break;
    k += run;
    if (!skipBits(bits, more, isFast)) return false;
  }
  return true;
}

function skipBits(bits: EntropyBits, count: number, isFast: boolean): boolean {
  if (count === 0) return true;
  if (isFast) bits.fillFast();
  else if (bits.count() < count && !bits.fill(count)) return false;
  bits.read(count);
  return true;
}

/** Null if the bytes ran out. An invalid code is the symbol 0 (jdhuff.c, jpeg_huff_decode). */
function readSymbol(bits: EntropyBits, table: HuffmanTable, isFast: boolean): number | null {
  if (isFast) bits.fillFast();
  else if (bits.count() < LOOKAHEAD_BITS && !bits.fill(0)) return null;
  let length = 1;
  if (bits.count() >= LOOKAHEAD_BITS) {
    while (length <= LOOKAHEAD_BITS && bits.peek(length) > (table.largest[length] ?? -1)) length++;
  }
  if (bits.count() < length && !bits.fill(length)) return null;
  let code = bits.read(length);
  while (length <= LONGEST_CODE && code > (table.largest[length] ?? -1)) {
    if (bits.count() < 1 && !bits.fill(1)) return null;
    code = code * 2 + bits.read(1);
    length += 1;
  }
  return length > LONGEST_CODE ? 0 : (table.symbols[code + (table.offset[length] ?? 0)] ?? 0);
}
