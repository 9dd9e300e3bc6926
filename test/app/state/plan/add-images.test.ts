import { describe, expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';

import type { FolderListing } from '../../../../src/app/platform/files/list-folder.ts';
import { listImages, planImages } from '../../../../src/app/state/plan/add-images.ts';
import type { SessionState } from '../../../../src/app/state/session-state.ts';
import { createRunMachine } from '../../../../src/run/run-machine.ts';
import type { RunState } from '../../../../src/run/run-state.ts';

function listingOf(count: number): FolderListing {
  const files = Array.from({ length: count }, (_, i) => ({
    path: `${i}.png`,
    source: new File([], `${i}.png`),
  }));
  return { name: 'photos', files, via: 'drop', root: Promise.resolve(null), notices: [] };
}

function setUp(state: RunState) {
  const known = {
    run: state,
    listing: 7,
    planned: null,
    parameters: { hidden: 'in' },
    notices: [],
  };
  const store = createStore<SessionState>(() => known as unknown as SessionState);
  const closeRun = vi.fn<() => Promise<void>>(async () => undefined);
  const statFile = async () => ({ bytes: 1, modifiedMs: null });
  const { note, addNotes } = createRunMachine((changed) => store.setState(changed));
  const machine = { state, note, addNotes };
  const plan = (listing = listingOf(7)) =>
    planImages(store, { statFile }, machine, listing, 0, closeRun);
  const list = () => listImages(store, machine, async () => listingOf(7));
  return { store, closeRun, plan, list };
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

  test('L11 what is refused while a folder is listed is still said when its plan is shown', async () => {
    const { store, plan, list } = setUp({ kind: 'none' });
    expect(await list()).toBeNull();
    const refusal =
      'Another folder is still being listed. Add these images again once its plan is shown.';
    expect(store.getState().notices).toEqual([refusal]);
    expect(await list()).toBeNull();
    await plan({ ...listingOf(7), notices: ['“a” was dropped twice.'] });
    expect(store.getState().notices).toEqual([refusal, '“a” was dropped twice.']);
  });

  test('L11 the next folder begins without the notices of the one before', async () => {
    const { store, plan, list } = setUp({ kind: 'none' });
    await plan({ ...listingOf(7), notices: ['“a” was dropped twice.'] });
    await list();
    expect(store.getState().notices).toEqual([]);
  });
});
