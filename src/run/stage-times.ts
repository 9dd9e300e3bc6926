import type { StageTimes } from '../core/comparison/report.ts';
import type { BatchReport } from '../pool/wire/batch.ts';

/** The stages of a batch except waiting, in milliseconds of its worker's time. */
export type BatchStages = Omit<StageTimes, 'wait'>;

export function stagesOfBatch({ decodeMs, resampleMs, waits }: BatchReport): BatchStages {
  return {
    open: waits?.openMs ?? 0,
    read: waits?.readMs ?? 0,
    decode: decodeMs,
    scale: resampleMs,
    write: waits?.storeMs ?? 0,
  };
}

/** The sum of batches within the workers' time, for the remainder of which they waited. */
export function sumStages(batches: readonly BatchStages[], workerMs: number): StageTimes {
  const sums = { open: 0, read: 0, decode: 0, scale: 0, write: 0 };
  for (const { open, read, decode, scale, write } of batches) {
    sums.open += open;
    sums.read += read;
    sums.decode += decode;
    sums.scale += scale;
    sums.write += write;
  }
  const known = sums.open + sums.read + sums.decode + sums.scale + sums.write;
  return { ...sums, wait: Math.max(0, workerMs - known) };
}
