import type { RunHead, StoredRun } from '../core/plan/stored-run.ts';
import { createFrameReader, type JournalEnding } from './journal-frames.ts';
import { readCounts, readPause } from './run-records.ts';
import { readHead } from './run-replay.ts';

/** A run in a list, as far as its journal tells. */
export interface RunSummary {
  readonly head: RunHead;
  /** Whether its plan was ended: if not it can only be deleted. */
  readonly isWhole: boolean;
  readonly done: number;
  readonly failed: number;
  readonly status: StoredRun['status'];
}

export interface SummaryReader {
  /** Reads the next bytes of a journal; returns false when it needs no more. */
  push(bytes: Uint8Array<ArrayBuffer>): boolean;
  /** The summary, or why there is none: then the journal has no readable head. */
  finish(): RunSummary | JournalEnding;
}

/** Reads a journal for a list: of its many commits only the last one is parsed. */
export function createSummaryReader(): SummaryReader {
  const reader = createFrameReader();
  let head: RunHead | null = null;
  let isOther = false;
  let isWhole = false;
  let lastCounts: (() => string) | null = null;
  let lastPause: (() => string) | null = null;
  return {
    push(bytes) {
      for (const { kind, text } of reader.push(bytes)) {
        if (kind === 'h') {
          head = readHead(text());
          isOther = head === null;
        }
        if (kind === 'e') isWhole = true;
        if (kind === 'c' || kind === 'r' || kind === 'n') lastCounts = text;
        if (kind === 'r') lastPause = text;
        if (kind === 'c' || kind === 'o') lastPause = null;
      }
      return reader.ending === null;
    },
    finish() {
      const ending = reader.finish();
      if (head === null) return isOther ? 'other-version' : ending;
      const counts = lastCounts === null ? { done: 0, failed: 0 } : readCounts(lastCounts());
      const status = lastPause === null ? 'cut-off' : readPause(lastPause()).pause.status;
      return { head, isWhole, ...counts, status };
    },
  };
}
