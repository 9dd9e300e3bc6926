import { FRAME_HEAD_BYTES } from './journal-frames.ts';
import { writeAll, type StoredFile } from './stored-file.ts';

/** Room that is taken ahead, as zeros: then most frames are one small write into it. */
const STEP_BYTES = 128 * 2 ** 10;
/** What is left of it for the records that must not fail when the disk is full: that a run rests. */
const RESERVE_BYTES = 32 * 2 ** 10;

export interface JournalWriter {
  /**
   * Appends these frames, all of them or none; gives the reason in words where it could not.
   * `isUrgent` ones may take the room that is kept back for them.
   */
  append(frames: readonly Uint8Array<ArrayBuffer>[], isUrgent?: boolean): string | null;
  /** Appends now, or else with the next frames. */
  appendOrOwe(frame: Uint8Array<ArrayBuffer>): void;
  /** Where the last frame ends. */
  readonly endBytes: number;
  flush(): void;
  /** Gives back the room that was taken ahead, and closes the file. */
  close(): void;
}

/** Writes a journal on from this place; whatever the file has after it is cut off. */
export function createJournalWriter(file: StoredFile, endsAt: number): JournalWriter {
  let end = endsAt;
  let owed: readonly Uint8Array<ArrayBuffer>[] = [];
  let taken = end;
  if (file.size() > end) file.truncate(end);

  function append(frames: readonly Uint8Array<ArrayBuffer>[], isUrgent = false): string | null {
    const all = [...owed, ...frames];
    const bytes = all.reduce((sum, frame) => sum + frame.length, 0);
    const isInside = end + bytes + RESERVE_BYTES <= taken;
    const ahead = isInside ? 0 : RESERVE_BYTES + STEP_BYTES;
    const buffer = new Uint8Array(bytes + ahead);
    let at = 0;
    for (const frame of all) {
      buffer.set(frame, at);
      at += frame.length;
    }
    let problem = writeAll(file, buffer, end);
    if (problem !== null && !isInside && isUrgent && end + bytes <= taken) {
      problem = writeAll(file, buffer.subarray(0, bytes), end);
      if (problem === null) return done(bytes, taken);
    }
    if (problem === null) return done(bytes, Math.max(taken, end + buffer.length));
    hideRest();
    return problem;
  }

  /** A write that fell short may have left whole frames: an end before them hides them. */
  function hideRest(): void {
    try {
      if (file.size() > end) writeAll(file, new Uint8Array(FRAME_HEAD_BYTES), end);
    } catch {
      // whoever reads them takes what is true: their rows are stored
    }
  }

  function done(bytes: number, nowTaken: number): null {
    end += bytes;
    taken = nowTaken;
    owed = [];
    return null;
  }

  return {
    append,
    appendOrOwe(frame) {
      if (append([frame], true) !== null) owed = [...owed, frame];
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
