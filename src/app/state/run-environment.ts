import type { StoreApi } from 'zustand/vanilla';

import { runParameterTexts } from '../../core/recipe/recipe-parameters.ts';
import { saveChoiceTexts } from '../../core/output/save-choice.ts';
import type { RunEnvironment } from '../../run/run-environment.ts';
import type { FileSource } from '../platform/files/file-source.ts';
import type { RootHandle } from '../platform/files/root-handle.ts';
import type { Platform } from '../platform/platform.ts';
import type { SinkWorker } from '../platform/sink-worker.ts';
import { PIXELPOOL_VERSION } from '../version.ts';
import type { SessionState } from './session-state.ts';

export type PageEnvironment = RunEnvironment<FileSource, RootHandle, SinkWorker>;

/** The page as the environment of a run. */
export function createRunEnvironment(
  store: StoreApi<SessionState>,
  platform: Platform,
  listFolder: PageEnvironment['listFolder'],
): PageEnvironment {
  return {
    ...platform,
    version: PIXELPOOL_VERSION,
    show: (changed) => store.setState(changed),
    nextRun() {
      const { planned, parameters } = store.getState();
      return planned === null ? null : { planned, parameters };
    },
    onAttached({ planned, knownBytes, parameters }) {
      const measured = { bytes: knownBytes, isDone: true };
      store.setState({ planned: { ...planned, measured }, parameters, comparison: null });
      platform.showParameters([
        ...runParameterTexts(parameters, platform.cores),
        ...saveChoiceTexts(store.getState().saveChoice),
      ]);
    },
    spawnSink: platform.spawnSinkWorker,
    listFolder,
    saveFolder: platform.saveFolder,
    savedFolder: platform.savedFolder,
    deleteFolder: platform.deleteFolder,
    askToRead: platform.mayRead,
  };
}
