// Filters of PNG (specification, clause 9) undone, one row at a time. `step` is how many bytes lie
// between a byte and the one to its left in the same channel: 1, 2, 3, 4, 6 or 8.
//
//   c b      prior row
//   a x      this row
//
// Writes up to 31 bytes more than the row has, and reads as many more of both rows.

const SUB: i32 = 1;
const UP: i32 = 2;
const AVERAGE: i32 = 3;
const PAETH: i32 = 4;

/** From `from` to `to`; returns false for an unknown filter. */
export function unfilterRow(
  filter: i32,
  from: usize,
  prior: usize,
  to: usize,
  bytes: usize,
  step: usize,
): bool {
  switch (filter) {
    case 0:
      memory.copy(to, from, bytes);
      return true;
    case SUB:
      undoSub(from, to, bytes, step);
      return true;
    case UP:
      for (let x: usize = 0; x < bytes; x += 16) {
        v128.store(to + x, i8x16.add(v128.load(from + x), v128.load(prior + x)));
      }
      return true;
    case AVERAGE:
      if (step < 3) undoNarrowAverage(from, prior, to, bytes, step);
      else if (step < 5) undoAverage<u32>(from, prior, to, bytes, step);
      else undoAverage<u64>(from, prior, to, bytes, step);
      return true;
    case PAETH:
      if (step < 3) undoNarrowPaeth(from, prior, to, bytes, step);
      else if (step < 5) undoPaeth<u32>(from, prior, to, bytes, step);
      else undoPaeth<u64>(from, prior, to, bytes, step);
      return true;
    default:
      return false;
  }
}

/** Sums along the row: within 16 bytes by doubling, and on from the last pixel of those before. */
function undoSub(from: usize, to: usize, bytes: usize, step: usize): void {
  const zero = i8x16.splat(0);
  let last = zero;
  if (step == 3) {
    // four pixels of 12 bytes; four bytes behind them are written again
    for (let x: usize = 0; x < bytes; x += 12) {
      let v = v128.load(from + x);
      v = i8x16.add(v, shifted(v, zero, 3));
      v = i8x16.add(i8x16.add(v, shifted(v, zero, 6)), last);
      v128.store(to + x, v);
      last = v128.shuffle<u8>(v, v, 9, 10, 11, 9, 10, 11, 9, 10, 11, 9, 10, 11, 9, 10, 11, 9);
    }
  } else if (step == 4) {
    for (let x: usize = 0; x < bytes; x += 16) {
      let v = v128.load(from + x);
      v = i8x16.add(v, shifted(v, zero, 4));
      v = i8x16.add(i8x16.add(v, shifted(v, zero, 8)), last);
      v128.store(to + x, v);
      last = v128.shuffle<u32>(v, v, 3, 3, 3, 3);
    }
  } else if (step < 3) {
    for (let x: usize = 0; x < bytes; x += 16) {
      let v = v128.load(from + x);
      if (step == 1) v = i8x16.add(v, shifted(v, zero, 1));
      v = i8x16.add(v, shifted(v, zero, 2));
      v = i8x16.add(v, shifted(v, zero, 4));
      v = i8x16.add(i8x16.add(v, shifted(v, zero, 8)), last);
      v128.store(to + x, v);
      last = step == 1 ? i8x16.splat(i8x16.extract_lane_u(v, 15)) : v128.shuffle<u16>(v, v, 7, 7, 7, 7, 7, 7, 7, 7);
    }
  } else {
    for (let x: usize = 0; x < bytes; x += step) {
      last = i8x16.add(last, v128.load64_zero(from + x));
      v128.store64_lane(to + x, last, 0);
    }
  }
}

