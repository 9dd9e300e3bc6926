import { describe, expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';

import type { FolderListing } from '../../../../src/app/platform/files/list-folder.ts';
import { planImages } from '../../../../src/app/state/plan/add-images.ts';
import type { SessionState } from '../../../../src/app/state/session-state.ts';
import type { RunState } from '../../../../src/run/run-state.ts';

function listingOf(count: number): FolderListing {
  const files = Array.from({ length: count }, (_, i) => ({
    path: `${i}.png`,
    source: new File([], `${i}.png`),
  }));
  return { name: 'photos', files, via: 'drop', root: Promise.resolve(null) };
}

function setUp(state: RunState) {
  const store = createStore<SessionState>(() => ({ listing: 7, planned: null, parameters: { hidden: 'in' } }) as SessionState);
  const closeRun = vi.fn<() => Promise<void>>(async () => undefined);
  const statFile = async () => ({ bytes: 1, modifiedMs: null });
  const machine = { state, note: () => undefined };
  const plan = () => planImages(store, { statFile }, machine, listingOf(7), 0, closeRun);
  return { store, closeRun, plan };
}

describe('planImages', () => {
  test('P1 a plan replaces the one before, and the current run is closed', async () => {
    const { store, closeRun, plan } = setUp({ kind: 'broken', reason: 'No disk.' });
    expect(await plan()).toBe(true);
    expect(store.getState().planned?.plan.slots).toHaveLength(7);
    expect(store.getState().listing).toBeNull();
    expect(closeRun).toHaveBeenCalledTimes(1);
  });

  test('Q6 a run that began while files were listed continues, with its plan', async () => {
    const { store, closeRun, plan } = setUp({ kind: 'opening', before: { kind: 'none' } });
    expect(await plan()).toBe(false);
    expect(store.getState().planned).toBeNull();
    expect(closeRun).not.toHaveBeenCalled();
  });
});
