import type { ByteReader } from '../byte-reader.ts';
import { sized, type ImageSize, type NoSize } from '../image-size.ts';

const MAX_BRANDS_BYTES = 256;

/** Whether the major brand or a compatible one of a HEIF file (ISO/IEC 14496-12, 4.3) is AVIF's. */
export function isAvif(read: ByteReader): boolean {
  if (read.ascii(4, 4) !== 'ftyp') return false;
  const brands = [read.ascii(8, 4)];
  const end = Math.min(read.u32(0) ?? 0, MAX_BRANDS_BYTES);
  for (let at = 16; at + 4 <= end; at += 4) brands.push(read.ascii(at, 4));
  return brands.some((brand) => brand === 'avif' || brand === 'avis');
}

const CONTAINERS = new Set(['meta', 'iprp', 'ipco']);

/**
 * The largest `ispe` property inside meta/iprp/ipco (ISO/IEC 23008-12): that of a grid is larger than
 * those of its tiles. Null if the properties are not among these bytes.
 */
export function avifSize(read: ByteReader): ImageSize | NoSize | null {
  let largest: ImageSize | null = null;
  let at = 0;
  while (at + 8 <= read.length) {
    const boxBytes = read.u32(at) ?? 0;
    const type = read.ascii(at + 4, 4);
    if (type === 'ispe') {
      const size = sized(read.u32(at + 12), read.u32(at + 16));
      if (typeof size === 'string') return size;
      const isLarger =
        largest === null || size.width * size.height > largest.width * largest.height;
      if (isLarger) largest = size;
    }
    if (CONTAINERS.has(type)) {
      at += type === 'meta' ? 12 : 8; // step into the container; meta has version and flags
    } else if (boxBytes < 8) {
      break; // 0: to the end of the file, 1: a 64-bit length; neither holds properties
    } else {
      at += boxBytes;
    }
  }
  return largest;
}
