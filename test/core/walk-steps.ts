export interface Walked<T> {
  readonly value: T;
  /** The number of pauses between steps. */
  readonly pauses: number;
}

/** Runs all steps at once. */
export function walk<T>(steps: Generator<void, T, void>): Walked<T> {
  for (let pauses = 0; ; pauses++) {
    const step = steps.next();
    if (step.done === true) return { value: step.value, pauses };
  }
}
