import { describe, expect, test, vi } from 'vitest';

import { planImages } from '../../../../src/app/state/plan/take-images.ts';
import { createRunShelf } from '../../../../src/app/state/run/run-shelf.ts';
import { untilAborted } from '../../../../src/app/state/until-aborted.ts';
import { gate, listingOf, pathsOf, plannedOf, setUpDesk } from '../run/desk-fakes.ts';

const nothing = async (): Promise<void> => undefined;

describe('planImages', () => {
  test('P1 a plan takes the place of the old one, and the run at hand is let go', async () => {
    const { store, platform } = setUpDesk(plannedOf(listingOf(pathsOf(2))));
    const letGo = vi.fn<() => Promise<void>>(nothing);
    const listing = listingOf(pathsOf(7));
    expect(await planImages(store, platform, listing, 0, letGo)).toBe(true);
    expect(store.getState().planned?.plan.slots).toHaveLength(7);
    expect(letGo).toHaveBeenCalledTimes(1);
  });

  test('Q6 a run that began while files were listed goes on, with its plan', async () => {
    const { store, platform } = setUpDesk(plannedOf(listingOf(pathsOf(2))));
    store.setState({ isOpening: true });
    const letGo = vi.fn<() => Promise<void>>(nothing);
    expect(await planImages(store, platform, listingOf(pathsOf(7)), 0, letGo)).toBe(false);
    expect(store.getState().planned?.plan.slots).toHaveLength(2);
    expect(letGo).not.toHaveBeenCalled();
  });
});

describe('createRunShelf', () => {
  async function setUpShelf() {
    vi.useFakeTimers();
    const all = setUpDesk(plannedOf(listingOf(pathsOf(3))));
    void all.desk.start();
    await vi.advanceTimersByTimeAsync(1000);
    vi.useRealTimers();
    const shelf = createRunShelf(
      all.store,
      all.platform,
      () => all.desk.keeper.run?.head.id ?? null,
    );
    return { ...all, shelf };
  }

  test('T7 a run that is taken up while runs are listed is none of the earlier ones', async () => {
    const { shelf, store, sinks, desk } = await setUpShelf();
    const { id } = desk.keeper.run?.head ?? expect.fail();
    await desk.letGo();
    const listing = gate();
    sinks.hooks.listRuns = () => listing.promise;
    const refreshing = shelf.refresh();
    const opening = desk.openStored(id);
    await opening;
    listing.open();
    await refreshing;
    expect(store.getState().storedRuns).toEqual([]);
  });

  test('T7 the run at hand is not deleted', async () => {
    const { shelf, store, sinks } = await setUpShelf();
    await shelf.remove('run-0');
    expect(sinks.runs.has('run-0')).toBe(true);
    expect(store.getState().notices).toEqual(['This run is open here.']);
  });

  test('a store that cannot be asked leaves an empty list', async () => {
    const { shelf, store, sinks, platform } = await setUpShelf();
    sinks.hooks.listRuns = () => {
      throw new Error('No store.');
    };
    vi.spyOn(platform, 'askSpace').mockRejectedValue(new Error('No estimate.'));
    await shelf.refresh();
    expect(store.getState()).toMatchObject({ storedRuns: [], space: null });
    expect(sinks.alive.size).toBe(1); // the one of the run at hand
  });
});

describe('untilAborted', () => {
  test('Q6 is null where the signal was aborted before', async () => {
    const never = new Promise<number>(() => undefined);
    expect(await untilAborted(never, AbortSignal.abort())).toBeNull();
  });
});
