import type { Failure } from '../core/verdict.ts';
import type { PackedEntry } from './archive-entry.ts';

const OVERLAP: Failure = {
  code: 'corrupt',
  detail:
    'In the archive it overlaps another file, as in archives that are made to fill the memory. It is not unpacked.',
};
const LOCAL_HEADER_BYTES = 30;

/**
 * Fails entries that begin within the one before, as Python’s zipfile does. Nothing else keeps one
 * piece of data from being the bytes of a million files.
 */
export function markOverlaps(
  entries: readonly PackedEntry[],
  failures: Map<number, Failure>,
): void {
  const order = Uint32Array.from(entries.keys()).toSorted(
    (a, b) => (entries[a]?.at ?? 0) - (entries[b]?.at ?? 0),
  );
  let end = 0;
  for (const index of order) {
    const entry = entries[index];
    if (entry === undefined) continue;
    if (entry.at < end && !failures.has(index)) failures.set(index, OVERLAP);
    const header = entry.packing === 'plain' ? 0 : LOCAL_HEADER_BYTES;
    end = Math.max(end, entry.at + header + entry.packedBytes);
  }
}
