import { errorMessage } from '../../../core/error-message.ts';
import type { StoreApi } from 'zustand/vanilla';

import type { ArrayRequest } from '../../../pool/wire/sink.ts';
import type { Platform } from '../../platform/platform.ts';
import type { RunKeeper } from './run-keeper.ts';
import type { RunResult } from './run-result.ts';
import { isBusy, type SessionState } from '../session-state.ts';

type Kept = Pick<RunKeeper, 'result' | 'livingSink'>;

/** Hands the array over as a download. Never rejects: what goes wrong becomes a notice. */
export async function downloadArray(
  store: StoreApi<SessionState>,
  platform: Platform,
  keeper: Kept,
): Promise<void> {
  const { result } = keeper;
  if (result === null) return;
  try {
    const sink = await keeper.livingSink();
    if (sink === null) return;
    const file = await sink.exportArray(requestOf(result));
    platform.saveFile(file, nameOf(result));
  } catch (error) {
    store.setState({ notices: [`The array could not be put together: ${errorMessage(error)}`] });
  }
}

/** Writes the array to a file that the user picks, and shows how far it is. Never rejects. */
export async function saveArrayAs(
  store: StoreApi<SessionState>,
  platform: Platform,
  keeper: Kept,
): Promise<void> {
  const state = store.getState();
  const { result } = keeper;
  if (result === null || state.saving !== null || isBusy(state)) return;
  const total = result.view.arrayBytes;
  try {
    const target = await platform.pickSaveTarget(nameOf(result));
    // the browser's picker may stand for long: the run may have gone on meanwhile
    if (target === null || keeper.result !== result || store.getState().saving !== null) return;
    store.setState({ saving: { bytes: 0, total } });
    const release = platform.keepAwake();
    try {
      const sink = await keeper.livingSink();
      await sink?.saveArray(requestOf(result), target, (bytes) => {
        if (store.getState().saving !== null) store.setState({ saving: { bytes, total } });
      });
    } finally {
      store.setState({ saving: null });
      release();
    }
  } catch (error) {
    store.setState({ notices: [`The array could not be saved: ${errorMessage(error)}`] });
  }
}

function nameOf(result: RunResult): string {
  return `${result.view.receipt.name}.npy`;
}

function requestOf({ view, order }: RunResult): ArrayRequest {
  const { slots, blank } = order;
  return { slots, blank, shape: view.receipt.shape };
}
