// Lists of blocks' starts, each found by a cursor, as the addresses of bits that cursors have (see walk.ts).
import { Cursor } from './walk';
import { firstBlock, firstHops } from './walked-blocks';

/** Begins a cursor's list at the start of an MCU, or as if there were one. */
export function beginList(cursor: Cursor, at: u32): void {
  cursor.at = at;
  cursor.index = 0;
  cursor.hops = firstHops();
  cursor.block = firstBlock();
  store<u32>(cursor.list, at);
  cursor.out = cursor.list + 4;
}

/**
 * Appends a list to the first one, if they have a start in common that is the same block's of an MCU of `mcuBlocks`
 * blocks. Both begin at the start of an MCU.
 */
export function hasJoined(first: Cursor, other: Cursor, mcuBlocks: u32): bool {
  let next = other.list;
  let own = first.out;
  while (own > first.list && load<u32>(own - 4) <= load<u32>(next)) own -= 4;
  while (own < first.out && next < other.out) {
    const ownAt = load<u32>(own);
    const nextAt = load<u32>(next);
    if (ownAt == nextAt) {
      const ownBlock = ((own - first.list) >> 2) % mcuBlocks;
      const nextBlock = ((next - other.list) >> 2) % mcuBlocks;
      if (ownBlock == nextBlock) {
        append(first, own, other, next);
        return true;
      }
    }
    if (ownAt >= nextAt) own += 4;
    if (ownAt <= nextAt) next += 4;
  }
  return false;
}

/** From `own` on, the first list has what the other one has from `next` on, and its cursor is the other's. */
function append(first: Cursor, own: u32, other: Cursor, next: u32): void {
  const bytes = other.out - next;
  memory.copy(own, next, bytes);
  first.out = own + bytes;
  first.at = other.at;
  first.index = other.index;
  first.hops = other.hops;
  first.block = other.block;
}
