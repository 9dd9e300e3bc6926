import { labelsOfRows } from '../../core/labels/row-labels.ts';
import type { RowSize } from '../../core/output/encode-rows.ts';
import { needsStatistics, normaliserOf } from '../../core/output/normalisation.ts';
import type { SavedAs } from '../../core/output/receipt.ts';
import { outputOf, type SaveChoice } from '../../core/output/save-choice.ts';
import { dataCard } from '../../core/output/data-card.ts';
import { savedShape } from '../../core/output/saved-shape.ts';
import { channelsOf } from '../../core/recipe/recipe.ts';
import type { SavedFile } from '../../forms/array-form.ts';
import { loadForm } from '../../forms/load-form.ts';
import type { FormCallbacks, FormRequest } from '../../pool/wire/sink.ts';
import type { RunController } from '../../run/run-controller.ts';
import type { RunResult } from '../../run/run-result.ts';
import { canSave, resultOf } from '../../run/run-state.ts';
import type { FileSource } from '../platform/files/file-source.ts';
import type { RootHandle } from '../platform/files/root-handle.ts';
import type { Platform } from '../platform/platform.ts';
import type { SinkWorker } from '../platform/sink-worker.ts';
import { whileSaving } from './save-array.ts';

type Run = Pick<RunController<FileSource, RootHandle, SinkWorker>, 'machine' | 'ensureSink'>;

/**
 * The files of a result in a form, with their sizes. Their bytes are made by the sink, so these have none. Rejects if the
 * form cannot be loaded.
 */
export async function filesToSave(
  result: RunResult,
  choice: SaveChoice,
): Promise<readonly Omit<SavedFile, 'pieces'>[]> {
  const form = await loadForm(choice.form);
  return form.files({
    ...requestOf(result, choice, 0),
    count: result.order.slots.length,
    normaliser: null,
    paths: async () => [],
    pieces: () => [],
  });
}

/** Downloads a file of a form, through the private file system. Rejects with a sentence. */
export async function downloadForm(
  platform: Pick<Platform, 'saveFile' | 'keepAwake'>,
  run: Run,
  result: RunResult,
  choice: SaveChoice,
  file: number,
): Promise<void> {
  const chosen = (await filesToSave(result, choice))[file];
  if (chosen === undefined || !canSave(run.machine.state)) return;
  await whileSaving(platform, run.machine, chosen.bytes, async (onProgress) => {
    const sink = await run.ensureSink();
    const saved = await savedAs(run, result, choice);
    if (sink === null || saved === null) return;
    const request = { ...requestOf(result, choice, file), normaliser: saved.normaliser };
    const made = await sink.exportForm(request, callbacksOf(result, onProgress));
    platform.saveFile(made, chosen.name);
  });
}

/** Writes the array in a form to a file that the user picks. Rejects with a sentence. */
export async function saveFormAs(
  platform: Pick<Platform, 'pickSaveTarget' | 'keepAwake'>,
  run: Run,
  result: RunResult,
  choice: SaveChoice,
): Promise<void> {
  const [chosen] = await filesToSave(result, choice);
  if (chosen === undefined) return;
  const target = await platform.pickSaveTarget(chosen.name);
  // the run may have been resumed while the picker was open
  if (target === null || resultOf(run.machine.state) !== result) return;
  await whileSaving(platform, run.machine, chosen.bytes, async (onProgress) => {
    const sink = await run.ensureSink();
    const saved = await savedAs(run, result, choice);
    if (sink === null || saved === null) return;
    const request = { ...requestOf(result, choice, 0), normaliser: saved.normaliser };
    await sink.saveForm(request, target, callbacksOf(result, onProgress));
  });
}

/**
 * What the receipt says of an array that is saved like this; null if its rows cannot be read now. For the data's own mean
 * all rows are read. Rejects with a sentence if there is no such output of these rows.
 */
export async function savedAs(
  { ensureSink }: Run,
  result: RunResult,
  choice: SaveChoice,
): Promise<SavedAs | null> {
  const output = outputOf(choice);
  const { slots, blank } = result.order;
  const size = sizeOf(result);
  let statistics: Awaited<ReturnType<SinkWorker['sumRows']>> = null;
  if (needsStatistics(output)) {
    const sink = await ensureSink();
    if (sink === null) return null;
    statistics = await sink.sumRows({ slots, blank, size });
  }
  const normaliser = normaliserOf(output, size.channels, statistics);
  if (normaliser !== null && 'reason' in normaliser) throw new Error(normaliser.reason);
  return {
    form: choice.form,
    ...output,
    shape: savedShape(slots.length, size, output),
    normaliser,
  };
}

/** The card of an array that is saved like this. As `savedAs`. */
export async function dataCardOf(
  run: Run,
  result: RunResult,
  choice: SaveChoice,
): Promise<Blob | null> {
  const saved = await savedAs(run, result, choice);
  if (saved === null) return null;
  const labels = labelsOfRows(result.labels, result.order.slots);
  return new Blob([dataCard(result.receipt, saved, labels)], { type: 'text/markdown' });
}

function requestOf(result: RunResult, choice: SaveChoice, file: number): FormRequest {
  const { order, receipt, labels } = result;
  const { slots, blank } = order;
  const paths = result.pathsOf(slots);
  return {
    form: choice.form,
    file,
    name: receipt.name,
    slots,
    blank,
    size: sizeOf(result),
    output: outputOf(choice),
    normaliser: null,
    labels: labelsOfRows(labels, slots),
    longestPath: paths.reduce((most, { length }) => Math.max(most, length), 0),
  };
}

function callbacksOf(
  { order, pathsOf }: RunResult,
  onProgress: (bytes: number) => void,
): FormCallbacks {
  return { paths: async (from, to) => pathsOf(order.slots.subarray(from, to)), onProgress };
}

function sizeOf({ receipt }: RunResult): RowSize {
  const { recipe } = receipt;
  return { height: recipe.height, width: recipe.width, channels: channelsOf(recipe) };
}
