// The bytes of the file: its markers and segments (ITU-T T.81, B.1.1; next_marker and skip_variable of jdmarker.c),
// and single bytes of entropy-coded data (B.1.1.5).

const EOI: i32 = 0xd9;

export const CUT_SEGMENT: i32 = -1;
export const NO_LENGTH: i32 = -2;

/** The file that is open (libjpeg's jpeg_source_mgr, and unread_marker of jpeg_decompress_struct). */
@unmanaged
class JpegSource {
  start: usize;
  /** That of the file, or of a piece of it. */
  end: usize;
  fileEnd: usize;
  /** The next byte that was not read yet. */
  next: usize;
  /** The marker that was met and not handled yet; 0: none. */
  unreadMarker: i32;
  /** Whether the file ended when a marker was searched for. */
  isCut: bool;
}

export const source = changetype<JpegSource>(memory.data(offsetof<JpegSource>(), 16));

export function openFile(address: usize, bytes: usize): void {
  source.start = address;
  source.end = address + bytes;
  source.fileEnd = source.end;
  source.next = address;
  source.unreadMarker = 0;
  source.isCut = false;
}

/** The offset of the marker that was just found; the file's length if the file was cut. */
export function markerOffset(): u32 {
  return <u32>((source.isCut ? source.next : source.next - 2) - source.start);
}

/** The next marker, skipping any bytes before it; EOI if the file has no more markers. */
export function nextMarker(): i32 {
  if (source.unreadMarker == 0) findMarker();
  const found = source.unreadMarker;
  source.unreadMarker = 0;
  return found;
}

/** Goes behind the next marker, which is unread then. */
export function findMarker(): void {
  const end = source.end;
  let next = source.next;
  while (next + 1 < end) {
    if (load<u8>(next) != 0xff) {
      next++;
      continue;
    }
    while (next < end && load<u8>(next) == 0xff) next++;
    if (next >= end) break;
    const code = <i32>load<u8>(next);
    next++;
    if (code != 0) {
      source.next = next;
      source.unreadMarker = code;
      return;
    }
  }
  endFile();
}

export function endFile(): void {
  source.next = source.end;
  source.isCut = true;
  source.unreadMarker = EOI;
}

/**
 * Skips a segment, and returns the number of its bytes after its length. CUT_SEGMENT if the file ends
 * before they do, NO_LENGTH if the length is less than its own two bytes.
 */
export function skipSegment(): i32 {
  const next = source.next;
  if (next + 2 > source.end) return cut();
  const length = ((<i32>load<u8>(next)) << 8) | load<u8>(next, 1);
  if (length < 2) {
    source.next = next + 2;
    return NO_LENGTH;
  }
  if (next + <usize>length > source.end) return cut();
  source.next = next + <usize>length;
  return length - 2;
}

function cut(): i32 {
  endFile();
  return CUT_SEGMENT;
}

/** One past the last byte of the segment that was just read. */
export function segmentEnd(): usize {
  return source.next;
}

/** The bytes that Pillow gives libjpeg at a time (ImageFile.MAXBLOCK). */
const PIECE_BYTES: usize = 65536;

/** As if the file ended with the piece that has the last byte read. */
export function limitToPiece(): void {
  const pieces = (source.next - source.start + PIECE_BYTES - 1) / PIECE_BYTES;
  source.end = min(source.fileEnd, source.start + pieces * PIECE_BYTES);
}

/** Undoes that. */
export function limitToFile(): void {
  source.end = source.fileEnd;
}

export function isLimitedToPiece(): bool {
  return source.end < source.fileEnd;
}

/**
 * The next byte of arithmetic-coded data, without the zeros that follow each FF; 0 from the next marker
 * on, and behind the file's end, which `isCut` then tells.
 */
export function readByte(): u32 {
  if (source.unreadMarker != 0) return 0;
  const end = source.end;
  let next = source.next;
  if (next < end) {
    const byte = <u32>load<u8>(next++);
    source.next = next;
    if (byte != 0xff) return byte;
    while (next < end && load<u8>(next) == 0xff) next++;
    if (next < end) {
      const code = <i32>load<u8>(next);
      source.next = next + 1;
      source.unreadMarker = code;
      return code == 0 ? 0xff : 0;
    }
  }
  endFile();
  return 0;
}
