import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { untilAborted } from '../../src/run/until-aborted.ts';
import { gate, listingOf, pass, pathsOf, plannedOf, setUpController } from './controller-fakes.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A run that has finished, and its controller. */
async function setUpFinished() {
  const all = setUpController(plannedOf(listingOf(pathsOf(3))));
  void all.controller.start();
  await pass();
  expect(all.kind()).toBe('finished');
  return { ...all, saved: all.controller.saved };
}

describe('createSavedRuns', () => {
  test('T7 a run that is opened while runs are listed is not one of the earlier ones', async () => {
    const { saved, shown, sinks, controller } = await setUpFinished();
    await controller.close();
    const listing = gate();
    sinks.hooks.listRuns = () => listing.promise;
    const refreshing = saved.refresh();
    void controller.openSaved('run-0');
    await pass(100);
    listing.open();
    await refreshing;
    expect(shown().storedRuns).toEqual([]);
  });

  test('T7 the current run is not deleted', async () => {
    const { saved, shown, sinks } = await setUpFinished();
    await saved.remove('run-0');
    expect(sinks.runs.has('run-0')).toBe(true);
    expect(shown().notices).toEqual(['This run is open on this page.']);
  });

  test('a disk that cannot be asked leaves an empty list', async () => {
    const { saved, shown, sinks, asked } = await setUpFinished();
    sinks.hooks.listRuns = () => {
      throw new Error('No disk.');
    };
    asked.askSpace.mockRejectedValue(new Error('No estimate.'));
    await saved.refresh();
    expect(shown()).toMatchObject({ storedRuns: [], space: null });
    expect(sinks.alive.size).toBe(1); // the one of the current run
  });
});

describe('untilAborted', () => {
  test('Q6 is null if the signal was aborted before', async () => {
    const never = new Promise<number>(() => undefined);
    expect(await untilAborted(never, AbortSignal.abort())).toBeNull();
  });
});
