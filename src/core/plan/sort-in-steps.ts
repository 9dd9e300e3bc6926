const RUN_LENGTH = 2048;
const MERGES_PER_STEP = 8192;

/**
 * Sorts items by a string key in UTF-16 code units (JavaScript's `<`), stably, and yields every
 * few milliseconds' worth of work, so that a page can sort a million paths and stay responsive:
 * sorted runs first, then bottom-up merges. Returns a new array.
 */
export function* sortInSteps<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): Generator<void, T[], void> {
  let from: T[] = [];
  for (let start = 0; start < items.length; start += RUN_LENGTH) {
    const run = items.slice(start, start + RUN_LENGTH);
    run.sort((a, b) => compareCodeUnits(keyOf(a), keyOf(b)));
    for (const item of run) from.push(item);
    yield;
  }
  for (let width = RUN_LENGTH; width < items.length; width *= 2) {
    const to: T[] = [];
    for (let start = 0; start < from.length; start += 2 * width) {
      yield* mergeInSteps(from, to, start, width, keyOf);
    }
    from = to;
  }
  return from;
}

/** Appends the merge of from[start, start + width) and the run after it to `to`. */
function* mergeInSteps<T>(
  from: readonly T[],
  to: T[],
  start: number,
  width: number,
  keyOf: (item: T) => string,
): Generator<void, void, void> {
  const middle = Math.min(start + width, from.length);
  const end = Math.min(start + 2 * width, from.length);
  let left = start;
  let right = middle;
  while (left < middle || right < end) {
    const a = left < middle ? from[left] : undefined;
    const b = right < end ? from[right] : undefined;
    if (a !== undefined && (b === undefined || keyOf(a) <= keyOf(b))) {
      to.push(a);
      left += 1;
    } else if (b !== undefined) {
      to.push(b);
      right += 1;
    }
    if (to.length % MERGES_PER_STEP === 0) yield;
  }
}

export function compareCodeUnits(a: string, b: string): number {
  if (a < b) return -1;
  return a > b ? 1 : 0;
}
