import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { createRunProgress } from '../../src/run/run-progress.ts';
import { failedOutcome, type SlotOutcome } from '../../src/core/verdict.ts';
import { outcomeOf } from '../pool/fake-workers.ts';
import { listingOf, pass, pathsOf, plannedOf } from './controller-fakes.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const CORRUPT = { code: 'corrupt', detail: 'Bad.' } as const;
const bad = (slot: number): SlotOutcome => failedOutcome(slot, CORRUPT);

function setUp(elapsedMs = 0) {
  const { plan } = plannedOf(listingOf([...pathsOf(6), 'x\ufffd.png'], []));
  const onShow = vi.fn<() => void>();
  return { progress: createRunProgress(plan, elapsedMs, onShow), onShow };
}
const pathsIn = ({ view }: ReturnType<typeof createRunProgress>) =>
  view().findings.map(({ path }) => path);

test.each([
  ['.a.jpg.icloud', 'not-an-image', 'iCloud Drive has not downloaded “a.jpg”'],
  ['cats/.A.JPG.ICLOUD', 'not-an-image', 'iCloud Drive has not downloaded “A.JPG”'],
  ['b.png.nextcloud', 'empty', 'Nextcloud has not downloaded “b.png”'],
  ['b.png.owncloud', 'not-an-image', 'ownCloud has not downloaded “b.png”'],
] as const)('S3 %s, %s, comes with the advice to download it first', (path, code, text) => {
  const { plan } = plannedOf(listingOf([path], []));
  const progress = createRunProgress(plan, 0, () => undefined);
  progress.add([failedOutcome(0, { code, detail: 'No image format.' })]);
  expect(progress.outcomes[0]).toMatchObject({ verdict: 'failed', code });
  const detail = `This is only a placeholder: ${text}. Download it, then drop the folder again.`;
  expect(progress.outcomes[0]).toMatchObject({ detail });
  expect(progress.view().findings).toEqual([{ path, verdict: 'failed', code, detail }]);
});

test.each([
  ['.a.jpg.icloud', 'truncated'],
  ['a.jpg', 'not-an-image'],
  ['.icloud/a.jpg', 'not-an-image'],
  ['nextcloud', 'empty'],
] as const)('S3 %s that is %s keeps its own reason', (path, code) => {
  const { plan } = plannedOf(listingOf([path], []));
  const progress = createRunProgress(plan, 0, () => undefined);
  progress.add([failedOutcome(0, { code, detail: 'The reason.' })]);
  expect(progress.outcomes[0]).toMatchObject({ code, detail: 'The reason.' });
});

describe('createRunProgress', () => {
  test('T8 an outcome that is replaced leaves no finding of before', () => {
    const { progress } = setUp();
    progress.add([bad(1), bad(2), outcomeOf(3)]);
    progress.add([outcomeOf(1), bad(2), bad(3)]);
    expect(pathsIn(progress)).toEqual(['002.png', '003.png']);
    expect(progress.remaining).toBe(4);
  });

  test('T8 outcomes that are reverted and added again are there once', () => {
    const { progress } = setUp();
    progress.add([bad(1), bad(2)]);
    const before = progress.revert([1, 2, 5]);
    expect(before.map(({ slot }) => slot)).toEqual([1, 2]);
    expect([pathsIn(progress), progress.remaining]).toEqual([[], 7]);
    progress.add([outcomeOf(1)]);
    progress.add(before.slice(1));
    expect([pathsIn(progress), progress.remaining]).toEqual([['002.png'], 5]);
  });

  test('a list of findings that is on the screen is not shortened', () => {
    const { progress } = setUp();
    progress.add([bad(1)]);
    const { findings } = progress.view();
    progress.revert([1]);
    expect(findings).toHaveLength(1);
  });

  test('images count ahead of outcomes, never beyond all, and only while the clock runs', () => {
    const { progress } = setUp();
    progress.countAhead(3);
    expect(progress.view().done).toBe(0);
    progress.startClock();
    progress.countAhead(3);
    progress.add([outcomeOf(0), outcomeOf(1)]);
    expect(progress.view().done).toBe(3);
    progress.countAhead(100);
    expect(progress.view().done).toBe(7);
    progress.stopClock();
    progress.countAhead(3);
    expect(progress.view().done).toBe(2);
  });

  test('T3 counts the time while the clock runs, on top of what it took before', async () => {
    const { progress, onShow } = setUp(4000);
    await pass(500);
    expect(progress.view().elapsedMs).toBe(4000);
    progress.startClock();
    progress.add([outcomeOf(0)]);
    await pass(1000);
    expect(progress.view().elapsedMs).toBe(5000);
    expect(onShow).toHaveBeenCalledTimes(1);
    progress.add([outcomeOf(1)]);
    progress.stopClock();
    await pass(1000);
    expect([progress.view().elapsedMs, onShow.mock.calls.length]).toEqual([5000, 1]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
