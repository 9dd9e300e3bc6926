/**
 * Inflates as zlib does, call for call: a call reads as much of the input, and meets an error or not,
 * as a call of zlib does. That decides which damaged files Pillow accepts. When the output is full,
 * zlib reads on until there is something to write: it may find the end of the stream and its
 * checksum there, or an error.
 */
import { addToAdler, adlerValue } from './adler';
import { drop, need, peek, peekEntry } from './bit-input';
import { distanceTable, END_OF_BLOCK, EXCEPTIONAL, lengthTable, LITERAL } from './huffman';
import { copyMatch, inflateFast } from './inflate-fast';
import { readHeader } from './inflate-header';
import * as state from './inflation';
import {
  bad,
  BROKEN,
  canBeFast,
  CROSSED,
  ENDED,
  GOES_ON,
  inflation,
  NEEDS_INPUT,
  NEEDS_OUTPUT,
} from './inflation';

/**
 * Writes bytes up to `limit`, the end of the output as far as zlib knows it. If there is plenty of
 * input and output (up to `fastEnd`) it may go past `limit`: zlib comes to the same state, whatever
 * limits it is called with on the way.
 */
export function inflate(limit: usize): i32 {
  let status = GOES_ON;
  while (status == GOES_ON) {
    switch (inflation.mode) {
      case state.SYMBOL:
        if (canBeFast()) {
          inflateFast();
          if (inflation.put > limit) status = CROSSED;
        } else {
          status = readSymbol();
        }
        break;
      case state.LENGTH_EXTRA:
        status = readExtra(state.DISTANCE);
        break;
      case state.DISTANCE:
        status = readDistance();
        break;
      case state.DISTANCE_EXTRA:
        status = readExtra(state.MATCH);
        break;
      case state.MATCH:
        status = putMatch(limit);
        break;
      case state.LITERAL_BYTE:
        status = putLiteral(limit);
        break;
      case state.COPY:
        status = copyStored(limit);
        break;
      case state.CHECK:
        status = readCheck();
        break;
      case state.DONE:
        status = ENDED;
        break;
      case state.BAD:
        status = BROKEN;
        break;
      case state.DICTIONARY:
        status = NEEDS_INPUT; // and never gets enough
        break;
      default:
        status = readHeader();
    }
  }
  return status;
}

function copyStored(limit: usize): i32 {
  if (inflation.length == 0) {
    inflation.mode = state.BLOCK;
    return GOES_ON;
  }
  const room = limit - inflation.put;
  const count = min(min(<usize>inflation.length, inflation.end - inflation.next), room);
  if (count == 0) return room == 0 ? NEEDS_OUTPUT : NEEDS_INPUT;
  memory.copy(inflation.put, inflation.next, count);
  inflation.put += count;
  inflation.next += count;
  inflation.length -= <u32>count;
  return GOES_ON;
}

function readSymbol(): i32 {
  const entry = peekEntry(lengthTable, inflation.lengthBits);
  if (entry == 0) return NEEDS_INPUT;
  const codeBits = (entry >> 8) & 15;
  drop(codeBits);
  if (entry & LITERAL) {
    inflation.length = (entry >> 16) & 255;
    inflation.mode = state.LITERAL_BYTE;
    return GOES_ON;
  }
  if (entry & EXCEPTIONAL) {
    if (!(entry & END_OF_BLOCK)) return bad();
    inflation.mode = state.BLOCK;
    return GOES_ON;
  }
  inflation.length = entry >> 16;
  inflation.extraBits = (entry & 63) - codeBits;
  inflation.mode = state.LENGTH_EXTRA;
  return GOES_ON;
}

function readDistance(): i32 {
  const entry = peekEntry(distanceTable, inflation.distanceBits);
  if (entry == 0) return NEEDS_INPUT;
  const codeBits = (entry >> 8) & 15;
  drop(codeBits);
  if (entry & EXCEPTIONAL) return bad();
  inflation.distance = entry >> 16;
  inflation.extraBits = (entry & 63) - codeBits;
  inflation.mode = state.DISTANCE_EXTRA;
  return GOES_ON;
}

function readExtra(nextMode: i32): i32 {
  if (!need(inflation.extraBits)) return NEEDS_INPUT;
  const extra = peek(inflation.extraBits);
  drop(inflation.extraBits);
  if (nextMode == state.MATCH) inflation.distance += extra;
  else inflation.length += extra;
  inflation.mode = nextMode;
  return GOES_ON;
}

function putMatch(limit: usize): i32 {
  const room = limit - inflation.put;
  if (room == 0) return NEEDS_OUTPUT;
  if (inflation.put - inflation.windowStart < <usize>inflation.distance) return bad();
  const count = <u32>min(<usize>inflation.length, room);
  copyMatch(inflation.put, inflation.distance, count);
  inflation.put += count;
  inflation.length -= count;
  if (inflation.length == 0) inflation.mode = state.SYMBOL;
  return GOES_ON;
}

function putLiteral(limit: usize): i32 {
  if (inflation.put == limit) return NEEDS_OUTPUT;
  store<u8>(inflation.put++, <u8>inflation.length);
  inflation.mode = state.SYMBOL;
  return GOES_ON;
}

function readCheck(): i32 {
  if (!need(32)) return NEEDS_INPUT;
  addToAdler(inflation.checked, inflation.put);
  inflation.checked = inflation.put;
  if (bswap<u32>(peek(32)) != adlerValue()) return bad();
  drop(32);
  inflation.mode = state.DONE;
  return GOES_ON;
}
