// A scan's entropy-coded data: taken out of the file up to the next marker, without the zeros that
// follow each FF, and addressed by the bit from then on. Behind their end come zeros, as in libjpeg.
//
// They lie in memory with the last byte first, because a load of 64 bits takes the byte with the lowest
// address for the lowest one: read so, the next bits are the high ones. WebAssembly cannot swap bytes.
import { allocate } from '../arena';

/** More than an MCU of ten blocks can read if all of its codes are the longest ones. */
const ZEROS: usize = 3072;

const RST0: i32 = 0xd0;
const RST7: i32 = 0xd7;
const EOI: i32 = 0xd9;

export const CUT_SEGMENT: i32 = -1;
export const NO_LENGTH: i32 = -2;

let file: usize = 0;
let fileEnd: usize = 0;
/** The file's end, also if `fileEnd` is that of one of its pieces. */
let wholeEnd: usize = 0;
/** The next byte of the file that was not read yet. */
let next: usize = 0;
/** The marker that was met and not handled yet; 0: none. */
let marker: i32 = 0;
let isCut: bool = false;

/** One past the first byte of the data, which go down from here. */
let data: usize = 0;
/** How many bits of data there are, before the zeros. */
export let dataBits: u32 = 0;

export function openFile(address: usize, bytes: usize): void {
  file = address;
  fileEnd = address + bytes;
  wholeEnd = fileEnd;
  next = address;
  marker = 0;
  isCut = false;
  data = 0;
}

/** The next 57 bits or more from a bit of the data on, in the high bits. */
@inline
export function bitsAt(position: u32): u64 {
  return load<u64>(dataAt(position)) << (position & 7);
}

/** The address to load a bit and those after it from; and the index of the first bit loaded. */
@inline
export function dataAt(position: u32): usize {
  return data - 8 - (position >> 3);
}

@inline
export function positionAt(loaded: usize): u32 {
  return <u32>(data - 8 - loaded) << 3;
}

/** Whether the file ended when a marker was searched for. */
export function isFileCut(): bool {
  return isCut;
}

/** The offset of the marker that was just found; the file's length if the file was cut. */
export function markerOffset(): u32 {
  return <u32>((isCut ? next : next - 2) - file);
}

/** The next marker, skipping any bytes before it; EOI if the file has no more markers. */
export function nextMarker(): i32 {
  if (marker == 0) findMarker();
  const found = marker;
  marker = 0;
  return found;
}

function findMarker(): void {
  while (next + 1 < fileEnd) {
    if (load<u8>(next) != 0xff) {
      next++;
      continue;
    }
    while (next < fileEnd && load<u8>(next) == 0xff) next++;
    if (next >= fileEnd) break;
    const code = <i32>load<u8>(next);
    next++;
    if (code != 0) {
      marker = code;
      return;
    }
  }
  endFile();
}

function endFile(): void {
  next = fileEnd;
  isCut = true;
  marker = EOI;
}

/**
 * Skips a segment, and returns the number of its bytes after its length. CUT_SEGMENT if the file ends
 * before they do, NO_LENGTH if the length is less than its own two bytes.
 */
export function skipSegment(): i32 {
  if (next + 2 > fileEnd) return cut();
  const length = ((<i32>load<u8>(next)) << 8) | load<u8>(next, 1);
  if (length < 2) {
    next += 2;
    return NO_LENGTH;
  }
  if (next + <usize>length > fileEnd) return cut();
  next += <usize>length;
  return length - 2;
}

function cut(): i32 {
  endFile();
  return CUT_SEGMENT;
}

/** One past the last byte of the segment that was just read. */
export function segmentEnd(): usize {
  return next;
}

/** The bytes that Pillow gives libjpeg at a time (ImageFile.MAXBLOCK). */
const PIECE_BYTES: usize = 65536;

/** As if the file ended with the piece that has the last byte read. */
export function limitToPiece(): void {
  const pieces = (next - file + PIECE_BYTES - 1) / PIECE_BYTES;
  fileEnd = min(wholeEnd, file + pieces * PIECE_BYTES);
}

/** Undoes that. */
export function limitToFile(): void {
  fileEnd = wholeEnd;
}

export function isLimitedToPiece(): bool {
  return fileEnd < wholeEnd;
}

/**
 * The next byte of arithmetic-coded data, without the zeros that follow each FF; 0 from the next marker
 * on, and behind the file's end, which isFileCut then tells.
 */
export function readByte(): u32 {
  if (marker != 0) return 0;
  if (next < fileEnd) {
    const byte = <u32>load<u8>(next++);
    if (byte != 0xff) return byte;
    while (next < fileEnd && load<u8>(next) == 0xff) next++;
    if (next < fileEnd) {
      marker = load<u8>(next++);
      return marker == 0 ? 0xff : 0;
    }
  }
  endFile();
  return 0;
}

/** Room for the data of any scan from here on. */
export function allocateData(): void {
  const room = <usize>(fileEnd - next) + ZEROS + 64;
  data = allocate(<u64>room) + room;
}

/** Reads the data up to the next marker: none if a marker is waiting to be handled. */
export function readScanData(): void {
  const to = marker == 0 ? copyData() : data;
  memory.fill(to - ZEROS, 0, ZEROS);
  dataBits = <u32>(data - to) << 3;
}

/** Returns the address of the last byte of the data. */
function copyData(): usize {
  const all = i8x16.splat(-1);
  let to = data;
  let from = next;
  while (from < fileEnd) {
    if (from + 16 <= fileEnd) {
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
    while (from < fileEnd && load<u8>(from) == 0xff);
    if (from >= fileEnd) break;
    const code = <i32>load<u8>(from);
    from++;
    if (code != 0) {
      marker = code;
      next = from;
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

/**
 * Goes past a restart marker; `number`, 0 to 7, is the expected one. If another one comes, libjpeg's
 * jpeg_resync_to_restart decides whether it is skipped, accepted, or left for later, as restartBy of
 * formats/jpeg/restarts.ts does.
 * Returns whether there may be data again.
 */
export function readRestart(number: i32): bool {
  if (marker == 0) findMarker();
  while (true) {
    if (marker > RST7 || (marker >= 0xc0 && marker < RST0)) return false;
    if (marker >= RST0) {
      const ahead = (marker - RST0 - number) & 7;
      if (ahead == 1 || ahead == 2) return false;
      if (ahead < 6) {
        marker = 0;
        return true;
      }
    }
    findMarker();
  }
}

/**
 * Goes to the marker that ends a scan of which nothing is needed. Only before each of its restarts does libjpeg
 * search for a marker with a meaning: behind the last one, another is an error.
 */
export function skipScan(restarts: i32): void {
  if (marker == 0) findMarker();
  for (let i = 0; i < restarts; i++) {
    readRestart(i & 7);
    if (marker == 0) findMarker();
  }
}
