// A walk over a scan's data, which only finds where each block begins (ITU-T T.81, F.2.2), with several cursors side by
// side: a look-up waits for the one before, and those of other cursors fill the time. In the loop
// nothing is decided by a branch but what hardly ever happens. For that the loop is left, because a call in
// it would take registers from it.
import { dataAt } from './entropy-data';
import { hopOfSymbol, isOddHop } from './hop-lookup';
import { HOP_BITS } from './huffman-tables';
import { WalkedBlock } from './walked-blocks';

export const CURSORS: i32 = 3;
const MASK: u32 = (2 << HOP_BITS) - 2;
/** Hops of each cursor between two looks at how far they are, and the most bits that these take. */
const HOPS: u32 = 8;
const MOST_BITS: i32 = 8 * 31;

/** Addresses of bits; data lie in memory with the last byte first, so they go down. */
@unmanaged
export class Cursor {
  /** The address of the next bit, less those that a look-up takes and one. */
  at: u32;
  /** Coefficients of the block behind the first one. */
  index: u32;
  hops: u32;
  /** A WalkedBlock. */
  block: u32;
  /** To which address at least it walks. */
  goal: u32;
  /** Starts of blocks, as `at`: the list, the address of the next one, and that of the last one for which there is room. */
  list: u32;
  out: u32;
  lastOut: u32;
}

const cursors = memory.data(offsetof<Cursor>() * CURSORS, 16);

@inline
export function cursorAt(index: i32): Cursor {
  return changetype<Cursor>(cursors + offsetof<Cursor>() * <usize>index);
}

/** Whether bits of the data have addresses of 32 bits. */
export function hasBitAddresses(): bool {
  return dataAt(0) < (1 << 29) - 64;
}

/** A bit's address as a cursor has it. */
@inline
export function addressOf(position: u32): u32 {
  return (<u32>(dataAt(0) + 8) << 3) - position - HOP_BITS - 1;
}

/** That bit and the next 55, the high ones. */
@inline
export function bitsAtAddress(at: u32): u64 {
  const word = at + HOP_BITS + 1 - 56;
  return load<u64>(word >> 3) << <u64>(8 - (word & 7));
}

@inline
function lookedUp(at: u32, hops: u32): u32 {
  return load<u16>(hops + ((load<u32>(at >> 3) >> (at & 7)) & MASK));
}

/** Has all cursors go to their goals, unless one of them comes to `limit` or fills its list before. */
export function walk(limit: u32): void {
  while (true) {
    const times = timesToGo(limit);
    if (times == 0) return;
    walkSideBySide(times);
    for (let i = 0; i < CURSORS; i++) takeOddHop(cursorAt(i));
  }
}

/** How often all cursors can make four hops; 0 if they are at their goals. */
function timesToGo(limit: u32): i32 {
  let times = i32.MAX_VALUE;
  let isThere = true;
  for (let i = 0; i < CURSORS; i++) {
    const cursor = cursorAt(i);
    times = min(times, <i32>(cursor.lastOut - cursor.out) / (4 * <i32>HOPS));
    times = min(times, <i32>(cursor.at - limit) / MOST_BITS);
    isThere = isThere && <i32>(cursor.at - cursor.goal) < 0;
  }
  return isThere ? 0 : max(times, 0);
}

/** Four hops of each cursor, so often, until all are at their goals, or before an odd hop. */
function walkSideBySide(times: i32): void {
  const a = cursorAt(0);
  const b = cursorAt(1);
  const c = cursorAt(2);
  let atA = a.at, indexA = a.index, hopsA = a.hops, blockA = a.block, outA = a.out;
  let atB = b.at, indexB = b.index, hopsB = b.hops, blockB = b.block, outB = b.out;
  let atC = c.at, indexC = c.index, hopsC = c.hops, blockC = c.block, outC = c.out;
  const goalA = a.goal, goalB = b.goal, goalC = c.goal;
  let left = times;
  do {
    let hops = HOPS;
    do {
      const hopA = lookedUp(atA, hopsA);
      const hopB = lookedUp(atB, hopsB);
      const hopC = lookedUp(atC, hopsC);
      const sumA = indexA + (hopA >> 8);
      const sumB = indexB + (hopB >> 8);
      const sumC = indexC + (hopC >> 8);
      if (isOddHop(sumA | sumB | sumC)) {
        left = 1;
        break;
      }
      const endsA = <u32>(sumA > 62);
      atA -= hopA & 255;
      store<u32>(outA, atA);
      outA += endsA << 2;
      indexA = sumA & (endsA - 1);
      hopsA = load<u32>(blockA + (endsA << 3));
      blockA = load<u32>(blockA + (endsA << 3), 4);
      const endsB = <u32>(sumB > 62);
      atB -= hopB & 255;
      store<u32>(outB, atB);
      outB += endsB << 2;
      indexB = sumB & (endsB - 1);
      hopsB = load<u32>(blockB + (endsB << 3));
      blockB = load<u32>(blockB + (endsB << 3), 4);
      const endsC = <u32>(sumC > 62);
      atC -= hopC & 255;
      store<u32>(outC, atC);
      outC += endsC << 2;
      indexC = sumC & (endsC - 1);
      hopsC = load<u32>(blockC + (endsC << 3));
      blockC = load<u32>(blockC + (endsC << 3), 4);
    } while (--hops != 0);
  } while (--left > 0 && <i32>((atA - goalA) & (atB - goalB) & (atC - goalC)) >= 0);
  a.at = atA, a.index = indexA, a.hops = hopsA, a.block = blockA, a.out = outA;
  b.at = atB, b.index = indexB, b.hops = hopsB, b.block = blockB, b.out = outB;
  c.at = atC, c.index = indexC, c.hops = hopsC, c.block = blockC, c.out = outC;
}

/** The hop before which the loop was left, if this cursor is at it. */
function takeOddHop(c: Cursor): void {
  if (!isOddHop(c.index + (lookedUp(c.at, c.hops) >> 8))) return;
  const block = changetype<WalkedBlock>(<usize>c.block);
  const isFirst = c.hops != block.hops;
  const hop = hopOfSymbol(bitsAtAddress(c.at), isFirst, c.index, block.dc, block.ac);
  const sum = c.index + (hop >> 8);
  const ends = sum > 62;
  c.at -= hop & 255;
  store<u32>(c.out, c.at);
  if (ends) c.out += 4;
  c.index = ends ? 0 : sum;
  c.hops = ends ? block.nextHops : block.hops;
  c.block = ends ? block.nextBlock : c.block;
}
