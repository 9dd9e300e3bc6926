// Where the blocks of a sequential scan begin, found in windows of its data. Huffman codes synchronise themselves: a
// cursor that begins anywhere, as if at an MCU's start, is in step after some ten bytes, as a rule. So one
// cursor goes on from the last known start, and others begin further on; behind the first start that two lists have in
// common, for the same block of the MCU, the second list is as true as the first. No sample is made of
// anything else. If lists have no start in common, the first list alone counts.
import { allocate, arenaIsExhausted } from '../arena';
import { dataBits } from './entropy-data';
import { frame } from './frame';
import { mcuBlockCount } from './sequential-mcu';
import { beginList, hasJoined } from './start-lists';
import { addressOf, Cursor, cursorAt, CURSORS, hasBitAddresses, walk } from './walk';
import { layOutWalkedBlocks } from './walked-blocks';

/** Fewer are not worth the look-up tables. */
const LEAST_BITS: u32 = 8 * 98304;
/** What a cursor walks in a window, at most and at least. */
const WINDOW_BITS: u32 = 8 * 16384;
const LEAST_WINDOW_BITS: u32 = 8 * 1024;
/** How far it goes beyond, where the next cursor began, so that their lists meet; and how often, at most. */
const OVERLAP_BITS: u32 = 8 * 128;
const MAX_OVERLAPS: i32 = 16;
/** Starts that a cursor may find in a window. */
const LIST_STARTS: i32 = 32768;
/** After this number of windows in a row whose lists do not meet there are no more. */
const MAX_FAILURES: i32 = 4;
/** Bits at the end of the data that no cursor comes to. */
const TAIL_BITS: u32 = 8 * 128;

let mcuBlocks: i32 = 0;
let isWalking: bool = false;
let failures: i32 = 0;
/** The first start that is wanted. */
let head: usize = 0;

/** For the scan whose data were read and whose tables are ready; false if it is not walked. */
export function beginStarts(): bool {
  isWalking = false;
  if (dataBits() < LEAST_BITS || !hasBitAddresses() || !layOutWalkedBlocks()) return false;
  mcuBlocks = mcuBlockCount();
  const starts = <u64>(frame.mcusPerRow * mcuBlocks) + CURSORS * LIST_STARTS + 1;
  const list = allocate(4 * (starts + (CURSORS - 1) * LIST_STARTS));
  if (arenaIsExhausted()) return false;
  let next = list + 4 * <usize>starts;
  for (let i = 1; i < CURSORS; i++) {
    cursorAt(i).list = <u32>next;
    next += 4 * LIST_STARTS;
  }
  const cursor = cursorAt(0);
  cursor.list = <u32>list;
  beginList(cursor, addressOf(0));
  head = list;
  failures = 0;
  isWalking = true;
  return true;
}

/**
 * Finds the starts of blocks from the first one on that was not passed, and of the one behind. Returns of how many
 * MCUs all are known; fewer only if the walk ends here.
 */
export function findStarts(mcus: i32): i32 {
  const wanted: u32 = 4 * <u32>(mcus * mcuBlocks + 1);
  while (isWalking && knownBytes() < wanted) walkWindow();
  return min(mcus, (<i32>knownBytes() - 4) / (4 * mcuBlocks));
}

@inline
function knownBytes(): u32 {
  return cursorAt(0).out - <u32>head;
}

/** The address of the first start that was not passed. */
@inline
export function startsAddress(): usize {
  return head;
}

/** Passes the starts of a number of MCUs. */
export function passStarts(mcus: i32): void {
  head += 4 * <usize>(mcus * mcuBlocks);
}

/** The position in the data of a start. */
@inline
export function startPosition(at: u32): u32 {
  return addressOf(0) - at;
}

/** Goes on from the last start that is known, or ends the walk. */
function walkWindow(): void {
  const first = cursorAt(0);
  const left = first.at - addressOf(dataBits());
  const bits = min(WINDOW_BITS, (left / CURSORS) & ~7);
  if (bits < LEAST_WINDOW_BITS || failures == MAX_FAILURES) {
    isWalking = false;
    return;
  }
  keepKnown(first);
  for (let i = 0; i < CURSORS; i++) {
    const cursor = cursorAt(i);
    if (i > 0) beginList(cursor, first.at - <u32>i * bits);
    cursor.goal = first.at - <u32>(i + 1) * bits - OVERLAP_BITS;
    cursor.lastOut = cursor.out + 4 * (LIST_STARTS - 2);
  }
  walk(addressOf(dataBits()) + TAIL_BITS);
  for (let i = 1; i < CURSORS; i++) {
    if (!areJoined(first, cursorAt(i))) {
      failures++;
      return;
    }
  }
  failures = 0;
}

/** Joins a list with the first one; if they do not meet, all cursors go on for some bytes, several times. */
function areJoined(first: Cursor, other: Cursor): bool {
  for (let more = MAX_OVERLAPS; more > 0; more--) {
    if (hasJoined(first, other, mcuBlocks)) return true;
    for (let i = 0; i < CURSORS; i++) {
      const cursor = cursorAt(i);
      cursor.goal = min(cursor.goal, cursor.at) - OVERLAP_BITS;
    }
    walk(addressOf(dataBits()) + TAIL_BITS);
  }
  return hasJoined(first, other, mcuBlocks);
}

/** Moves the starts that were not passed to the front of their list. */
function keepKnown(cursor: Cursor): void {
  const bytes = knownBytes();
  memory.copy(cursor.list, head, bytes);
  head = cursor.list;
  cursor.out = cursor.list + bytes;
}
