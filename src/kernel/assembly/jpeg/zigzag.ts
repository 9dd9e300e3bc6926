// The places of a block's coefficients, in the order in which a scan has them (ITU-T T.81, A.3.6): i16, row after row.

/**
 * Bytes from the block's beginning, for 64 coefficients and for 16 more, which damaged data may
 * reach: libjpeg takes those for the last one.
 */
const ORDER = memory.data<u8>([
  0, 2, 16, 32, 18, 4, 6, 20, 34, 48, 64, 50, 36, 22, 8, 10, 24, 38, 52, 66, 80, 96, 82, 68, 54,
  40, 26, 12, 14, 28, 42, 56, 70, 84, 98, 112, 114, 100, 86, 72, 58, 44, 30, 46, 60, 74, 88, 102,
  116, 118, 104, 90, 76, 62, 78, 92, 106, 120, 122, 108, 94, 110, 124, 126, 126, 126, 126, 126, 126,
  126, 126, 126, 126, 126, 126, 126, 126, 126, 126, 126,
]);

@inline
export function coefficientAt(block: usize, index: u32): usize {
  return block + <usize>load<u8>(ORDER + <usize>index);
}
