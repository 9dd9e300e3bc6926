/**
 * The state of one stream of zlib (RFC 1950) that is being inflated. All that lives between calls is
 * here, so that input and output may end anywhere.
 */
@unmanaged
export class Inflation {
  /** Bits of the input that were loaded and not used; those above `bits` are 0. */
  hold: u64;
  bits: u32;
  mode: i32;
  /** Input: the next byte, and the end. */
  next: usize;
  end: usize;
  /** Output: the start of the window, the next byte, and how far the fast loop may go. */
  windowStart: usize;
  put: usize;
  fastEnd: usize;
  /** The end of the bytes that are in the checksum. */
  checked: usize;
  isLastBlock: bool;
  /** Of a stored block, or a match: bytes still to be copied; of a literal: the byte. */
  length: u32;
  distance: u32;
  /** Bits of a number that is still to be read, or added to `length` or `distance`. */
  extraBits: u32;
  /** Bits of the indices of the two tables. */
  lengthBits: i32;
  distanceBits: i32;
  /** Of the header of a dynamic block: how many code lengths there are of each kind, and are read. */
  lengthCodes: i32;
  distanceCodes: i32;
  codeLengthCodes: i32;
  read: i32;
}

/** The one stream at a time of this instance. */
export const inflation = changetype<Inflation>(memory.data(offsetof<Inflation>(), 16));

// Modes: the part of the stream that is read next.
export const HEAD: i32 = 0;
export const BLOCK: i32 = 1;
export const STORED: i32 = 2;
export const COPY: i32 = 3;
export const TABLE: i32 = 4;
export const CODE_LENGTH_LENGTHS: i32 = 5;
export const CODE_LENGTH_SYMBOLS: i32 = 6;
export const SYMBOL: i32 = 7;
export const LENGTH_EXTRA: i32 = 8;
export const DISTANCE: i32 = 9;
export const DISTANCE_EXTRA: i32 = 10;
export const MATCH: i32 = 11;
export const LITERAL_BYTE: i32 = 12;
export const CHECK: i32 = 13;
export const DONE: i32 = 14;
export const BAD: i32 = 15;
export const DICTIONARY: i32 = 16;

/** Bytes of input that the fast loop leaves, and of output that it needs to begin. */
export const FAST_INPUT: usize = 32;
export const FAST_OUTPUT: usize = 320;

/** Begins a stream whose output goes to `window`. */
export function beginInflation(window: usize): void {
  memory.fill(changetype<usize>(inflation), 0, offsetof<Inflation>());
  inflation.windowStart = window;
  inflation.put = window;
  inflation.checked = window;
}

@inline
export function canBeFast(): bool {
  return (
    inflation.end - inflation.next >= FAST_INPUT &&
    inflation.fastEnd >= inflation.put + FAST_OUTPUT
  );
}

// The results of a call.
export const GOES_ON: i32 = 0;
export const NEEDS_INPUT: i32 = 1;
export const NEEDS_OUTPUT: i32 = 2;
/** The fast loop went past the limit, and could continue from there. */
export const CROSSED: i32 = 3;
export const ENDED: i32 = 4;
export const BROKEN: i32 = 5;

/** Marks the stream as broken. */
export function bad(): i32 {
  inflation.mode = BAD;
  return BROKEN;
}
