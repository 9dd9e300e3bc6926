// A compressed text or profile of a PNG, of which Pillow inflates a mebibyte at most.

import { allocate, arenaIsExhausted } from '../arena';
import { inflate } from './inflate';
import {
  beginInflation,
  BROKEN,
  DICTIONARY,
  ENDED,
  inflation,
  NEEDS_OUTPUT,
} from './inflation';

const MORE: i32 = 0;
const FINISHED: i32 = 1;
const BROKEN_DATA: i32 = 2;
/** The text is full: with bytes of the piece left over, or without. */
const FULL_WITH_REST: i32 = 3;
const FULL: i32 = 4;

/** PngImagePlugin.MAX_TEXT_CHUNK. */
const MAX_TEXT_BYTES: usize = 1 << 20;
const SLACK_BYTES: u64 = 352;

let text: usize = 0;

export function resetText(): void {
  text = 0;
}

/** Begins a text; returns its address, or 0 if memory runs out. */
export function beginText(): usize {
  if (text == 0) text = allocate(<u64>MAX_TEXT_BYTES + SLACK_BYTES);
  if (arenaIsExhausted()) return 0;
  beginInflation(text);
  return text;
}

/** Takes the next piece of a text, which is at the given address. */
export function feedText(piece: usize, bytes: usize): i32 {
  inflation.next = piece;
  inflation.end = piece + bytes;
  const limit = text + MAX_TEXT_BYTES;
  inflation.fastEnd = limit;
  const status = inflate(limit);
  if (status == BROKEN || inflation.mode == DICTIONARY) return BROKEN_DATA;
  if (status == ENDED) return FINISHED;
  if (status != NEEDS_OUTPUT) return MORE;
  return inflation.next < inflation.end ? FULL_WITH_REST : FULL;
}

/** Bytes that were inflated so far. */
export function textBytes(): usize {
  return inflation.put - text;
}
