// A block's coefficients to samples (ITU-T T.81, A.3.3 and A.3.4), by the transform of its component's scale
// (jddctmgr.c).
import { JpegComponent } from './frame';
import { transform2, transform4 } from './idct-reduced';
import { transform8 } from './idct-islow';

const PASS1_BITS: i32 = 2;

/**
 * The one sample of a first coefficient. The range is limited by libjpeg's table, which has 1,024
 * entries and begins again behind them.
 */
@inline
export function sampleOf(coefficient: i32, quantiser: i32): u8 {
  // the low ten bits of what libjpeg looks up, with their sign
  const level = ((<i32>(<i16>coefficient) * quantiser + 4) << 19) >> 22;
  return <u8>(min(max(level, -128), 127) + 128);
}

/** `isFlat`: there is nothing but the first coefficient. */
export function storeSamples(
  component: JpegComponent,
  block: usize,
  isFlat: bool,
  target: usize,
): void {
  const stride = component.stride;
  if (isFlat) {
    const product = <i32>load<i16>(block) * <i32>load<i16>(component.multipliers);
    storeFlat(component.scaledSize, product, target, <usize>stride);
  } else if (component.scaledSize == 2) {
    transform2(block, component.multipliers, target, stride);
  } else if (component.scaledSize == 4) {
    transform4(block, component.multipliers, target, stride);
  } else {
    transform8(block, component.multipliers, target, stride);
  }
}

/** Samples that are all alike, with the overflows of the transforms. */
@inline
function storeFlat(side: i32, product: i32, target: usize, stride: usize): void {
  if (side == 2) {
    const sample = saturated((<i32>(<i16>product) * (1 << 17) + (1 << 19)) >> 20) * 0x0101;
    store<u16>(target, <u16>sample);
    store<u16>(target + stride, <u16>sample);
    return;
  }
  const sample = saturated((<i32>(<i16>(product << PASS1_BITS)) + 16) >> 5) * 0x01010101;
  for (let line: usize = 0; line < <usize>side; line++) {
    store<u32>(target + line * stride, sample);
    if (side == 8) store<u32>(target + line * stride, sample, 4);
  }
}

@inline
function saturated(level: i32): u32 {
  return <u32>(min(max(level, -128), 127) + 128);
}
