import type { ByteReader } from '../byte-reader.ts';
import type { JpegHead } from './header.ts';

const SOF2 = 0xc2;
const SOF10 = 0xca;

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
