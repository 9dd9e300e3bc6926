import { median } from '../../../src/core/statistics.ts';

/** The unit of the figure, whatever the system's pages are. */
const PAGE_BYTES = 4096;
const WASM_PAGE_BYTES = 65_536;
const MEMORY_BYTES = 64 * 2 ** 20;
const MEMORIES = 9;

/**
 * What the first touch of 4 KB of new memory costs on this machine, in microseconds: the system zeroes the
 * page and enters it in its tables. The median of several new memories of WebAssembly, less the time
 * of a second pass over the same pages.
 */
export function measureFirstTouch(): number {
  const differences = Array.from({ length: MEMORIES }, () => {
    const memory = new WebAssembly.Memory({ initial: MEMORY_BYTES / WASM_PAGE_BYTES });
    const bytes = new Uint8Array(memory.buffer);
    return touchMs(bytes) - touchMs(bytes);
  });
  return (median(differences) * 1000) / (MEMORY_BYTES / PAGE_BYTES);
}

function touchMs(bytes: Uint8Array): number {
  const startedAt = performance.now();
  for (let at = 0; at < bytes.length; at += PAGE_BYTES) bytes[at] = 1;
  return performance.now() - startedAt;
}
