// The filters of Pillow's Resample.c, in the order of RESAMPLE_FILTERS in core/recipe/recipe.ts.

export const BICUBIC: i32 = 0;
export const NEAREST: i32 = 1;
export const BOX: i32 = 2;
export const BILINEAR: i32 = 3;
export const HAMMING: i32 = 4;
export const LANCZOS: i32 = 5;

const BICUBIC_A: f64 = -0.5;
// C's 0.54f and 0.46f: single precision, widened
const HAMMING_A: f64 = <f64>(<f32>0.54);
const HAMMING_B: f64 = <f64>(<f32>0.46);

/** Half of the filter's width, in output pixels. */
export function filterSupport(filter: i32): f64 {
  switch (filter) {
    case BOX:
      return 0.5;
    case BILINEAR:
    case HAMMING:
      return 1;
    case LANCZOS:
      return 3;
    default:
      return 2;
  }
}

export function filterAt(filter: i32, x: f64): f64 {
  switch (filter) {
    case BOX:
      return x > -0.5 && x <= 0.5 ? 1 : 0;
    case BILINEAR:
      return max<f64>(0, 1 - abs<f64>(x));
    case HAMMING:
      return hamming(abs<f64>(x));
    case LANCZOS:
      return x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0;
    default:
      return bicubic(abs<f64>(x));
  }
}

function hamming(distance: f64): f64 {
  if (distance == 0) return 1;
  if (distance >= 1) return 0;
  const angle = distance * Math.PI;
  return (Math.sin(angle) / angle) * (HAMMING_A + HAMMING_B * Math.cos(angle));
}

function bicubic(d: f64): f64 {
  if (d < 1) return ((BICUBIC_A + 2) * d - (BICUBIC_A + 3)) * d * d + 1;
  return d < 2 ? (((d - 5) * d + 8) * d - 4) * BICUBIC_A : 0;
}

function sinc(x: f64): f64 {
  if (x == 0) return 1;
  const angle = x * Math.PI;
  return Math.sin(angle) / angle;
}
