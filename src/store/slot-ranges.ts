/** Slots as contiguous ranges, in their order: first slot and count, first slot and count… */
export function rangesOf(slots: Iterable<number>): number[] {
  const ranges: number[] = [];
  let first = 0;
  let count = 0;
  for (const slot of slots) {
    if (count > 0 && slot === first + count) {
      count += 1;
      continue;
    }
    if (count > 0) ranges.push(first, count);
    first = slot;
    count = 1;
  }
  if (count > 0) ranges.push(first, count);
  return ranges;
}

/** The inverse. Slots that are not below `limit` are left out, as is anything impossible. */
export function slotsOf(ranges: readonly number[], limit: number): number[] {
  const slots: number[] = [];
  for (let at = 0; at + 1 < ranges.length; at += 2) {
    const first = ranges[at] ?? limit;
    const end = Math.min(limit, first + (ranges[at + 1] ?? 0));
    for (let slot = Math.max(0, first); slot < end; slot++) slots.push(slot);
  }
  return slots;
}
