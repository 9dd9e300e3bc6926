import { readBytes, type ByteReader } from '../byte-reader.ts';
import { countMcus, decodesToTheEnd } from './entropy.ts';
import { readJpegHead, type JpegComponent, type JpegHead } from './header.ts';
import { behindNextMarker, isRestart, restartBy } from './restarts.ts';
import { isOnlyScan, readJpegScan } from './scans.ts';
import type { Failure } from '../../core/verdict.ts';

/** The size of the blocks in which Pillow passes a file to libjpeg. */
const BLOCK_BYTES = 65_536;

const EOI = 0xd9;

/**
 * The reason why Pillow 12.3.0 refuses a JPEG for its end, if that is not a proper one; null if it makes a
 * row. libjpeg reads a file of several scans, which all progressive ones are, to its end before it makes a
 * row. From a single scan it makes all rows first, and then only errors behind them matter, so that the
 * end may be missing.
 *
 * The kernel's JPEG decoder, which comes to the end of the data itself (finishOutput in kernel/assembly/jpeg), is
 * its twin: of every file that has all pixels both have the same verdict. Only decoding tells how far
 * arithmetic-coded data reach.
 */
export function judgeJpegEnding(bytes: Uint8Array): Failure | null {
  const head = readJpegHead(bytes);
  if ('code' in head) return head;
  if (!head.components.every(hasFactors)) return null; // malformed, whatever its end
  const scan = readJpegScan(readBytes(bytes), head.scanAt);
  if (!isOnlyScan(head, scan)) return hasEnd(bytes, scan.dataAt) ? null : ENDS_EARLY;
  const { restartInterval } = head;
  const restarts =
    restartInterval === 0 ? 0 : Math.ceil(countMcus(head, scan) / restartInterval) - 1;
  const end = findDataEnd(bytes, scan.dataAt, restarts);
  if (end !== null && bytes[end + 1] === EOI) return null;
  return judgeEnd(bytes, end ?? bytes.length, head);
}

/**
 * The reason why Pillow 12.3.0 refuses a JPEG of one scan for the end of its image data, or for what follows
 * them; else null. The kernel asks for it if other than a file's end follows the data (`oddEnd` in jpeg-row.ts). `end` is the offset of the marker that ends them; the file's length if there is none.
 */
export function judgeEnd(bytes: Uint8Array, end: number, head: JpegHead): Failure | null {
  if (end === bytes.length) {
    const scan = readJpegScan(readBytes(bytes), head.scanAt);
    return decodesToTheEnd(bytes, head, scan) ? null : ENDS_EARLY;
  }
  const seen = Math.min(bytes.length, Math.ceil((end + 2) / BLOCK_BYTES) * BLOCK_BYTES);
  return isTailRefused(bytes.subarray(end, seen), head) ? BAD_TAIL : null;
}

const ENDS_EARLY: Failure = {
  code: 'truncated',
  detail: 'The JPEG ends before its last pixel.',
};

const BAD_TAIL: Failure = {
  code: 'corrupt',
  detail: 'Pillow refuses the JPEG, because a segment behind its image data is malformed.',
};

/** Whether libjpeg accepts the sampling factors. */
function hasFactors({ hSamp, vSamp }: JpegComponent): boolean {
  return Math.min(hSamp, vSamp) >= 1 && Math.max(hSamp, vSamp) <= 4;
}

/** The offset of the marker that ends a scan's data for libjpeg, behind its restarts. Null if there is none. */
function findDataEnd(bytes: Uint8Array, from: number, restarts: number): number | null {
  let behind = behindNextMarker(bytes, from);
  for (let number = 0; number < restarts && behind !== null;) {
    const marker = bytes[behind - 1] ?? 0;
    if (marker >= 0xc0 && !isRestart(marker)) break; // whatever the number
    const how = restartBy(marker, number & 7);
    if (how !== 'left') behind = behindNextMarker(bytes, behind);
    if (how !== 'passed') number += 1;
  }
  return behind === null ? null : behind - 2;
}

/** Whether the markers of several scans lead to the file's end. */
function hasEnd(bytes: Uint8Array, from: number): boolean {
  const read = readBytes(bytes);
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at)) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === EOI) return true;
    // the reserved ones may be among restart markers; if they are not, they are refused, too
    const isBare = marker < 0xc0 || isRestart(marker);
    if (marker === 0xff) at += 1;
    else at += isBare ? 2 : 2 + Math.max(read.u16(at + 2) ?? 0, 2);
  }
  return false;
}

