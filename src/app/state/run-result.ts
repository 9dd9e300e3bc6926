import type { BrowserProbe } from '../../core/browser-probe.ts';
import {
  countCodes,
  countVerdicts,
  manifestLines,
  orderRows,
  type RowOrder,
} from '../../core/manifest.ts';
import { NPY_HEADER_BYTES } from '../../core/npy.ts';
import type { RunPlan } from '../../core/plan.ts';
import { pythonThatMakes } from '../../core/python-recipe.ts';
import { arrayShape, type Receipt, type RunTimings } from '../../core/receipt.ts';
import type { RunParameters } from '../../core/recipe-parameters.ts';
import { rowBytesOf } from '../../core/recipe.ts';
import { safeFileName } from '../../core/safe-file-name.ts';
import type { SlotOutcome } from '../../core/verdict.ts';
import { verifyScript } from '../../core/verify-script.ts';
import type { FileSource } from '../platform/file-source.ts';
import { PIXELPOOL_VERSION } from '../version.ts';
import type { ResultView } from './session-state.ts';

/** A run that has ended, as it was: later changes of the recipe do not touch it. */
export interface EndedRun {
  readonly plan: RunPlan<FileSource>;
  readonly outcomes: readonly (SlotOutcome | undefined)[];
  readonly parameters: RunParameters;
  readonly isComplete: boolean;
  readonly timings: RunTimings;
  readonly userAgent: string;
  readonly probe: BrowserProbe | null;
}

export interface RunResult {
  readonly order: RowOrder;
  readonly view: ResultView;
  manifest(): Blob;
  receipt(): Blob;
  verifyScript(): Blob;
}

export function resultOf(run: EndedRun): RunResult {
  const { plan, outcomes, parameters } = run;
  const order = orderRows(outcomes, parameters.failed);
  const counts = countVerdicts(plan, outcomes);
  const name = safeFileName(plan.name);
  const shape = arrayShape(order.slots.length, parameters.recipe);
  const { recipe, failed, workers } = parameters;
  const { isComplete, timings, userAgent, probe } = run;
  const { decoders, approximateRows } = rowsByDecoder(outcomes);
  const receipt: Receipt = {
    pixelpool: PIXELPOOL_VERSION,
    name,
    shape,
    dtype: 'uint8',
    recipe,
    failed,
    counts,
    codes: countCodes(plan, outcomes),
    isComplete,
    workers,
    timings,
    decoders,
    approximateRows,
    userAgent,
    probe,
    python: pythonThatMakes({
      name,
      folder: plan.name,
      recipe,
      failed,
      shape,
      approximateRows,
      isComplete,
    }),
  };
  const arrayBytes = NPY_HEADER_BYTES + order.slots.length * rowBytesOf(parameters.recipe);
  return {
    order,
    view: { counts, receipt, arrayBytes },
    manifest: () => linesAsBlob(manifestLines(plan, outcomes, order)),
    receipt: () =>
      new Blob([`${JSON.stringify(receipt, null, 2)}\n`], { type: 'application/json' }),
    verifyScript: () => new Blob([verifyScript(receipt)], { type: 'text/x-python' }),
  };
}

function rowsByDecoder(
  outcomes: readonly (SlotOutcome | undefined)[],
): Pick<Receipt, 'decoders' | 'approximateRows'> {
  const decoders = new Map<string, number>();
  let approximateRows = 0;
  for (const outcome of outcomes) {
    if (outcome === undefined || outcome.decoder === null) continue;
    decoders.set(outcome.decoder, (decoders.get(outcome.decoder) ?? 0) + 1);
    if (outcome.approximate) approximateRows += 1;
  }
  return { decoders: Object.fromEntries(decoders), approximateRows };
}

const LINES_PER_PART = 10_000;

// a string of a million lines may be longer than an engine allows
function linesAsBlob(lines: Iterable<string>): Blob {
  const parts: string[] = [];
  let part: string[] = [];
  for (const line of lines) {
    part.push(line);
    if (part.length < LINES_PER_PART) continue;
    parts.push(part.join(''));
    part = [];
  }
  return new Blob([...parts, part.join('')], { type: 'application/x-ndjson' });
}
