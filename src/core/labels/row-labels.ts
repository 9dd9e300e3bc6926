import { NO_CLASS, type SlotLabels } from './slot-labels.ts';

/** The labels of the rows of an array, in their order. `classes` are all classes of the plan. */
export interface RowLabels {
  readonly classes: readonly string[];
  readonly classOf: Int32Array<ArrayBuffer>;
  readonly targetOf: Float32Array<ArrayBuffer> | null;
  readonly splitOf: Uint8Array<ArrayBuffer> | null;
}

/** The labels of the slots that have a row. */
export function labelsOfRows(
  { classes, classOf, targetOf, splitOf }: SlotLabels,
  slots: Uint32Array,
): RowLabels {
  return {
    classes,
    classOf: Int32Array.from(slots, (slot) => classOf[slot] ?? NO_CLASS),
    targetOf:
      targetOf === null ? null : Float32Array.from(slots, (slot) => targetOf[slot] ?? Number.NaN),
    splitOf: splitOf === null ? null : Uint8Array.from(slots, (slot) => splitOf[slot] ?? 0),
  };
}
