import {
  distanceTable,
  END_OF_BLOCK,
  EXCEPTIONAL,
  lengthTable,
  LITERAL,
  SUBTABLE,
} from './huffman';
import { BAD, BLOCK, FAST_INPUT, FAST_OUTPUT, inflation } from './inflation';

/**
 * Inflates symbols of a block while there is enough input and output not to check at each of them:
 * `canBeFast` must be true. Stops after a whole symbol; after a block's end the mode is BLOCK.
 *
 * Each round loads 56 bits: enough for three literals of 15 bits at most and the code of a fourth
 * symbol; a length (20 bits) and a distance (28) get 56 of their own.
 */
export function inflateFast(): void {
  const s = inflation;
  const lastNext = s.end - FAST_INPUT;
  const lastPut = s.fastEnd - FAST_OUTPUT;
  const windowStart = s.windowStart;
  const lengthMask = ((<u64>1) << s.lengthBits) - 1;
  const distanceMask = ((<u64>1) << s.distanceBits) - 1;
  let next = s.next;
  let put = s.put;
  let hold = s.hold;
  let bits = s.bits;
  do {
    // bits above the count are the stream's own, and come again with the next load
    hold |= load<u64>(next) << (<u64>bits);
    next += (63 - bits) >> 3;
    bits |= 56;
    let entry = load<u32>(lengthTable + ((<usize>(hold & lengthMask)) << 2));
    if (entry & LITERAL) {
      hold >>= <u64>(entry & 63);
      bits -= entry & 63;
      store<u8>(put++, <u8>(entry >> 16));
      entry = load<u32>(lengthTable + ((<usize>(hold & lengthMask)) << 2));
      if (entry & LITERAL) {
        hold >>= <u64>(entry & 63);
        bits -= entry & 63;
        store<u8>(put++, <u8>(entry >> 16));
        entry = load<u32>(lengthTable + ((<usize>(hold & lengthMask)) << 2));
        if (entry & LITERAL) {
          hold >>= <u64>(entry & 63);
          bits -= entry & 63;
          store<u8>(put++, <u8>(entry >> 16));
          continue;
        }
      }
    }
    if (entry & EXCEPTIONAL) {
      if (entry & SUBTABLE) {
        const index = (hold >> (<u64>(entry & 63))) & ((<u64>1 << ((entry >> 8) & 15)) - 1);
        hold >>= <u64>(entry & 63);
        bits -= entry & 63;
        entry = load<u32>(lengthTable + (<usize>((entry >> 16) & 0x7fff) << 2) + (<usize>index << 2));
      }
      if (entry & LITERAL) {
        hold >>= <u64>(entry & 63);
        bits -= entry & 63;
        store<u8>(put++, <u8>(entry >> 16));
        continue;
      }
      if (entry & EXCEPTIONAL) {
        hold >>= <u64>(entry & 63);
        bits -= entry & 63;
        s.mode = entry & END_OF_BLOCK ? BLOCK : BAD;
        break;
      }
    }
    const length = valueOf(entry, hold);
    hold >>= <u64>(entry & 63);
    bits -= entry & 63;
    hold |= load<u64>(next) << (<u64>bits);
    next += (63 - bits) >> 3;
    bits |= 56;
    entry = load<u32>(distanceTable + ((<usize>(hold & distanceMask)) << 2));
    if (entry & EXCEPTIONAL) {
      if (entry & SUBTABLE) {
        const index = (hold >> (<u64>(entry & 63))) & ((<u64>1 << ((entry >> 8) & 15)) - 1);
        hold >>= <u64>(entry & 63);
        bits -= entry & 63;
        entry = load<u32>(
          distanceTable + (<usize>((entry >> 16) & 0x7fff) << 2) + (<usize>index << 2),
        );
      }
      if (entry & EXCEPTIONAL) {
        s.mode = BAD;
        break;
      }
    }
    const distance = valueOf(entry, hold);
    hold >>= <u64>(entry & 63);
    bits -= entry & 63;
    if (put - windowStart < <usize>distance) {
      s.mode = BAD;
      break;
    }
    copyMatch(put, distance, length);
    put += length;
  } while (next <= lastNext && put <= lastPut);
  // whole bytes that were loaded and not used go back
  next -= bits >> 3;
  bits &= 7;
  s.hold = hold & ((<u64>1 << (<u64>bits)) - 1);
  s.bits = bits;
  s.next = next;
  s.put = put;
}

/** Base of an entry, and the number behind its code. */
@inline
function valueOf(entry: u32, hold: u64): u32 {
  const behind = (hold & ((<u64>1 << (<u64>(entry & 63))) - 1)) >> (<u64>((entry >> 8) & 15));
  return (entry >> 16) + <u32>behind;
}

/** Patterns of 1 to 15 bytes, repeated over 16: bytes to pick, and whole repetitions in bytes. */
const PATTERNS = memory.data(16 * 16, 16);
const STEPS = memory.data<u8>([0, 16, 16, 15, 16, 15, 12, 14, 16, 9, 10, 11, 12, 13, 14, 15]);

export function preparePatterns(): void {
  for (let distance: u32 = 1; distance < 16; distance++) {
    for (let i: u32 = 0; i < 16; i++) {
      store<u8>(PATTERNS + <usize>(distance * 16 + i), <u8>(i % distance));
    }
  }
}

/** Copies bytes that were put `distance` bytes ago; writes up to 31 more than it is asked to. */
@inline
export function copyMatch(put: usize, distance: u32, length: u32): void {
  const end = put + length;
  if (distance >= 16) {
    let from = put - distance;
    v128.store(put, v128.load(from));
    for (put += 16; put < end; put += 16) {
      from += 16;
      v128.store(put, v128.load(from));
    }
    return;
  }
  const picks = v128.load(PATTERNS + (<usize>distance << 4));
  const pattern = v128.swizzle(v128.load(put - distance), picks);
  const step = <usize>load<u8>(STEPS + distance);
  for (; put < end; put += step) v128.store(put, pattern);
}
