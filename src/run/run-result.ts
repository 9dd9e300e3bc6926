import type { ExcludedSlots } from '../core/exclusion/exclusions.ts';
import { failuresInSteps } from '../core/output/failures-csv.ts';
import { manifestInSteps } from '../core/output/manifest.ts';
import { NPY_HEADER_BYTES } from '../core/output/npy.ts';
import {
  summariseInSteps,
  type RowOrder,
  type VerdictCounts,
} from '../core/output/outcome-summary.ts';
import type { SlotLabels } from '../core/labels/slot-labels.ts';
import type { RunPlan } from '../core/plan/plan.ts';
import { pythonThatMakes } from '../core/output/python-recipe.ts';
import { arrayShape } from '../core/output/array-shape.ts';
import type { Receipt, RunTimings, SavedAs } from '../core/output/receipt.ts';
import type { RunParameters } from '../core/recipe/recipe-parameters.ts';
import { rowBytesOf } from '../core/recipe/recipe.ts';
import { safeFileName } from '../core/output/safe-file-name.ts';
import type { SlotOutcome } from '../core/verdict.ts';
import { PILLOW_FORMATS } from '../formats/registry.ts';
import { runInSlices } from './run-in-slices.ts';

/** A snapshot of an ended run: later changes of the recipe do not affect it. */
export interface EndedRun {
  /** The version of pixelpool that the receipt names. */
  readonly version: string;
  readonly plan: RunPlan<unknown>;
  readonly outcomes: readonly (SlotOutcome | undefined)[];
  readonly excluded: ExcludedSlots;
  /** The labels of all slots; yields between slices of work (see runInSlices). */
  labelsInSteps(): Generator<void, SlotLabels, void>;
  readonly parameters: RunParameters;
  readonly timings: RunTimings;
  readonly userAgent: string;
}

/** The result of a run, with the files that can be downloaded. */
export interface RunResult {
  readonly order: RowOrder;
  readonly labels: SlotLabels;
  readonly counts: VerdictCounts;
  readonly receipt: Receipt;
  readonly arrayBytes: number;
  manifest(): Promise<Blob>;
  /** The paths of these slots. */
  pathsOf(slots: Uint32Array): readonly string[];
  /** The receipt of an array that was saved like this. */
  receiptOf(saved: SavedAs): Receipt;
  receiptFile(saved?: SavedAs): Blob;
  failures(): Promise<Blob>;
}

/** Makes the result of a run. Yields every few thousand slots (see runInSlices). */
export function* resultInSteps(run: EndedRun): Generator<void, RunResult, void> {
  const { plan, outcomes, excluded, parameters } = run;
  const summary = yield* summariseInSteps(plan, outcomes, parameters.failed, excluded);
  const { order, counts, codes, isComplete, decoders, approximateRows } = summary;
  const name = safeFileName(plan.name);
  const shape = arrayShape(order.slots.length, parameters.recipe);
  const { recipe, failed, hidden, workers } = parameters;
  const { timings, userAgent } = run;
  const made = {
    name,
    folder: plan.name,
    recipe,
    failed,
    hidden,
    shape,
    approximateRows,
    isComplete,
  };
  const paths = yield* pathsInSteps(plan, order, counts.excluded);
  const labels = yield* run.labelsInSteps();
  const receipt: Receipt = {
    pixelpool: run.version,
    name,
    shape,
    dtype: 'uint8',
    recipe,
    failed,
    hidden,
    counts,
    codes,
    isComplete,
    workers,
    timings,
    decoders,
    approximateRows,
    userAgent,
    python: pythonThatMakes({ ...made, excluded: paths }, PILLOW_FORMATS),
  };
  const receiptOf = (saved: SavedAs): Receipt => {
    const python = pythonThatMakes({ ...made, excluded: paths, saved }, PILLOW_FORMATS);
    return { ...receipt, saved, python };
  };
  const arrayBytes = NPY_HEADER_BYTES + order.slots.length * rowBytesOf(parameters.recipe);
  return {
    order,
    labels,
    counts,
    receipt,
    arrayBytes,
    // made from copies of the outcomes: failed images may be retried meanwhile
    async manifest() {
      const steps = manifestInSteps(plan, outcomes.slice(), order, (text) => new Blob([text]));
      return new Blob([...(await runInSlices(steps))], { type: 'application/x-ndjson' });
    },
    pathsOf: (slots) => Array.from(slots, (slot) => plan.slots[slot]?.path ?? ''),
    receiptOf,
    receiptFile(saved) {
      const text = JSON.stringify(saved === undefined ? receipt : receiptOf(saved), null, 2);
      return new Blob([`${text}\n`], { type: 'application/json' });
    },
    async failures() {
      const parts = await runInSlices(failuresInSteps(plan, outcomes.slice()));
      return new Blob([...parts], { type: 'text/csv' });
    },
  };
}

/** More paths would make the Python of a receipt unreadable. */
const MAX_PYTHON_PATHS = 500;
const SLOTS_PER_STEP = 8192;

/** The paths of the excluded files, in order; null if there are too many for a script. */
function* pathsInSteps(
  plan: RunPlan<unknown>,
  order: RowOrder,
  count: number,
): Generator<void, readonly string[] | null, void> {
  if (count > MAX_PYTHON_PATHS) return null;
  const paths: string[] = [];
  for (const { slot, path } of plan.slots) {
    if (paths.length === count) break;
    if (slot % SLOTS_PER_STEP === 0) yield;
    if (order.isExcluded(slot)) paths.push(path);
  }
  return paths;
}
