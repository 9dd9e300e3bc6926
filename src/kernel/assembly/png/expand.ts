// Pixels as they are kept to 4 bytes each: red, green, blue, alpha. Reads and writes up to 15 bytes
// further than it is asked to.

const OPAQUE: u32 = 0xff000000;

/** The pixel for each value of a byte: 256 × 4 bytes, which the caller writes. */
export const pixelTable = memory.data(4 * 256, 16);

/** Pixels of one byte, by the table. */
export function expandByTable(from: usize, to: usize, pixels: usize): void {
  for (let i: usize = 0; i < pixels; i++) {
    store<u32>(to, load<u32>(pixelTable + (<usize>load<u8>(from + i) << 2)));
    to += 4;
  }
}

/** Grey and alpha. */
export function expandGreyAlpha(from: usize, to: usize, pixels: usize): void {
  for (let i: usize = 0; i < pixels; i += 4) {
    const pairs = v128.load64_zero(from + 2 * i);
    const colours = v128.swizzle(pairs, i8x16(0, 0, 0, 1, 2, 2, 2, 3, 4, 4, 4, 5, 6, 6, 6, 7));
    v128.store(to + 4 * i, colours);
  }
}

/** Red, green and blue; one colour may be transparent, 0xbbggrr, or none: negative. */
export function expandRgb(from: usize, to: usize, pixels: usize, transparent: i32): void {
  const opaque = i32x4.splat(OPAQUE);
  const hidden = i32x4.splat(transparent < 0 ? 0 : transparent | OPAQUE);
  for (let i: usize = 0; i < pixels; i += 4) {
    const bytes = v128.load(from + 3 * i);
    const spread = v128.swizzle(bytes, i8x16(0, 1, 2, 16, 3, 4, 5, 16, 6, 7, 8, 16, 9, 10, 11, 16));
    const colours = v128.or(spread, opaque);
    const isHidden = i32x4.eq(colours, hidden);
    v128.store(to + 4 * i, v128.andnot(colours, v128.and(isHidden, opaque)));
  }
}
