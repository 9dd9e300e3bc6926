// The binary arithmetic decoder (ITU-T T.81, D.2): one decision at a time, each in a statistics bin that
// adapts to its decisions. It reads the bytes at the same moments as libjpeg (jdarith.c).
//
// A bin is a byte: its more probable decision (bit 7), and its state, an index of STATES (bits 6…0).
import { readByte } from './source';

/**
 * The states of T.81, table D.3, each in 32 bits:
 *
 *   31…16  the estimated size of the less probable interval (Qe)
 *   15…8   the state after the more probable decision
 *   7      whether the less probable decision becomes the more probable one
 *   6…0    the state after the less probable decision
 *
 * The last one stays as it is: signs, and further bits of first coefficients, have even odds.
 */
// prettier-ignore
const STATES = memory.data<u32>([
  0x5a1d0181, 0x2586020e, 0x11140310, 0x080b0412, 0x03d80514, 0x01da0617, 0x00e50719, 0x006f081c,
  0x0036091e, 0x001a0a21, 0x000d0b23, 0x00060c09, 0x00030d0a, 0x00010d0c, 0x5a7f0f8f, 0x3f251024,
  0x2cf21126, 0x207c1227, 0x17b91328, 0x1182142a, 0x0cef152b, 0x09a1162d, 0x072f172e, 0x055c1830,
  0x04061931, 0x03031a33, 0x02401b34, 0x01b11c36, 0x01441d38, 0x00f51e39, 0x00b71f3b, 0x008a203c,
  0x0068213e, 0x004e223f, 0x003b2320, 0x002c0921, 0x5ae125a5, 0x484c2640, 0x3a0d2741, 0x2ef12843,
  0x261f2944, 0x1f332a45, 0x19a82b46, 0x15182c48, 0x11772d49, 0x0e742e4a, 0x0bfb2f4b, 0x09f8304d,
  0x0861314e, 0x0706324f, 0x05cd3330, 0x04de3432, 0x040f3532, 0x03633633, 0x02d43734, 0x025c3835,
  0x01f83936, 0x01a43a37, 0x01603b38, 0x01253c39, 0x00f63d3a, 0x00cb3e3b, 0x00ab3f3d, 0x008f203d,
  0x5b1241c1, 0x4d044250, 0x412c4351, 0x37d84452, 0x2fe84553, 0x293c4654, 0x23794756, 0x1edf4857,
  0x1aa94957, 0x174e4a48, 0x14244b48, 0x119c4c4a, 0x0f6b4d4a, 0x0d514e4b, 0x0bb64f4d, 0x0a40304d,
  0x583251d0, 0x4d1c5258, 0x438e5359, 0x3bdd545a, 0x34ee555b, 0x2eae565c, 0x299a575d, 0x25164756,
  0x557059d8, 0x4ca95a5f, 0x44d95b60, 0x3e225c61, 0x38245d63, 0x32b45e63, 0x2e17565d, 0x56a860df,
  0x4f466165, 0x47e56266, 0x41cf6367, 0x3c3d6468, 0x375e5d63, 0x52316669, 0x4c0f676a, 0x4639686b,
  0x415e6367, 0x56276ae9, 0x50e76b6c, 0x4b85676d, 0x55976d6e, 0x504f6b6f, 0x5a106fee, 0x55226d70,
  0x59eb6ff0, 0x5a1d7171,
]);

const EVEN_ODDS: u8 = 113;
const evenBin = memory.data<u8>([EVEN_ODDS]);

/** The least size of the interval when a decision is decoded. */
const LEAST_INTERVAL: u32 = 0x8000;

/** The interval (A): of 16 bits, and up to 0x10000. */
let interval: u32 = 0;
/** The position in the interval (C), with `spareBits` bits below those that compare with it. */
let code: u32 = 0;
let spareBits: i32 = 0;

/** Begins a scan or the data behind a restart marker: reads the first two bytes. */
export function beginDecisions(): void {
  interval = 0x10000;
  code = readByte() << 8;
  code |= readByte();
  spareBits = 0;
}

/** The next decision, 0 or 1, in the bin at an address. */
export function decide(bin: usize): u32 {
  if (interval < LEAST_INTERVAL) renormalise();
  const old = <u32>load<u8>(bin);
  const state = load<u32>(STATES + (<usize>(old & 127) << 2));
  const estimate = state >> 16;
  const most = interval - estimate;
  const border = most << spareBits;
  let isProbable = true;
  if (code < border) {
    interval = most;
    if (most >= LEAST_INTERVAL) return old >> 7;
    isProbable = most >= estimate;
  } else {
    // the less probable interval may be the larger one, and then means the more probable decision
    code -= border;
    interval = estimate;
    isProbable = most < estimate;
  }
  if (isProbable) {
    store<u8>(bin, <u8>((old & 0x80) | ((state >> 8) & 127)));
    return old >> 7;
  }
  store<u8>(bin, <u8>((old & 0x80) ^ (state & 255)));
  return (old >> 7) ^ 1;
}

/** A decision of even odds. */
@inline
export function decideEvenly(): u32 {
  return decide(evenBin);
}

/** Doubles the interval until it has 16 bits. */
function renormalise(): void {
  const bits = clz(interval) - 16;
  interval <<= bits;
  spareBits -= bits;
  while (spareBits < 0) {
    code = (code << 8) | readByte();
    spareBits += 8;
  }
}
