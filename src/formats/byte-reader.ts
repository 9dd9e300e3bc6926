/** Reads big- and little-endian numbers and ASCII of a file's bytes; undefined past their end. */
export interface ByteReader {
  readonly length: number;
  u8(at: number): number | undefined;
  u16(at: number, isLittleEndian?: boolean): number | undefined;
  u24le(at: number): number | undefined;
  u32(at: number, isLittleEndian?: boolean): number | undefined;
  /** One character a byte; shorter than asked for at the end of the bytes. */
  ascii(at: number, length: number): string;
}

export function readBytes(bytes: Uint8Array): ByteReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const has = (at: number, count: number): boolean => at >= 0 && at + count <= bytes.length;
  return {
    length: bytes.length,
    u8: (at) => bytes[at],
    u16: (at, isLittleEndian = false) =>
      has(at, 2) ? view.getUint16(at, isLittleEndian) : undefined,
    u24le: (at) =>
      has(at, 3) ? view.getUint16(at, true) | (view.getUint8(at + 2) << 16) : undefined,
    u32: (at, isLittleEndian = false) =>
      has(at, 4) ? view.getUint32(at, isLittleEndian) : undefined,
    ascii: (at, length) => String.fromCharCode(...bytes.subarray(at, at + length)),
  };
}
