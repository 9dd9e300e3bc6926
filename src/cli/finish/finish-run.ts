import { renameSync } from 'node:fs';

import { NOTHING_EXCLUDED } from '../../core/exclusion/exclusions.ts';
import { planLabelsInSteps } from '../../core/labels/slot-labels.ts';
import { manifestLines } from '../../core/output/manifest.ts';
import { NPY_HEADER_BYTES, npyHeader } from '../../core/output/npy.ts';
import type { RowOrder } from '../../core/output/outcome-summary.ts';
import type { Receipt } from '../../core/output/receipt.ts';
import { resultInSteps } from '../../run/run-result.ts';
import type { RunCommand } from '../command-line.ts';
import { rowBytesOfRun, type OpenRun } from '../store/open-run.ts';
import { openStoredFile } from '../store/node-file.ts';
import type { PartFolder } from '../store/part-folder.ts';
import { USER_AGENT, VERSION } from '../version.ts';
import { walkSteps } from '../walk-steps.ts';
import { moveRows, type RowsFile } from './move-rows.ts';
import { writeText } from './write-text.ts';

/**
 * Makes the files of a run that has an outcome for each slot: manifest and receipt, then the array, of the rows where
 * they are. May be killed at any time, and called again.
 */
export function finishRun(run: OpenRun, { out, manifest, receipt }: RunCommand): Receipt {
  const { plan, progress, head, sums, part } = run;
  const { outcomes } = progress;
  const result = walkSteps(
    resultInSteps({
      version: VERSION,
      plan,
      outcomes,
      excluded: NOTHING_EXCLUDED,
      labelsInSteps: () => planLabelsInSteps(plan),
      parameters: head.parameters,
      timings: { listMs: head.listMs, ...sums },
      userAgent: USER_AGENT,
    }),
  );
  const { order } = result;
  if (manifest !== null) writeText(manifest, manifestLines(plan, outcomes, order));
  if (receipt !== null) writeText(receipt, [`${JSON.stringify(result.receipt, null, 2)}\n`]);
  const header = npyHeader(result.receipt.shape);
  finishRows(part, rowBytesOfRun(run), order, header);
  renameSync(part.rowsPath, out);
  part.remove();
  return result.receipt;
}

/** Makes the file of rows a whole .npy. */
function finishRows(
  { rowsPath, movingPaths }: PartFolder,
  rowBytes: number,
  { slots, blank }: RowOrder,
  header: Uint8Array<ArrayBuffer>,
): void {
  const file = openStoredFile(rowsPath);
  try {
    const rows = { file, start: NPY_HEADER_BYTES, rowBytes };
    closeGaps(rows, slots, movingPaths);
    const zeros = new Uint8Array(rowBytes);
    // if there are any, each slot has its row
    for (const slot of blank) file.write(zeros, rows.start + slot * rowBytes);
    file.write(header, 0);
    file.truncate(rows.start + slots.length * rowBytes);
  } finally {
    file.close();
  }
}

function closeGaps(
  rows: RowsFile,
  slots: Uint32Array,
  movingPaths: PartFolder['movingPaths'],
): void {
  if (slots.every((slot, row) => slot === row)) return;
  const [first, second] = [openStoredFile(movingPaths[0]), openStoredFile(movingPaths[1])];
  try {
    moveRows(rows, slots, [first, second]);
  } finally {
    first.close();
    second.close();
  }
}
