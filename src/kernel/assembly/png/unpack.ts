// Samples of an unfiltered row to the bytes that are kept of a pixel: 1 to 4, as many as channels.

// How samples are stored.
/** A byte each: kept as they are. */
export const BYTES: i32 = 0;
/** 1, 2 or 4 bits, the first ones highest: a byte each, not scaled. */
export const PACKED: i32 = 1;
/** 16 bits: their high bytes, as Pillow keeps them. */
export const HIGH_BYTES: i32 = 2;
/** 16 bits of grey: clipped at 255, as Pillow does when it makes RGB of them. */
export const CLIPPED: i32 = 3;

let clipped: u32 = 0;

export function resetClipped(): void {
  clipped = 0;
}

/** How many samples of grey were more than 255 since the reset. */
export function clippedSamples(): u32 {
  return clipped;
}

/** Samples from `from` to `to`, a byte each; may read and write 15 bytes beyond the end of both. */
export function unpackSamples(kind: i32, bits: i32, from: usize, to: usize, samples: usize): void {
  switch (kind) {
    case BYTES:
      memory.copy(to, from, samples);
      break;
    case PACKED:
      unpackBits(bits, from, to, samples);
      break;
    case HIGH_BYTES:
      for (let i: usize = 0; i < samples; i += 16) {
        const front = v128.load(from + 2 * i);
        const back = v128.load(from + 2 * i, 16);
        const high = v128.shuffle<u8>(
          front, back, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30,
        );
        v128.store(to + i, high);
      }
      break;
    default:
      for (let i: usize = 0; i < samples; i++) {
        const isMore = load<u8>(from + 2 * i) != 0;
        clipped += <u32>isMore;
        store<u8>(to + i, isMore ? 255 : load<u8>(from + 2 * i, 1));
      }
  }
}

function unpackBits(bits: i32, from: usize, to: usize, samples: usize): void {
  const mask: u32 = (1 << bits) - 1;
  const perByte: usize = 8 / bits;
  for (let i: usize = 0; i < samples; from++) {
    let byte = <u32>load<u8>(from);
    const end = min(i + perByte, samples);
    for (; i < end; i++) {
      store<u8>(to + i, <u8>((byte >> (8 - bits)) & mask));
      byte <<= bits;
    }
  }
}

/** Pixels of `bytes` bytes to places `stride` bytes apart, as a pass of Adam7 has them. */
export function scatterPixels(
  from: usize,
  to: usize,
  pixels: usize,
  bytes: usize,
  stride: usize,
): void {
  for (let i: usize = 0; i < pixels; i++) {
    for (let byte: usize = 0; byte < bytes; byte++) store<u8>(to + byte, load<u8>(from + byte));
    from += bytes;
    to += stride;
  }
}
