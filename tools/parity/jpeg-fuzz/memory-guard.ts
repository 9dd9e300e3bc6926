import { MEMORY_PAGES, READABLE, SHADOW_AT, WRITABLE, type StaticBlock } from './instrument.ts';

/** An access to memory that was not allocated, or is read-only. */
export class MemoryFault extends Error {
  override readonly name = 'MemoryFault';
}

/** The memory of a checked kernel, and the functions that it calls before it uses it. */
export interface MemoryGuard {
  readonly imports: WebAssembly.Imports;
  /** The byte that new blocks are filled with, from now on. */
  setFilling(byte: number): void;
}

/** arena.ts: reads pass the end of a block by less than four vectors, and writes by less than two. */
const READ_SLACK = 63;
const WRITE_SLACK = 31;

export function createMemoryGuard(statics: readonly StaticBlock[]): MemoryGuard {
  const memory = new WebAssembly.Memory({ initial: MEMORY_PAGES, maximum: MEMORY_PAGES });
  const content = new Uint8Array(memory.buffer, 0, SHADOW_AT);
  const marks = new Uint8Array(memory.buffer, SHADOW_AT);
  /** The address behind the last mark that is set. */
  let marked = 0;
  let blocks: readonly StaticBlock[] = statics;
  let filling = 0;

  const mark = (address: number, bytes: number, how: number): void => {
    marks.fill(how, address, address + bytes);
    marked = Math.max(marked, address + bytes);
  };
  const check = (address: number, bytes: number, how: number): void => {
    if (bytes === 0) return;
    // blocks are further apart than the widest access, and longer ones lead through what is between
    for (let at = address; at < address + bytes; at += 16) {
      if (((marks[at] ?? 0) & how) === 0) fail(address, bytes, how);
    }
    if (((marks[address + bytes - 1] ?? 0) & how) === 0) fail(address, bytes, how);
  };
  const fail = (address: number, bytes: number, how: number): never => {
    const before = blocks.findLast((block) => block.address <= address);
    const verb = how === READABLE ? 'reads' : 'writes';
    const place =
      before === undefined
        ? `at ${address}`
        : `at byte ${address - before.address} of a block of ${before.bytes}`;
    throw new MemoryFault(`${verb} ${bytes} bytes ${place}`);
  };
  for (const { address, bytes } of statics) mark(address, bytes, READABLE | WRITABLE);

  return {
    imports: {
      env: { memory },
      guard: {
        reads: (address: number, bytes: number) => check(address >>> 0, bytes >>> 0, READABLE),
        writes: (address: number, bytes: number) => check(address >>> 0, bytes >>> 0, WRITABLE),
        failed: (address: number, bytes: number, how: number) => fail(address >>> 0, bytes, how),
        allocated(address: number, bytes: number) {
          mark(address, bytes + READ_SLACK, READABLE);
          mark(address, bytes + WRITE_SLACK, READABLE | WRITABLE);
          blocks = [...blocks, { address, bytes }];
          content.fill(filling, address, address + bytes);
        },
        freed(top: number) {
          marks.fill(0, top, Math.max(top, marked));
          marked = top;
          blocks = blocks.filter(({ address }) => address < top);
        },
      },
    },
    setFilling(byte) {
      filling = byte;
    },
  };
}
