import type { StoreApi } from 'zustand/vanilla';

import { errorMessage } from '../../core/error-message.ts';
import { isAsStored } from '../../core/output/output.ts';
import { outputOf } from '../../core/output/save-choice.ts';
import type { ArrayRequest } from '../../pool/wire/sink.ts';
import type { RunController } from '../../run/run-controller.ts';
import type { RunResult } from '../../run/run-result.ts';
import { canSave, resultOf } from '../../run/run-state.ts';
import type { FileSource } from '../platform/files/file-source.ts';
import type { RootHandle } from '../platform/files/root-handle.ts';
import type { Platform } from '../platform/platform.ts';
import type { SinkWorker } from '../platform/sink-worker.ts';
import type { SessionState } from './session-state.ts';

type Controller = RunController<FileSource, RootHandle, SinkWorker>;
type Machine = Pick<Controller, 'machine' | 'ensureSink'>;
type SavePlatform = Pick<Platform, 'saveFile' | 'pickSaveTarget' | 'keepAwake'>;

/** What a user can do with the array of a result, as it is chosen to be saved. No call rejects. */
export interface SaveCalls {
  /** Downloads the array, or another file of its form. */
  downloadArray(file?: number): Promise<void>;
  /** Writes the array to a file that the user picks, showing the progress. Call it in a click handler. */
  saveArrayAs(): Promise<void>;
  downloadReceipt(): void;
  downloadDataCard(): void;
}

export function createSaveCalls(
  store: StoreApi<SessionState>,
  platform: SavePlatform,
  run: Machine,
): SaveCalls {
  const { machine } = run;

  /** Runs a task; an error becomes a notice. */
  async function explained(what: string, task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (error) {
      machine.note(`${what}: ${errorMessage(error)}`);
    }
  }

  const isPlain = (): boolean => {
    const { saveChoice } = store.getState();
    return saveChoice.form === 'npy' && isAsStored(outputOf(saveChoice));
  };

  return {
    downloadArray: (file = 0) =>
      explained('The array could not be assembled', async () => {
        const result = resultOf(machine.state);
        if (result === null) return;
        if (file === 0 && isPlain()) return downloadPlain(platform, run, result);
        const { downloadForm } = await import('./save-form.ts');
        await downloadForm(platform, run, result, store.getState().saveChoice, file);
      }),
    saveArrayAs: () =>
      explained('The array could not be saved', async () => {
        const result = resultOf(machine.state);
        if (result === null || !canSave(machine.state)) return;
        if (isPlain()) return savePlain(platform, run, result);
        const { saveFormAs } = await import('./save-form.ts');
        await saveFormAs(platform, run, result, store.getState().saveChoice);
      }),
    downloadReceipt: () =>
      void explained('The file could not be made', async () => {
        const result = resultOf(machine.state);
        if (result === null) return;
        const name = `${result.receipt.name}.recipe.json`;
        if (isPlain()) return platform.saveFile(result.receiptFile(), name);
        const { savedAs } = await import('./save-form.ts');
        const saved = await savedAs(run, result, store.getState().saveChoice);
        if (saved !== null) platform.saveFile(result.receiptFile(saved), name);
      }),
    downloadDataCard: () =>
      void explained('The file could not be made', async () => {
        const result = resultOf(machine.state);
        if (result === null) return;
        const { dataCardOf } = await import('./save-form.ts');
        const card = await dataCardOf(run, result, store.getState().saveChoice);
        if (card !== null) platform.saveFile(card, `${result.receipt.name}.DataCard.md`);
      }),
  };
}

async function downloadPlain(
  platform: Pick<Platform, 'saveFile'>,
  { ensureSink }: Machine,
  result: RunResult,
): Promise<void> {
  const sink = await ensureSink();
  if (sink === null) return;
  platform.saveFile(await sink.exportArray(requestOf(result)), `${result.receipt.name}.npy`);
}

async function savePlain(
  platform: SavePlatform,
  { machine, ensureSink }: Machine,
  result: RunResult,
): Promise<void> {
  const target = await platform.pickSaveTarget(`${result.receipt.name}.npy`);
  // the run may have been resumed while the picker was open
  if (target === null || resultOf(machine.state) !== result) return;
  await whileSaving(platform, machine, result.arrayBytes, async (onProgress) => {
    const sink = await ensureSink();
    await sink?.saveArray(requestOf(result), target, onProgress);
  });
}

/** Does it in the state `saving`, unless that cannot be entered now, and keeps the machine awake. */
export async function whileSaving(
  platform: Pick<Platform, 'keepAwake'>,
  machine: Machine['machine'],
  totalBytes: number,
  task: (onProgress: (bytes: number) => void) => Promise<void>,
): Promise<void> {
  if (!machine.send({ type: 'save', totalBytes })) return;
  const release = platform.keepAwake();
  try {
    await task((bytes) => {
      machine.send({ type: 'saved', bytes });
    });
  } finally {
    if (machine.state.kind === 'saving') machine.send({ type: 'returned' });
    release();
  }
}

function requestOf({ receipt, order }: RunResult): ArrayRequest {
  const { slots, blank } = order;
  return { slots, blank, shape: receipt.shape };
}
