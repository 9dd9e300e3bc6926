import type { StoreApi } from 'zustand/vanilla';

import { errorMessage } from '../../../core/error-message.ts';
import type { RunResult } from '../../../run/run-result.ts';
import { resultOf } from '../../../run/run-state.ts';
import type { Platform } from '../../platform/platform.ts';
import type { PictureStore } from '../preview/picture-store.ts';
import type { SessionState } from '../session-state.ts';
import type { Inspector, PageRun } from './inspector.ts';

/** A row whose picture is in the picture store. */
export interface ShownRow {
  readonly slot: number;
  readonly path: string;
}

/** Everything a user can do with an inspection. No call rejects. */
export interface InspectionCalls {
  /** Looks through the rows of the page's result. Rows that were read before are not read again. */
  inspect(result: RunResult): Promise<void>;
  /**
   * Puts the rows of a few slots into the picture store, with the key `NAME SLOT`. Resolves with the
   * files of those that can be read.
   */
  showRows(name: string, slots: Uint32Array<ArrayBuffer>): Promise<readonly ShownRow[]>;
}

/** The calls. Their code is loaded when it is needed. */
export function createInspectionCalls(
  store: StoreApi<SessionState>,
  platform: Platform,
  run: PageRun,
  pictures: PictureStore,
): InspectionCalls {
  let inspector: Inspector | null = null;
  return {
    async inspect(result) {
      const { record } = run;
      const before = store.getState().inspection;
      if (resultOf(run.machine.state) !== result || record === null) return;
      if (before?.result === result && before.status !== 'broken') return;
      try {
        const { createInspector } = await import('./inspector.ts');
        if (inspector === null || !inspector.isFor(record)) {
          inspector?.close();
          inspector = createInspector(store, platform, run, record);
        }
        await inspector.inspect(result);
        const found = store.getState().inspection?.found;
        if (found) {
          const rowFilters = { runId: record.head.id, filters: found.findings };
          store.setState({ rowFilters });
        }
      } catch (error) {
        const reason = errorMessage(error);
        const view = { result, status: 'broken', done: 0, total: 0, found: null, reason } as const;
        store.setState({ inspection: view });
      }
    },
    async showRows(name, slots) {
      const drawn = (await inspector?.pictures(slots).catch(() => undefined)) ?? [];
      for (const { slot, picture } of drawn) pictures.put(`${name} ${slot}`, picture);
      return drawn;
    },
  };
}
