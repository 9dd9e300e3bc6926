// Lossless JPEG: differences to samples (ITU-T T.81, H.1.2 and H.2.1; jdlossls.c of libjpeg-turbo). All
// arithmetic is modulo 2^16, so that damaged data become what they become in libjpeg-turbo.
//
//   c b      c: corner, b: above, a: left of the sample x
//   a x

/** Predictors, by their number in a scan's header. */
const LEFT: i32 = 1;
const ABOVE: i32 = 2;
const CORNER: i32 = 3;
const PLANE: i32 = 4;
const LEFT_AND_SLOPE: i32 = 5;
const ABOVE_AND_SLOPE: i32 = 6;
const MEAN: i32 = 7;

export function isPredictor(number: i32): bool {
  return number >= LEFT && number <= MEAN;
}

/**
 * The first line of a scan, or of a restart interval: `differences` are `width` i16, `line` receives
 * samples as u16. The first sample is predicted as `start`, the others as the one left of them.
 */
export function undifferenceFirst(differences: usize, line: usize, width: i32, start: i32): void {
  let left = start;
  for (let at: usize = 0; at < <usize>width << 1; at += 2) {
    left += load<i16>(differences + at);
    store<u16>(line + at, <u16>left);
  }
}

/** Any other line; `line` has the samples of the one before it. */
export function undifference(differences: usize, line: usize, width: i32, predictor: i32): void {
  switch (predictor) {
    case LEFT:
      undifferenceFirst(differences, line, width, load<u16>(line));
      return;
    case ABOVE:
      undifferenceAbove(differences, line, width);
      return;
    case CORNER:
      undifferenceBy(CORNER, differences, line, width);
      return;
    case PLANE:
      undifferenceBy(PLANE, differences, line, width);
      return;
    case LEFT_AND_SLOPE:
      undifferenceBy(LEFT_AND_SLOPE, differences, line, width);
      return;
    case ABOVE_AND_SLOPE:
      undifferenceBy(ABOVE_AND_SLOPE, differences, line, width);
      return;
    default:
      undifferenceBy(MEAN, differences, line, width);
  }
}

/** Eight samples at a time; up to seven more are written. */
function undifferenceAbove(differences: usize, line: usize, width: i32): void {
  for (let at: usize = 0; at < <usize>width << 1; at += 16) {
    v128.store(line + at, i16x8.add(v128.load(line + at), v128.load(differences + at)));
  }
}

/** Inlined, a loop for each predictor; the first sample is predicted as the one above it. */
@inline
function undifferenceBy(predictor: i32, differences: usize, line: usize, width: i32): void {
  let corner = <i32>load<u16>(line);
  let left = (corner + load<i16>(differences)) & 0xffff;
  store<u16>(line, <u16>left);
  for (let at: usize = 2; at < <usize>width << 1; at += 2) {
    const above = <i32>load<u16>(line + at);
    left = (predicted(predictor, left, above, corner) + load<i16>(differences + at)) & 0xffff;
    store<u16>(line + at, <u16>left);
    corner = above;
  }
}

@inline
function predicted(predictor: i32, left: i32, above: i32, corner: i32): i32 {
  if (predictor == CORNER) return corner;
  if (predictor == PLANE) return left + above - corner;
  if (predictor == LEFT_AND_SLOPE) return left + ((above - corner) >> 1);
  if (predictor == ABOVE_AND_SLOPE) return above + ((left - corner) >> 1);
  return (left + above) >> 1;
}

/** Samples of a line to bytes, times 2^transform (the point transform); 15 more are written. */
export function storeLine(line: usize, target: usize, width: i32, transform: i32): void {
  const low = i16x8.splat(0xff);
  for (let x: usize = 0; x < <usize>width; x += 16) {
    const first = i16x8.shl(v128.load(line + (x << 1)), transform);
    const second = i16x8.shl(v128.load(line + (x << 1), 16), transform);
    v128.store(target + x, i8x16.narrow_i16x8_u(v128.and(first, low), v128.and(second, low)));
  }
}
