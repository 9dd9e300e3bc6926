// Memory of one image: allocated from the heap's start on, and all freed at the next image.

const PAGE_BYTES: u64 = 65536;
/** SIMD reads may pass the end of a block by less than four vectors, and writes by less than two. */
const SLACK_BYTES: u64 = 64;

let top: usize = 0;
/** Start of the memory of an image: after the heap's start and the blocks that outlive images. */
let bottom: usize = 0;
let marked: usize = 0;
let isExhausted: bool = false;

export function resetArena(): void {
  if (bottom == 0) bottom = align16(__heap_base);
  top = bottom;
  isExhausted = false;
}

/** Has `rewindArena` keep all that was allocated until now. */
export function markArena(): void {
  marked = top;
}

/** Frees everything that was allocated since `markArena`. */
export function rewindArena(): void {
  top = marked;
  isExhausted = false;
}

/** Allocates a zeroed block that later images leave alone; 0 if memory runs out. Resets the arena, too. */
export function reserve(bytes: u64): usize {
  resetArena();
  const block = allocate(bytes);
  if (isExhausted) return 0;
  memory.fill(block, 0, <usize>bytes); // an image may have been there
  bottom = top;
  return block;
}

/** Whether an allocation since the last reset found no room; its block must not be used. */
export function arenaIsExhausted(): bool {
  return isExhausted;
}

/** A block of 16-byte alignment; its content is undefined. */
export function allocate(bytes: u64): usize {
  const block = top;
  const end = (<u64>block + bytes + SLACK_BYTES + 15) & ~15;
  const missing = <i64>end - <i64>memory.size() * <i64>PAGE_BYTES;
  if (missing > 0) {
    const pages = (<u64>missing + PAGE_BYTES - 1) / PAGE_BYTES;
    // an address cannot reach more pages than this
    if (pages > 65535 || memory.grow(<i32>pages) < 0) {
      isExhausted = true;
      return block;
    }
  }
  top = <usize>end;
  return block;
}

function align16(address: usize): usize {
  return (address + 15) & ~15;
}
