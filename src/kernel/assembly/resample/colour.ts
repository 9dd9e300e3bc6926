// Pixels of one line to three lines of red, green and blue. All of them write up to 16 bytes more
// than the line has, and read as many more; there is room for both.

// libjpeg's FIX() with 16 fraction bits, less the whole numbers that keep them within 16 bits:
// 1.402 = 1 + …, 0.71414 = 1 - …, 1.772 = 2 - … (jdcolor.c rounds each product, or sum of products).
// The two that stand alone have 15 bits: 26345 / 2, rounded up, has the same result for all 256
// values of Cr, and 14942 is even.
const CR_TO_RED: i16 = 13173;
const CB_TO_BLUE: i16 = -7471;
const CR_TO_GREEN: i16 = <i16>(65536 - 46802);
const CB_TO_GREEN: i16 = -22554;
export const GREEN_HALF: i32 = 1 << 15;

/** Y, Cb and Cr of full width, as libjpeg converts them. */
export function convertYccToRgb(
  luma: usize,
  blueChroma: usize,
  redChroma: usize,
  columns: i32,
  red: usize,
  green: usize,
  blue: usize,
): void {
  const centre = i16x8.splat(128);
  const half = i32x4.splat(GREEN_HALF);
  for (let x: usize = 0; x < <usize>columns; x += 8) {
    const y = v128.load_ext<u8>(luma + x);
    const cb = i16x8.sub(v128.load_ext<u8>(blueChroma + x), centre);
    const cr = i16x8.sub(v128.load_ext<u8>(redChroma + x), centre);
    const r = redOf(y, cr);
    const g = greenOf(y, cb, cr, half);
    const b = blueOf(y, cb);
    v128.store64_lane(red + x, i8x16.narrow_i16x8_u(r, r), 0);
    v128.store64_lane(green + x, i8x16.narrow_i16x8_u(g, g), 0);
    v128.store64_lane(blue + x, i8x16.narrow_i16x8_u(b, b), 0);
  }
}

// Colours of eight pixels, not yet clamped; chroma is less 128.

@inline
export function redOf(y: v128, cr: v128): v128 {
  const product = i16x8.q15mulr_sat_s(cr, i16x8.splat(CR_TO_RED));
  return i16x8.add(i16x8.add(y, cr), product);
}

@inline
export function blueOf(y: v128, cb: v128): v128 {
  const product = i16x8.q15mulr_sat_s(cb, i16x8.splat(CB_TO_BLUE));
  return i16x8.add(i16x8.add(y, product), i16x8.add(cb, cb));
}

@inline
export function greenOf(y: v128, cb: v128, cr: v128, half: v128): v128 {
  return i16x8.add(i16x8.sub(y, cr), greenProduct(cb, cr, half));
}

/** The rounded sum of both products with chroma. */
@inline
function greenProduct(cb: v128, cr: v128, half: v128): v128 {
  const weights = i32x4.splat((<i32>CB_TO_GREEN & 0xffff) | (<i32>CR_TO_GREEN << 16));
  const front = v128.shuffle<i16>(cb, cr, 0, 8, 1, 9, 2, 10, 3, 11);
  const back = v128.shuffle<i16>(cb, cr, 4, 12, 5, 13, 6, 14, 7, 15);
  const low = i32x4.add(i32x4.dot_i16x8_s(front, weights), half);
  const high = i32x4.add(i32x4.dot_i16x8_s(back, weights), half);
  return i16x8.narrow_i32x4_s(i32x4.shr_s(low, 16), i32x4.shr_s(high, 16));
}

// Pillow's weights of red, green and blue in luma (Convert.c, L24), of 65536. Green's is less 65536, to
// fit 16 bits: one whole green is added instead. Half of the last place is 2 × 16384.
const RED_IN_LUMA: i32 = 19595;
const GREEN_IN_LUMA: i32 = 38470 - 65536;
const BLUE_IN_LUMA: i32 = 7471;
const HALF_OF_TWO: i32 = 16384;

/** Luma of red, green and blue, as `convert("L")` rounds it. Twin: lumaOf. */
export function weighLuma(red: usize, green: usize, blue: usize, columns: i32, luma: usize): void {
  const two = i16x8.splat(2);
  for (let x: usize = 0; x < <usize>columns; x += 8) {
    const r = v128.load_ext<u8>(red + x);
    const g = v128.load_ext<u8>(green + x);
    const b = v128.load_ext<u8>(blue + x);
    const low = weighFour(
      v128.shuffle<i16>(r, g, 0, 8, 1, 9, 2, 10, 3, 11),
      v128.shuffle<i16>(b, two, 0, 8, 1, 9, 2, 10, 3, 11),
    );
    const high = weighFour(
      v128.shuffle<i16>(r, g, 4, 12, 5, 13, 6, 14, 7, 15),
      v128.shuffle<i16>(b, two, 4, 12, 5, 13, 6, 14, 7, 15),
    );
    const value = i16x8.add(g, i16x8.narrow_i32x4_s(low, high));
    v128.store64_lane(luma + x, i8x16.narrow_i16x8_u(value, value), 0);
  }
}

