import type { JpegComponent, JpegHead } from './header.ts';
import type { JpegScan } from './scans.ts';
import { jpegSegments } from './segments.ts';

/**
 * Whether libjpeg, which reads ahead, decodes the last MCU of a sequential scan before it runs out of
 * bytes, if no marker ends the image data. Walks through the whole scan. Also false if a Huffman table
 * is missing, and for arithmetic coding, which is not supported here.
 */
export function decodesToTheEnd(bytes: Uint8Array, head: JpegHead, scan: JpegScan): boolean {
  const blocks = blocksOf(head, scan, readHuffmanTables(bytes));
  if (blocks === null) return false;
  const bits = createBits(bytes, scan.dataAt);
  let untilRestart = head.restartInterval;
  for (let left = countMcus(head, scan); left > 0; left--) {
    if (head.restartInterval > 0 && untilRestart === 0) {
      if (!bits.restart()) return false;
      untilRestart = head.restartInterval;
    }
    untilRestart -= 1;
    const isFast =
      head.restartInterval === 0 && bits.bytesLeft() >= FAST_BLOCK_BYTES * blocks.length;
    for (const block of blocks) {
      if (!walkBlock(bits, block, isFast)) return false;
    }
  }
  return true;
}

const SOF0 = 0xc0;
const SOF1 = 0xc1;
const LONGEST_CODE = 16;
/** libjpeg finds codes of up to this many bits in a look-up table. */
const LOOKAHEAD_BITS = 8;
/** libjpeg fills its buffer of 64 bits at least to this. */
const FILLED_BITS = 57;
/** If each block of an MCU has this many bytes, libjpeg reads six at a time without checks. */
const FAST_BLOCK_BYTES = 512;
const FAST_BYTES = 6;
const FAST_BELOW_BITS = 17;

/** By number of bits: the largest code (-1: none), and the offset from a code to its symbol's index. */
interface HuffmanTable {
  readonly largest: Int32Array;
  readonly offset: Int32Array;
  readonly symbols: Uint8Array;
}

interface Block {
  readonly dc: HuffmanTable;
  readonly ac: HuffmanTable;
}

function blocksOf(
  { frameMarker, components }: JpegHead,
  scan: JpegScan,
  tables: ReadonlyMap<number, HuffmanTable>,
): readonly Block[] | null {
  if (frameMarker !== SOF0 && frameMarker !== SOF1) return null;
  const blocks: Block[] = [];
  for (const { id, dcTable, acTable } of scan.components) {
    const component = components.find((each) => each.id === id);
    const [dc, ac] = [tables.get(dcTable), tables.get(16 + acTable)];
    if (component === undefined || dc === undefined || ac === undefined) return null;
    const count = scan.components.length === 1 ? 1 : component.hSamp * component.vSamp;
    for (let i = 0; i < count; i++) blocks.push({ dc, ac });
  }
  return blocks;
}

function countMcus({ width, height, components }: JpegHead, scan: JpegScan): number {
  const largest = (of: (component: JpegComponent) => number) => Math.max(...components.map(of));
  const mcuWidth = 8 * largest(({ hSamp }) => hSamp);
  const mcuHeight = 8 * largest(({ vSamp }) => vSamp);
  const only = scan.components.length === 1 ? components[0] : undefined;
  const columns = Math.ceil((width * (only?.hSamp ?? 1)) / mcuWidth);
  return columns * Math.ceil((height * (only?.vSamp ?? 1)) / mcuHeight);
}

/** The header's tables, by class (bit 4: AC) and identifier (ITU-T T.81, B.2.4.2 and annex C). */
function readHuffmanTables(bytes: Uint8Array): ReadonlyMap<number, HuffmanTable> {
  const tables = new Map<number, HuffmanTable>();
  for (const { marker, body } of jpegSegments(bytes)) {
    if (marker !== 0xc4 || body === null) continue;
    for (let at = 0; at + 17 <= body.length;) {
      const counts = body.subarray(at + 1, at + 17);
      const total = counts.reduce((sum, count) => sum + count, 0);
      const symbols = body.subarray(at + 17, at + 17 + total);
      tables.set((body[at] ?? 0) & 0x13, huffmanTable(counts, symbols));
      at += 17 + total;
    }
  }
  return tables;
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
function walkBlock(bits: Bits, { dc, ac }: Block, isFast: boolean): boolean {
  const size = readSymbol(bits, dc, isFast);
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

function skipBits(bits: Bits, count: number, isFast: boolean): boolean {
  if (count === 0) return true;
  if (isFast) bits.fillFast();
  else if (bits.count() < count && !bits.fill(count)) return false;
  bits.read(count);
  return true;
}

/** Null if the bytes ran out. An invalid code is the symbol 0 (jdhuff.c, jpeg_huff_decode). */
function readSymbol(bits: Bits, table: HuffmanTable, isFast: boolean): number | null {
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

/** libjpeg's bit buffer: the bytes that it has read, and the number of their bits still in it. */
interface Bits {
  count(): number;
  bytesLeft(): number;
  /** The next bits, 16 at most. */
  peek(count: number): number;
  read(count: number): number;
  /** Reads bytes until the buffer is full; behind a marker it reads zeros. False: the bytes ran out. */
  fill(wanted: number): boolean;
  fillFast(): void;
  /** Continues behind the next marker. False: there is none. */
  restart(): boolean;
}

function createBits(bytes: Uint8Array, from: number): Bits {
  const data = new Uint8Array(bytes.length - from + 4); // without the zeros that follow FF
  let at = from;
  let loaded = 0; // bytes of data
  let used = 0; // bits of data
  let count = 0;
  let isAtMarker = false;

  /** False: there is no byte. */
  function load(): boolean {
    let last = at;
    const byte = bytes[at];
    if (byte === undefined) return false;
    if (byte === 0xff) {
      while (bytes[last] === 0xff) last += 1;
      if (bytes[last] === undefined) return false;
      if (bytes[last] !== 0) {
        isAtMarker = true;
        at = last + 1;
        return true;
      }
    }
    at = last + 1;
    data[loaded++] = byte;
    count += 8;
    return true;
  }

  function peek(bits: number): number {
    const first = used >> 3;
    const word =
      ((data[first] ?? 0) << 16) | ((data[first + 1] ?? 0) << 8) | (data[first + 2] ?? 0);
    return (word >> (24 - (used & 7) - bits)) & ((1 << bits) - 1);
  }

  return {
    count: () => count,
    bytesLeft: () => (isAtMarker ? 0 : bytes.length - at),
    peek,
    read(bits) {
      const value = peek(bits);
      used += bits;
      count -= bits;
      return value;
    },
    fill(wanted) {
      while (count < FILLED_BITS && !isAtMarker) {
        if (!load()) return false;
      }
      if (count < wanted) count = FILLED_BITS; // zeros, because the data have ended
      return true;
    },
    fillFast() {
      if (count >= FAST_BELOW_BITS) return;
      for (let i = 0; i < FAST_BYTES; i++) load();
    },
    restart() {
      count = 0;
      if (!isAtMarker) {
        const found = nextMarker(bytes, at);
        if (found === null) return false;
        at = found;
      }
      isAtMarker = false;
      used = 8 * loaded;
      return true;
    },
  };
}

/** The offset behind the next marker; null if there is none. */
function nextMarker(bytes: Uint8Array, from: number): number | null {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const marker = bytes[at + 1];
    if (marker === undefined) return null;
    if (marker !== 0 && marker !== 0xff) return at + 2;
  }
  return null;
}