/** Markers behind the image data that are an error to libjpeg. */
function isFatal(marker: number): boolean {
  if (marker < 0xc0) return marker !== 0x01;
  if (marker <= 0xcf) return marker !== 0xc4 && marker !== 0xcc; // frames
  return marker === 0xd8 || marker === 0xde || marker === 0xdf || (marker >= 0xf0 && marker < 0xfe);
}

/** Whether libjpeg finds an error behind the image data. That bytes are missing is none. */
function isTailRefused(tail: Uint8Array, head: JpegHead): boolean {
  const read = readBytes(tail);
  for (let at = 0; at >= 0; at = tail.indexOf(0xff, at)) {
    const marker = tail[at + 1];
    if (marker === undefined || marker === EOI) return false;
    if (marker === 0xff) {
      at += 1;
    } else if (marker <= 1 || isRestart(marker)) {
      at += 2;
    } else {
      if (isFatal(marker)) return true;
      const length = read.u16(at + 2);
      if (length === undefined) return false;
      const judged = judgeSegment(marker, length, read, at + 4, head);
      if (judged !== 'good') return judged === 'bad';
      at += 2 + Math.max(length, 2);
    }
  }
  return false;
}

type Judged = 'good' | 'bad' | 'cut';

function judgeSegment(
  marker: number,
  length: number,
  read: ByteReader,
  at: number,
  head: JpegHead,
): Judged {
  switch (marker) {
    case 0xda:
      return judgeScan(length, read, at, head);
    case 0xc4:
      return judgeHuffmanTables(length - 2, read, at);
    case 0xdb:
      return judgeQuantisationTables(length - 2, read, at);
    case 0xcc:
      return judgeConditioning(length - 2, read, at);
    case 0xdd:
      if (length !== 4) return 'bad';
      return at + 2 > read.length ? 'cut' : 'good';
    default:
      return 'good'; // skipped, also past the end
  }
}

/** A second scan is an error if its header is complete; the header itself may have an earlier one. */
function judgeScan(length: number, read: ByteReader, at: number, { components }: JpegHead): Judged {
  const count = read.u8(at);
  if (count === undefined) return 'cut';
  if (length !== 2 * count + 6 || count < 1 || count > 4) return 'bad';
  const left = components.map(({ id }) => id);
  for (let i = 0; i < count; i++) {
    const id = read.u8(at + 1 + 2 * i);
    if (id === undefined || read.u8(at + 2 + 2 * i) === undefined) return 'cut';
    const index = left.indexOf(id);
    if (index < 0) return 'bad';
    left.splice(index, 1);
  }
  return at + 4 + 2 * count > read.length ? 'cut' : 'bad';
}

function judgeHuffmanTables(length: number, read: ByteReader, from: number): Judged {
  let at = from;
  let left = length;
  while (left > 16) {
    if (at + 17 > read.length) return 'cut';
    let symbols = 0;
    for (let i = 1; i <= 16; i++) symbols += read.u8(at + i) ?? 0;
    left -= 17;
    if (symbols > 256 || symbols > left) return 'bad';
    if (at + 17 + symbols > read.length) return 'cut';
    if (((read.u8(at) ?? 0) & ~0x10) >= 4) return 'bad';
    at += 17 + symbols;
    left -= symbols;
  }
  return left === 0 ? 'good' : 'bad';
}

function judgeQuantisationTables(length: number, read: ByteReader, from: number): Judged {
  let at = from;
  let left = length;
  while (left > 0) {
    const kind = read.u8(at);
    if (kind === undefined) return 'cut';
    if ((kind & 15) >= 4) return 'bad';
    const tableBytes = 1 + (kind >= 16 ? 128 : 64);
    if (at + tableBytes > read.length) return 'cut';
    at += tableBytes;
    left -= tableBytes;
  }
  return left === 0 ? 'good' : 'bad';
}

function judgeConditioning(length: number, read: ByteReader, from: number): Judged {
  let at = from;
  for (let left = length; left !== 0; left -= 2) {
    if (left < 0) return 'bad';
    const index = read.u8(at);
    const value = read.u8(at + 1);
    if (index === undefined || value === undefined) return 'cut';
    if (index >= 32 || (index < 16 && (value & 15) > value >> 4)) return 'bad';
    at += 2;
  }
  return 'good';
}
