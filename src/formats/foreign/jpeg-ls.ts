import type { ByteReader } from '../byte-reader.ts';

const SOF_LS = 0xf7;

/**
 * Whether a file is a JPEG-LS image: it begins as a JPEG does, and its first frame header is that of
 * ISO/IEC 14495-1 (SOF55). libjpeg stops at this marker, and reads segments before it in the same way.
 */
export function isJpegLs(read: ByteReader): boolean {
  if (read.u16(0) !== 0xffd8) return false;
  for (let at = 2; at < read.length;) {
    const marker = read.u8(at + 1) ?? 0;
    if (read.u8(at) !== 0xff || marker === 0 || marker === 0xff) {
      at += 1; // fill bytes, or bytes that belong to nothing
    } else if (marker === SOF_LS) {
      return true;
    } else if (isFrameOrScan(marker)) {
      return false;
    } else {
      at += 2 + (isAlone(marker) ? 0 : Math.max(2, read.u16(at + 2) ?? 2));
    }
  }
  return false;
}

/** SOF0 to SOF15, EOI, SOS, DHP; not DHT, JPG and DAC, which are among the numbers of frames. */
function isFrameOrScan(marker: number): boolean {
  const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
  return isFrame || [0xd9, 0xda, 0xde].includes(marker);
}

/** TEM and the restart markers have no segment. */
function isAlone(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);
}
