/** Runs a generator to its end at once: there is no page that has to stay responsive. */
export function walkSteps<T>(steps: Generator<void, T, void>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
