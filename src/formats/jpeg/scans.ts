import { readBytes, type ByteReader } from '../byte-reader.ts';
import type { JpegHead } from './header.ts';

const SOS = 0xda;
const EOI = 0xd9;
const SOF2 = 0xc2;
const SOF10 = 0xca;
const COEFFICIENTS = 64;

/** A scan's header (ITU-T T.81, B.2.3), with zeros behind the end of the bytes. */
export interface JpegScan {
  /** The identifiers of its components, and of their tables. */
  readonly components: readonly {
    readonly id: number;
    readonly dcTable: number;
    readonly acTable: number;
  }[];
  /** Its first and last coefficient. */
  readonly first: number;
  readonly last: number;
  /** The number of bits of these that are left to later scans. */
  readonly bitsLeft: number;
  /** The offset of its entropy-coded data. */
  readonly dataAt: number;
}

/** Reads the scan that has its marker at `at`. */
export function readJpegScan(read: ByteReader, at: number): JpegScan {
  const count = read.u8(at + 4) ?? 0;
  const components = Array.from({ length: count }, (_, i) => {
    const tables = read.u8(at + 6 + 2 * i) ?? 0;
    return { id: read.u8(at + 5 + 2 * i) ?? 0, dcTable: tables >> 4, acTable: tables & 15 };
  });
  const end = at + 5 + 2 * count;
  return {
    components,
    first: read.u8(end) ?? 0,
    last: read.u8(end + 1) ?? 0,
    bitsLeft: (read.u8(end + 2) ?? 0) & 15,
    dataAt: at + 2 + Math.max(read.u16(at + 2) ?? 0, 2),
  };
}

export function isProgressive({ frameMarker }: JpegHead): boolean {
  return frameMarker === SOF2 || frameMarker === SOF10;
}

/** Whether the first scan contains the whole image. */
export function isOnlyScan(head: JpegHead, first: JpegScan): boolean {
  return !isProgressive(head) && first.components.length === head.components.length;
}

/**
 * Whether the scans of a progressive JPEG contain every bit of every coefficient, by their spectral
 * selection and successive approximation (T.81, G.1.1). If they do not, libjpeg smooths the blocks.
 * Reads all bytes of the file.
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
    if (marker === SOS) {
      const { components, first, last, bitsLeft } = readJpegScan(read, at);
      for (const { id } of components) left.get(id)?.fill(bitsLeft, first, last + 1);
    }
    at = nextMarker(bytes, at + 2 + length);
  }
  return [...left.values()].every((bits) => bits.every((count) => count === 0));
}

/** The next marker that has a segment or ends the file; the file's length if there is none. */
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
