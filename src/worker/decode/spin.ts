const STEPS = 20_000;

/**
 * Keeps this thread's core busy for some milliseconds with whole numbers alone, which need no memory.
 * Returns the steps per millisecond, which are fewer if something else runs on the core.
 */
export function spin(ms: number): number {
  const startedAt = performance.now();
  let steps = 0;
  let state = 1;
  let elapsed = 0;
  while (elapsed < ms) {
    for (let i = 0; i < STEPS; i++) state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    steps += STEPS;
    elapsed = performance.now() - startedAt;
  }
  // the state is used, so that the steps are not optimised away
  return (steps + (state & 1)) / elapsed;
}
