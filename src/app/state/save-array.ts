import type { ArrayRequest } from '../../pool/wire/sink.ts';
import { errorMessage } from '../../core/error-message.ts';
import type { RunController } from '../../run/run-controller.ts';
import type { RunResult } from '../../run/run-result.ts';
import { canSave, resultOf } from '../../run/run-state.ts';
import type { FileSource } from '../platform/files/file-source.ts';
import type { RootHandle } from '../platform/files/root-handle.ts';
import type { Platform } from '../platform/platform.ts';
import type { SinkWorker } from '../platform/sink-worker.ts';

type Controller = Pick<RunController<FileSource, RootHandle, SinkWorker>, 'machine' | 'ensureSink'>;

/** Downloads the array. Never rejects. */
export async function downloadArray(
  platform: Pick<Platform, 'saveFile'>,
  { machine, ensureSink }: Controller,
): Promise<void> {
  const result = resultOf(machine.state);
  if (result === null) return;
  try {
    const sink = await ensureSink();
    if (sink === null) return;
    platform.saveFile(await sink.exportArray(requestOf(result)), nameOf(result));
  } catch (error) {
    machine.note(`The array could not be assembled: ${errorMessage(error)}`);
  }
}

/** Writes the array to a file that the user picks, showing the progress. Never rejects. */
export async function saveArrayAs(
  platform: Pick<Platform, 'pickSaveTarget' | 'keepAwake'>,
  { machine, ensureSink }: Controller,
): Promise<void> {
  const result = resultOf(machine.state);
  if (result === null || !canSave(machine.state)) return;
  try {
    const target = await platform.pickSaveTarget(nameOf(result));
    // the run may have been resumed while the picker was open
    if (target === null || resultOf(machine.state) !== result) return;
    if (!machine.send({ type: 'save', totalBytes: result.arrayBytes })) return;
    const release = platform.keepAwake();
    try {
      const sink = await ensureSink();
      await sink?.saveArray(requestOf(result), target, (bytes) => {
        machine.send({ type: 'saved', bytes });
      });
    } finally {
      if (machine.state.kind === 'saving') machine.send({ type: 'returned' });
      release();
    }
  } catch (error) {
    machine.note(`The array could not be saved: ${errorMessage(error)}`);
  }
}

function nameOf({ receipt }: RunResult): string {
  return `${receipt.name}.npy`;
}

function requestOf({ receipt, order }: RunResult): ArrayRequest {
  const { slots, blank } = order;
  return { slots, blank, shape: receipt.shape };
}