/** Bytes moved to higher places, and zeros before them. */
@inline
function shifted(v: v128, zero: v128, places: i32): v128 {
  switch (places) {
    case 1:
      return v128.shuffle<u8>(zero, v, 0, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
    case 2:
      return v128.shuffle<u8>(zero, v, 0, 1, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29);
    case 3:
      return v128.shuffle<u8>(zero, v, 0, 1, 2, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28);
    case 4:
      return v128.shuffle<u8>(zero, v, 0, 1, 2, 3, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27);
    case 6:
      return v128.shuffle<u8>(zero, v, 0, 1, 2, 3, 4, 5, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25);
    default:
      return v128.shuffle<u8>(zero, v, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23);
  }
}

/** x + (a + b) / 2, rounded down: the processor's own average rounds up. T holds a pixel. */
function undoAverage<T>(from: usize, prior: usize, to: usize, bytes: usize, step: usize): void {
  const one = i8x16.splat(1);
  let a = i8x16.splat(0);
  for (let x: usize = 0; x < bytes; x += step) {
    const b = loadPixel<T>(prior + x);
    const odd = v128.and(v128.xor(a, b), one);
    const average = i8x16.sub(i8x16.avgr_u(a, b), odd);
    a = i8x16.add(loadPixel<T>(from + x), average);
    storePixel<T>(to + x, a);
  }
}

/** x + whichever of a, b, c is nearest to a + b - c; of several the first. */
function undoPaeth<T>(from: usize, prior: usize, to: usize, bytes: usize, step: usize): void {
  const byte = i16x8.splat(255);
  const zero = i8x16.splat(0);
  let a = zero;
  let c = zero;
  for (let x: usize = 0; x < bytes; x += step) {
    const b = v128.extend_low<u8>(loadPixel<T>(prior + x));
    const toB = i16x8.sub(b, c); // a + b - c is so far from a
    const toA = i16x8.sub(a, c);
    const fromA = i16x8.abs(toB);
    const fromB = i16x8.abs(toA);
    const fromC = i16x8.abs(i16x8.add(toA, toB));
    const nearest = i16x8.min_s(fromC, i16x8.min_s(fromA, fromB));
    const bOrC = v128.bitselect(b, c, i16x8.eq(nearest, fromB));
    const predicted = v128.bitselect(a, bOrC, i16x8.eq(nearest, fromA));
    c = b;
    a = v128.and(i16x8.add(v128.extend_low<u8>(loadPixel<T>(from + x)), predicted), byte);
    storePixel<T>(to + x, i8x16.narrow_i16x8_u(a, a));
  }
}

@inline
function loadPixel<T>(at: usize): v128 {
  return sizeof<T>() == 4 ? v128.load32_zero(at) : v128.load64_zero(at);
}

@inline
function storePixel<T>(at: usize, pixel: v128): void {
  if (sizeof<T>() == 4) v128.store32_lane(at, pixel, 0);
  else v128.store64_lane(at, pixel, 0);
}

function undoNarrowAverage(
  from: usize,
  prior: usize,
  to: usize,
  bytes: usize,
  step: usize,
): void {
  for (let x: usize = 0; x < bytes; x++) {
    const a: u32 = x < step ? 0 : load<u8>(to + x - step);
    store<u8>(to + x, load<u8>(from + x) + <u8>((a + <u32>load<u8>(prior + x)) >> 1));
  }
}

function undoNarrowPaeth(from: usize, prior: usize, to: usize, bytes: usize, step: usize): void {
  for (let channel: usize = 0; channel < step; channel++) {
    let a: i32 = 0;
    let c: i32 = 0;
    for (let x = channel; x < bytes; x += step) {
      const b: i32 = load<u8>(prior + x);
      const fromA = abs(b - c);
      const fromB = abs(a - c);
      const fromC = abs(a + b - 2 * c);
      const bOrC = fromB <= fromC ? b : c;
      const predicted = fromA <= min(fromB, fromC) ? a : bOrC;
      c = b;
      a = (<i32>load<u8>(from + x) + predicted) & 255;
      store<u8>(to + x, <u8>a);
    }
  }
}
