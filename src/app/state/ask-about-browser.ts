import type { StoreApi } from 'zustand/vanilla';

import type { WorkerPool } from '../../pool/worker-pool.ts';
import type { FileSource } from '../platform/files/file-source.ts';
import type { SessionState } from './session-state.ts';

/** Asks a worker of the pool about this browser; a run then reuses the worker. Never rejects. */
export async function askAboutBrowser(
  store: StoreApi<SessionState>,
  pool: WorkerPool<FileSource>,
): Promise<void> {
  const { about } = store.getState();
  if (about !== null && about.reason === undefined) return; // already known or asked for
  store.setState({ about: {} });
  const worker = pool.lend();
  const result = await worker.ask((calls) => calls.aboutBrowser());
  pool.giveBack(worker);
  store.setState({
    about: result.kind === 'answered' ? { facts: result.answer } : { reason: result.detail },
  });
}
