import { crc32 } from '../core/crc32.ts';
import type { StoredFile } from './stored-file.ts';

// A journal:
//
//     p x p j r n l 1 │ length │ CRC-32 │ kind, text │ length │ CRC-32 │ kind, text │ 0 0 0 …
//                       4 bytes  4 bytes  `length` bytes, UTF-8                       reserved
//
// Numbers are little-endian. A length of 0 is the end: the bytes after it were reserved in advance.

const MAGIC = new TextEncoder().encode('pxpjrnl');
const VERSION = '1'.charCodeAt(0);
export const JOURNAL_START = Uint8Array.of(...MAGIC, VERSION);
export const FRAME_HEAD_BYTES = 8;
/** A greater length is damage: no frame comes near it. */
const MAX_FRAME_BYTES = 64 * 2 ** 20;
/** Journals are read in pieces of this size. */
export const PIECE_BYTES = 4 * 2 ** 20;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export interface JournalFrame {
  /** One ASCII character: the kind of record. */
  readonly kind: string;
  readonly text: () => string;
}

/**
 * Why reading stopped: at the end, in a frame whose end is missing, at a frame whose bytes have
 * changed, or because it is no journal or one of another version.
 */
export type JournalEnding = 'end' | 'torn' | 'damaged' | 'not-a-journal' | 'other-version';

export interface FrameReader {
  /** Reads the next bytes of a journal, and returns the frames that they complete. */
  push(bytes: Uint8Array<ArrayBuffer>): readonly JournalFrame[];
  /** The end of the last good frame, in bytes: the next frame is written there. */
  readonly goodBytes: number;
  /** Why reading stopped; null while more can come. */
  readonly ending: JournalEnding | null;
  /** Must be called after the last bytes. */
  finish(): JournalEnding;
}

/** One frame as it is written. `kind` is one ASCII character. */
export function frameOf(kind: string, text: string): Uint8Array<ArrayBuffer> {
  const payload = encoder.encode(kind + text);
  if (payload.length > MAX_FRAME_BYTES) throw new RangeError('A journal frame is too long');
  const frame = new Uint8Array(FRAME_HEAD_BYTES + payload.length);
  const view = new DataView(frame.buffer);
  view.setUint32(0, payload.length, true);
  view.setUint32(4, crc32(payload), true);
  frame.set(payload, FRAME_HEAD_BYTES);
  return frame;
}

/** Reads a journal in pieces of any length; stops at the first torn or damaged frame. */
export function createFrameReader(): FrameReader {
  let pending: Uint8Array<ArrayBuffer> = new Uint8Array();
  let goodBytes = 0;
  let ending: JournalEnding | null = null;

  function readStart(): number {
    if (pending.length < JOURNAL_START.length) return 0;
    if (MAGIC.some((byte, i) => pending[i] !== byte)) ending = 'not-a-journal';
    else if (pending[MAGIC.length] !== VERSION) ending = 'other-version';
    return ending === null ? JOURNAL_START.length : 0;
  }

  /** The frame at this offset of `pending`, and its end; null if it is incomplete, or damaged. */
  function readFrame(at: number): { readonly frame: JournalFrame; readonly end: number } | null {
    if (pending.length - at < FRAME_HEAD_BYTES) return null;
    const view = new DataView(pending.buffer, pending.byteOffset + at, FRAME_HEAD_BYTES);
    const length = view.getUint32(0, true);
    if (length === 0) ending = 'end';
    else if (length > MAX_FRAME_BYTES) ending = 'damaged';
    const from = at + FRAME_HEAD_BYTES;
    if (ending !== null || pending.length - from < length) return null;
    const payload = pending.subarray(from, from + length);
    if (crc32(payload) !== view.getUint32(4, true)) {
      ending = 'damaged';
      return null;
    }
    const kind = String.fromCharCode(payload[0] ?? 0);
    return {
      frame: { kind, text: () => decoder.decode(payload.subarray(1)) },
      end: from + length,
    };
  }

  return {
    push(bytes) {
      if (ending !== null) return [];
      pending = pending.length === 0 ? bytes : joined(pending, bytes);
      const frames: JournalFrame[] = [];
      let at = goodBytes === 0 ? readStart() : 0;
      const isStarted = goodBytes + at > 0;
      for (let next = isStarted ? readFrame(at) : null; next !== null; next = readFrame(at)) {
        frames.push(next.frame);
        at = next.end;
      }
      goodBytes += at;
      pending = pending.subarray(at);
      return frames;
    },
    get goodBytes() {
      return goodBytes;
    },
    get ending() {
      return ending;
    },
    finish: () => (ending ??= pending.length === 0 && goodBytes > 0 ? 'end' : 'torn'),
  };
}

/** The frames of a stored journal, piece after piece, until `reader` stops or `bytes` are read. */
export function* framesIn(
  file: StoredFile,
  reader: FrameReader,
  bytes: number,
): Generator<JournalFrame, void, void> {
  for (let at = 0; at < bytes && reader.ending === null;) {
    // not reused: frames are views of it
    const piece = new Uint8Array(Math.min(PIECE_BYTES, bytes - at));
    const read = file.read(piece, at);
    yield* reader.push(piece.subarray(0, read));
    if (read < piece.length) break;
    at += read;
  }
  reader.finish();
}

function joined(a: Uint8Array<ArrayBuffer>, b: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
