import type { StoreApi } from 'zustand/vanilla';

import type { ComparisonReport } from '../../../core/comparison/report.ts';
import { errorMessage } from '../../../core/error-message.ts';
import type { WorkerPool } from '../../../pool/worker-pool.ts';
import type { RunMachine } from '../../../run/run-machine.ts';
import type { FileSource } from '../../platform/files/file-source.ts';
import type { Platform } from '../../platform/platform.ts';
import type { SessionState } from '../session-state.ts';
import { BEGUN_COMPARISON, type ComparisonSettings } from './comparison-view.ts';

/** Everything a user can do with comparisons. No call rejects. */
export interface ComparisonCalls {
  changeComparison(changed: Partial<ComparisonSettings>): void;
  compare(): Promise<void>;
  closeSavedComparison(): void;
  /** Saves a comparison as a JSON file, which can be dropped on this page or another one. */
  saveComparison(report: ComparisonReport): void;
}

/** The calls, and two for the session alone. Their code is loaded when it is needed. */
export function createComparisonCalls(
  store: StoreApi<SessionState>,
  platform: Platform,
  pool: WorkerPool<FileSource>,
  machine: Pick<RunMachine, 'send' | 'addNotes'>,
): ComparisonCalls & { stopComparison(): void; openComparison(file: File): Promise<void> } {
  let comparing: AbortController | null = null;
  return {
    changeComparison(changed) {
      const { comparisonSettings } = store.getState();
      store.setState({ comparisonSettings: { ...comparisonSettings, ...changed } });
    },
    async compare() {
      if (store.getState().planned === null || !machine.send({ type: 'compare' })) return;
      comparing = new AbortController();
      store.setState({ comparison: BEGUN_COMPARISON });
      try {
        const { comparePlan } = await import('./compare-plan.ts');
        await comparePlan(store, platform, pool, comparing);
      } catch (error) {
        const reason = errorMessage(error);
        store.setState({ comparison: { ...BEGUN_COMPARISON, status: 'broken', reason } });
      }
      comparing = null;
      machine.send({ type: 'returned' });
    },
    stopComparison: () => comparing?.abort(),
    async openComparison(file) {
      try {
        const { openComparison } = await import('./open-comparison.ts');
        const note = await openComparison(store, file);
        if (note !== null) machine.addNotes(note);
      } catch (error) {
        machine.addNotes(`The comparison could not be opened: ${errorMessage(error)}`);
      }
    },
    closeSavedComparison: () => store.setState({ savedComparison: null }),
    saveComparison(report) {
      const text = `${JSON.stringify(report, null, 1)}\n`;
      const day = new Date(report.startedMs).toISOString().slice(0, 10);
      platform.saveFile(new Blob([text], { type: 'application/json' }), `comparison-${day}.json`);
    },
  };
}

/** A JSON file that is dropped alone is no image, but may be a comparison. Null for other drops. */
export function loneJson({ files, items }: DataTransfer): File | null {
  const [file] = files;
  const [item] = items;
  if (file === undefined || files.length > 1 || item?.webkitGetAsEntry()?.isDirectory) return null;
  return file.name.toLowerCase().endsWith('.json') ? file : null;
}
