import { readBytes, type ByteReader } from './byte-reader.ts';
import type { JpegHead } from './jpeg-head.ts';

const SOS = 0xda;
const EOI = 0xd9;
const COEFFICIENTS = 64;

/**
 * Whether the scans of a progressive JPEG bring every bit of every coefficient. Of one that they do
 * not, libjpeg smooths the blocks (ITU-T T.81, G.1.1: what is left out is named by spectral
 * selection and successive approximation). Reads all of the file's bytes.
 */
export function areScansComplete(bytes: Uint8Array, head: JpegHead): boolean {
  const read = readBytes(bytes);
  // bits of each coefficient that are still to come: all, until its first scan
  const left = new Map(
    head.components.map(({ id }) => [id, new Uint8Array(COEFFICIENTS).fill(255)]),
  );
  let at = head.scanAt;
  for (;;) {
    const marker = read.u8(at + 1);
    const length = read.u16(at + 2);
    if (marker === undefined || marker === EOI || length === undefined) break;
    if (marker === SOS) noteScan(read, at + 4, left);
    at = nextMarker(bytes, at + 2 + length);
  }
  return [...left.values()].every((bits) => bits.every((count) => count === 0));
}

// number of components (1 byte), for each its number and its tables (2 bytes), then the first and
// the last coefficient, and the bits that were done before (4 bits) and are left after (4 bits)
function noteScan(read: ByteReader, at: number, left: ReadonlyMap<number, Uint8Array>): void {
  const components = read.u8(at) ?? 0;
  const end = at + 1 + 2 * components;
  const first = read.u8(end) ?? 0;
  const last = read.u8(end + 1) ?? 0;
  const bitsLeft = (read.u8(end + 2) ?? 0) & 15;
  for (let i = 0; i < components; i++) {
    left.get(read.u8(at + 1 + 2 * i) ?? 0)?.fill(bitsLeft, first, last + 1);
  }
}

/** The next marker that has a segment or ends the file; the file's length where there is none. */
function nextMarker(bytes: Uint8Array, from: number): number {
  let at = from;
  for (;;) {
    at = bytes.indexOf(0xff, at);
    if (at < 0) return bytes.length;
    const marker = bytes[at + 1] ?? 0xff;
    const isData = marker === 0 || (marker >= 0xd0 && marker <= 0xd7);
    if (!isData && marker !== 0xff) return at;
    at += marker === 0xff ? 1 : 2;
  }
}
