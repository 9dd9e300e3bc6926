// The blocks of an MCU as a walk goes through them: a ring, each with the hops of its tables.
import { hasFirstHopsOf, makeFirstHopLookup, makeHopLookup } from './hop-lookup';
import { FIRST_HOP_LOOKUP, HOP_LOOKUP } from './huffman-tables';
import { MAX_MCU_BLOCKS, mcuBlockAt, mcuBlockCount } from './sequential-mcu';

/** A block of the MCU: where a cursor in it looks next, and its block, if the block goes on and if it ends. */
@unmanaged
export class WalkedBlock {
  hops: u32;
  block: u32;
  nextHops: u32;
  nextBlock: u32;
  dc: usize;
  ac: usize;
}

const blocks = memory.data(offsetof<WalkedBlock>() * MAX_MCU_BLOCKS, 16);

@inline
function blockAt(index: i32): WalkedBlock {
  return changetype<WalkedBlock>(blocks + offsetof<WalkedBlock>() * <usize>index);
}

/** Where to look at the start of an MCU, and its first block. */
export function firstHops(): u32 {
  return blockAt(mcuBlockCount() - 1).nextHops;
}

export function firstBlock(): u32 {
  return <u32>blocks;
}

/**
 * For the MCU that is laid out, with the look-up tables. Returns false if components share an AC table, but no DC
 * table: there are no hops for that.
 */
export function layOutWalkedBlocks(): bool {
  const mcuBlocks = mcuBlockCount();
  let before = blockAt(mcuBlocks - 1);
  for (let i = 0; i < mcuBlocks; i++) {
    const decoded = mcuBlockAt(i);
    const block = blockAt(i);
    makeHopLookup(decoded.ac);
    makeFirstHopLookup(decoded.dc, decoded.ac);
    block.dc = decoded.dc;
    block.ac = decoded.ac;
    block.hops = <u32>(decoded.ac + HOP_LOOKUP);
    block.block = <u32>changetype<usize>(block);
    before.nextHops = <u32>(decoded.ac + FIRST_HOP_LOOKUP);
    before.nextBlock = block.block;
    before = block;
  }
  for (let i = 0; i < mcuBlocks; i++) {
    if (!hasFirstHopsOf(blockAt(i).dc, blockAt(i).ac)) return false;
  }
  return true;
}