/** What luma has more than green, of four pixels: red and green, blue and two. */
@inline
function weighFour(redGreen: v128, blueTwo: v128): v128 {
  const front = i32x4.splat(RED_IN_LUMA | (GREEN_IN_LUMA << 16));
  const back = i32x4.splat(BLUE_IN_LUMA | (HALF_OF_TWO << 16));
  const sum = i32x4.add(i32x4.dot_i16x8_s(redGreen, front), i32x4.dot_i16x8_s(blueTwo, back));
  return i32x4.shr_s(sum, 16);
}

/** Splits 4-byte pixels into lines, `first` getting byte 0, `second` byte 1, `third` byte 2. */
export function splitPixels(
  pixels: usize,
  columns: i32,
  first: usize,
  second: usize,
  third: usize,
): void {
  for (let x: usize = 0; x < <usize>columns; x += 16) {
    const a = v128.load(pixels + 4 * x);
    const b = v128.load(pixels + 4 * x, 16);
    const c = v128.load(pixels + 4 * x, 32);
    const d = v128.load(pixels + 4 * x, 48);
    const ab0 = pickPairs(a, b, 0);
    const cd0 = pickPairs(c, d, 0);
    const ab2 = pickPairs(a, b, 2);
    const cd2 = pickPairs(c, d, 2);
    v128.store(first + x, pickEven(ab0, cd0));
    v128.store(second + x, pickOdd(ab0, cd0));
    v128.store(third + x, pickEven(ab2, cd2));
  }
}

/** The fourth bytes of 4-byte pixels. */
export function splitAlpha(pixels: usize, columns: i32, alpha: usize): void {
  for (let x: usize = 0; x < <usize>columns; x += 16) {
    const ab = pickPairs(v128.load(pixels + 4 * x), v128.load(pixels + 4 * x, 16), 2);
    const cd = pickPairs(v128.load(pixels + 4 * x, 32), v128.load(pixels + 4 * x, 48), 2);
    v128.store(alpha + x, pickOdd(ab, cd));
  }
}

/** Two bytes of each of eight pixels, from byte `first` on: 0 1 0 1 … or 2 3 2 3 … */
@inline
function pickPairs(a: v128, b: v128, first: i32): v128 {
  return first == 0
    ? v128.shuffle<i16>(a, b, 0, 2, 4, 6, 8, 10, 12, 14)
    : v128.shuffle<i16>(a, b, 1, 3, 5, 7, 9, 11, 13, 15);
}

@inline
function pickEven(a: v128, b: v128): v128 {
  return v128.shuffle<i8>(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
}

@inline
function pickOdd(a: v128, b: v128): v128 {
  return v128.shuffle<i8>(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
}

/**
 * One colour line composited over a value, in place, as Image.alpha_composite rounds it over an
 * opaque background (AlphaComposite.c; its 7 more bits cancel out): t = colour × alpha +
 * background × (255 - alpha) + 128, and the result is (t + (t >> 8)) >> 8. Twin: flattenAlpha. Over 0 it is
 * the multiplication by alpha of `convert("RGBa")` (Convert.c, rgbA2rgba: MULDIV255).
 */
export function compositeLine(colour: usize, alpha: usize, columns: i32, background: i16): void {
  const opaque = i16x8.splat(255);
  const behind = i16x8.splat(background);
  const half = i16x8.splat(128);
  for (let x: usize = 0; x < <usize>columns; x += 8) {
    const a = v128.load_ext<u8>(alpha + x);
    const front = i16x8.mul(v128.load_ext<u8>(colour + x), a);
    const back = i16x8.mul(behind, i16x8.sub(opaque, a));
    const sum = i16x8.add(i16x8.add(front, back), half);
    const value = i16x8.shr_u(i16x8.add(sum, i16x8.shr_u(sum, 8)), 8);
    v128.store64_lane(colour + x, i8x16.narrow_i16x8_u(value, value), 0);
  }
}

/**
 * Inks to red, green and blue, in place, as Pillow converts CMYK (Convert.c, cmyk2rgb): each ink dims the
 * white that black has left, with products over 255 rounded as in `compositeLine`. `white` is the fourth
 * component as Adobe stores it, inverted. If `isInverted`, so are the other three; else they hold
 * what they are inverted to.
 */
export function convertCmykToRgb(
  red: usize,
  green: usize,
  blue: usize,
  white: usize,
  columns: i32,
  isInverted: bool,
): void {
  for (let x: usize = 0; x < <usize>columns; x += 8) {
    const left = v128.load_ext<u8>(white + x);
    dimWhite(red + x, left, isInverted);
    dimWhite(green + x, left, isInverted);
    dimWhite(blue + x, left, isInverted);
  }
}

@inline
function dimWhite(colour: usize, white: v128, isInverted: bool): void {
  const stored = v128.load_ext<u8>(colour);
  const ink = isInverted ? i16x8.sub(i16x8.splat(255), stored) : stored;
  const sum = i16x8.add(i16x8.mul(ink, white), i16x8.splat(128));
  const dimmed = i16x8.shr_u(i16x8.add(sum, i16x8.shr_u(sum, 8)), 8);
  const value = i16x8.sub(white, dimmed);
  v128.store64_lane(colour, i8x16.narrow_i16x8_u(value, value), 0);
}
