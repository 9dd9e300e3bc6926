import { FRAME_HEAD_BYTES } from './journal-frames.ts';
import { writeAll, type StoredFile } from './stored-file.ts';

/** Bytes that are reserved ahead, as zeros: then most frames are one small write into them. */
const STEP_BYTES = 128 * 2 ** 10;
/** The part of them that only urgent records use: a pause must be recorded even on a full disk. */
const RESERVE_BYTES = 32 * 2 ** 10;

export interface JournalWriter {
  /**
   * Appends these frames, all of them or none; returns the reason if it could not. If `isUrgent`,
   * they may use the reserve.
   */
  append(frames: readonly Uint8Array<ArrayBuffer>[], isUrgent?: boolean): string | null;
  /** Appends the frame now or, if that fails, with the next frames. */
  appendOrDefer(frame: Uint8Array<ArrayBuffer>): void;
  /** The end of the last frame. */
  readonly endBytes: number;
  flush(): void;
  /** Removes the bytes that were reserved ahead, and closes the file. */
  close(): void;
}

/** Writes a journal from `endsAt` on; anything that the file has after it is cut off. */
export function createJournalWriter(file: StoredFile, endsAt: number): JournalWriter {
  let end = endsAt;
  let deferred: readonly Uint8Array<ArrayBuffer>[] = [];
  let reserved = end;
  if (file.size() > end) file.truncate(end);

  function append(frames: readonly Uint8Array<ArrayBuffer>[], isUrgent = false): string | null {
    const all = [...deferred, ...frames];
    const bytes = all.reduce((sum, frame) => sum + frame.length, 0);
    const isInside = end + bytes + RESERVE_BYTES <= reserved;
    const ahead = isInside ? 0 : RESERVE_BYTES + STEP_BYTES;
    const buffer = new Uint8Array(bytes + ahead);
    let at = 0;
    for (const frame of all) {
      buffer.set(frame, at);
      at += frame.length;
    }
    let reason = writeAll(file, buffer, end);
    if (reason !== null && !isInside && isUrgent && end + bytes <= reserved) {
      reason = writeAll(file, buffer.subarray(0, bytes), end);
      if (reason === null) return done(bytes, reserved);
    }
    if (reason === null) return done(bytes, Math.max(reserved, end + buffer.length));
    hideTornFrames();
    return reason;
  }

  /** A write that fell short may have left whole frames: an end before them hides them. */
  function hideTornFrames(): void {
    try {
      if (file.size() > end) writeAll(file, new Uint8Array(FRAME_HEAD_BYTES), end);
    } catch {
      // whoever reads them reads the truth: their rows are stored
    }
  }

  function done(bytes: number, nowReserved: number): null {
    end += bytes;
    reserved = nowReserved;
    deferred = [];
    return null;
  }

  return {
    append,
    appendOrDefer(frame) {
      if (append([frame], true) !== null) deferred = [...deferred, frame];
    },
    get endBytes() {
      return end;
    },
    flush: () => file.flush(),
    close() {
      try {
        file.truncate(end);
        file.flush();
      } finally {
        file.close();
      }
    },
  };
}
