const word = new DataView(new ArrayBuffer(4));

const SIGN = 0x8000;
const INFINITY = 0x7c00;
const NAN = 0x7e00;
/** The difference of the exponents' biases, 127 and 15. */
const BIAS = 112;

/**
 * The bits of the float16 (IEEE 754 binary16) that is nearest to a float32; of two, the even one. Numbers of more
 * precision have to be rounded to float32 first, as NumPy's `astype(float32).astype(float16)` does.
 */
export function float16Bits(value: number): number {
  word.setFloat32(0, value);
  const bits = word.getUint32(0);
  const sign = (bits >>> 16) & SIGN;
  const exponent = ((bits >>> 23) & 0xff) - BIAS;
  const fraction = bits & 0x7fffff;
  if (exponent === 0xff - BIAS) return sign | (fraction === 0 ? INFINITY : NAN);
  if (exponent >= 31) return sign | INFINITY;
  if (exponent > 0) {
    // rounding up the largest fraction carries into the exponent, as it should
    return sign | rounded((exponent << 23) | fraction, 13);
  }
  // subnormal: the leading one of the fraction is written out
  return exponent < -10 ? sign : sign | rounded(fraction | 0x800000, 14 - exponent);
}

/** Drops `count` bits; rounds to the nearest, half to even. */
function rounded(bits: number, count: number): number {
  const kept = bits >>> count;
  const dropped = bits & ((1 << count) - 1);
  const half = 1 << (count - 1);
  return dropped > half || (dropped === half && (kept & 1) === 1) ? kept + 1 : kept;
}
