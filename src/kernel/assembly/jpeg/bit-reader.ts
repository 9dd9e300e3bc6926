// The bits of a scan's data (bitread_working_state of jdhuff.h) while a run of blocks is decoded. The next `count` bits are the high ones
// of a 64-bit number; the following ones are loaded from an address. A refill leaves 56 or more. No
// branch checks whether one is due, because it would be mispredicted: the refill comes at the point at
// which the longest symbols would have used the bits up (F. Giesen, "Reading bits in far too many
// ways", variant 4).

export const REFILLED: u32 = 56;

/** `bits`, of which `count` are there, with the following ones behind them. */
@inline
export function refilled(bits: u64, count: u32, next: usize): u64 {
  return bits | (load<u64>(next) >> count);
}

/** The address of the following bits after that; `count` becomes count | REFILLED. */
@inline
export function afterRefill(next: usize, count: u32): usize {
  return next - ((63 - count) >> 3);
}
