import type { RunPlan } from '../plan/plan.ts';
import { compareCodeUnits } from '../plan/sort-in-steps.ts';

/** The parts of a data set, in the order in which they are written. */
export const SPLITS = ['train', 'validation', 'test'] as const;
export type Split = (typeof SPLITS)[number];

/** Instead of the index of a class: the slot has no label. */
export const NO_CLASS = -1;

/**
 * What is known of each slot of a plan beside its image. A slot has an entry whether its image has a row or not, so
 * nothing here changes when images fail or are excluded.
 */
export interface SlotLabels {
  /** The names of the classes, sorted by UTF-16 code units. */
  readonly classes: readonly string[];
  /** One for each slot: an index into `classes`, or `NO_CLASS`. */
  readonly classOf: Int32Array;
  /** One number for each slot, NaN if it has none; null if no slot has one. */
  readonly targetOf: Float32Array | null;
  /** One index into `SPLITS` for each slot; null if the data are not split. */
  readonly splitOf: Uint8Array | null;
}

const SLOTS_PER_STEP = 8192;

/**
 * The labels that a plan gives its files: each label is a class. There are neither targets nor splits. Yields
 * every few thousand slots (see sortInSteps).
 */
export function* planLabelsInSteps({
  slots,
}: Pick<RunPlan<unknown>, 'slots'>): Generator<void, SlotLabels, void> {
  const found = new Map<string, number>();
  const classOf = new Int32Array(slots.length).fill(NO_CLASS);
  for (const { slot, label } of slots) {
    if (slot % SLOTS_PER_STEP === 0) yield;
    if (label === null) continue;
    const index = found.get(label) ?? found.size;
    if (index === found.size) found.set(label, index);
    classOf[slot] = index;
  }
  const names = [...found.keys()];
  const classes = names.toSorted(compareCodeUnits);
  for (const [sorted, name] of classes.entries()) found.set(name, sorted);
  // from the order in which the classes were found to the sorted one
  const sortedOf = Int32Array.from(names, (name) => found.get(name) ?? NO_CLASS);
  for (const [slot, index] of classOf.entries()) {
    if (slot % SLOTS_PER_STEP === 0) yield;
    classOf[slot] = sortedOf[index] ?? NO_CLASS;
  }
  return { classes, classOf, targetOf: null, splitOf: null };
}
