/** Reads the codes of a picture's data one after the other. */
export interface CodeReader {
  /** The next code, of at most 13 bits; -1 if the next sub-block is incomplete. */
  next(codeBits: number): number;
  /** Whether Pillow would find more data behind an end code. */
  hasMoreData(): boolean;
}

/** The number of bytes that Pillow reads at a time. */
const READ_BYTES = 65_536;

/**
 * Reads the sub-blocks of a GIF's picture from `start`, as Pillow 12.3.0 does: an incomplete sub-block
 * is ignored, and one of length 0 ends nothing. Nor does an end code, if another read of the file
 * returns any bytes.
 */
export function createCodeReader(bytes: Uint8Array, start: number): CodeReader {
  let at = start;
  let blockEnd = start;
  let readEnd = start + READ_BYTES;
  let bits = 0; // not handed out yet, the next at the bottom
  let bitCount = 0;
  return {
    next(codeBits) {
      while (bitCount < codeBits) {
        if (at + 1 < blockEnd) {
          bits |= ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)) << bitCount;
          at += 2;
          bitCount += 16;
        } else if (at < blockEnd) {
          bits |= (bytes[at] ?? 0) << bitCount;
          at += 1;
          bitCount += 8;
        } else {
          const length = bytes[at] ?? 0;
          if (at + 1 + length > bytes.length) return -1;
          at += 1;
          blockEnd = at + length;
        }
      }
      const code = bits & ((1 << codeBits) - 1);
      bits >>>= codeBits;
      bitCount -= codeBits;
      return code;
    },
    hasMoreData() {
      while (readEnd < blockEnd) readEnd += READ_BYTES;
      const isMore = readEnd < bytes.length;
      readEnd += READ_BYTES;
      return isMore;
    },
  };
}
