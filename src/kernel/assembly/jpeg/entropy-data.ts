// An entropy-coded segment (ITU-T T.81, B.1.1.5): taken out of the file up to the next marker, without the zeros
// that follow each FF, and addressed by the bit from then on. Behind its end come zeros, as in libjpeg.
//
// It lies in memory with the last byte first, because a load of 64 bits takes the byte with the lowest
// address for the lowest one: read so, the next bits are the high ones. WebAssembly cannot swap bytes.
import { allocate } from '../arena';
import { endFile, source } from './source';

/** More than an MCU of ten blocks can read if all of its codes are the longest ones. */
const ZEROS: usize = 3072;

/** One past its first byte: the others go down from here. */
let start: usize = 0;
/** The number of its bits, before the zeros. */
let bits: u32 = 0;

/** How many bits of data there are, before the zeros. */
@inline
export function dataBits(): u32 {
  return bits;
}

/** The next 57 bits or more from a bit of the data on, in the high bits. */
@inline
export function bitsAt(position: u32): u64 {
  return load<u64>(dataAt(position)) << (position & 7);
}

/** The address to load a bit and those after it from. */
@inline
export function dataAt(position: u32): usize {
  return start - 8 - (position >> 3);
}

/** The index of the first bit that a load from this address has. */
@inline
export function positionAt(loaded: usize): u32 {
  return <u32>(start - 8 - loaded) << 3;
}

/** Room for the data of any scan from here on. */
export function allocateData(): void {
  const room = <usize>(source.end - source.next) + ZEROS + 64;
  start = allocate(<u64>room) + room;
}

/** Reads the data up to the next marker: none if a marker is waiting to be handled. */
export function readScanData(): void {
  const to = source.unreadMarker == 0 ? copyData() : start;
  memory.fill(to - ZEROS, 0, ZEROS);
  bits = <u32>(start - to) << 3;
}

/** Returns the address of the last byte of the data. */
function copyData(): usize {
  const all = i8x16.splat(-1);
  const end = source.end;
  let to = start;
  let from = source.next;
  while (from < end) {
    if (from + 16 <= end) {
      const bytes = v128.load(from);
      v128.store(to - 16, reversed(bytes));
      const found = i8x16.bitmask(i8x16.eq(bytes, all));
      if (found == 0) {
        from += 16;
        to -= 16;
        continue;
      }
      const before = <usize>ctz(found);
      from += before;
      to -= before;
    } else if (load<u8>(from) != 0xff) {
      to--;
      store<u8>(to, load<u8>(from));
      from++;
      continue;
    }
    // an FF; more of them are only fill bytes, until another byte follows
    do from++;
    while (from < end && load<u8>(from) == 0xff);
    if (from >= end) break;
    const code = <i32>load<u8>(from);
    from++;
    if (code != 0) {
      source.unreadMarker = code;
      source.next = from;
      return to;
    }
    to--;
    store<u8>(to, 0xff);
  }
  endFile();
  return to;
}

@inline
function reversed(bytes: v128): v128 {
  return v128.shuffle<u8>(
    bytes, bytes, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0,
  );
}
