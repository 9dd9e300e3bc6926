import type { StoreApi } from 'zustand/vanilla';

import type { WorkerPool } from '../../pool/worker-pool.ts';
import type { FileSource } from '../platform/files/file-source.ts';
import type { SessionState } from './session-state.ts';

const ABOUT_DEADLINE_MS = 10_000;

/** Has a worker of the pool, which a run then uses too, tell of this browser. Never rejects. */
export async function askAboutBrowser(
  store: StoreApi<SessionState>,
  pool: WorkerPool<FileSource>,
): Promise<void> {
  const { about } = store.getState();
  if (about !== null && about.trouble === undefined) return; // known, or being asked for
  store.setState({ about: {} });
  const link = pool.lend();
  const result = await link.ask(ABOUT_DEADLINE_MS, (worker) => worker.aboutBrowser());
  pool.giveBack(link);
  store.setState({
    about: result.kind === 'answered' ? { facts: result.answer } : { trouble: result.detail },
  });
}
