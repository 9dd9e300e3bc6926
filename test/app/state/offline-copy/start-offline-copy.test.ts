import { describe, expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';

import {
  refusedText,
  waitingText,
} from '../../../../src/app/components/offline-copy/offline-texts.ts';
import { isBusy, untilIdle } from '../../../../src/app/state/offline-copy/start-offline-copy.ts';
import type { SessionState } from '../../../../src/app/state/session-state.ts';
import type { RunState } from '../../../../src/run/run-state.ts';

const NONE: RunState = { kind: 'none' };

function stateOf(run: RunState, listing: number | null = null): SessionState {
  return { run, listing } as unknown as SessionState;
}

describe('what a new version waits for', () => {
  test.each<readonly [RunState, number | null, RegExp]>([
    [{ kind: 'running' }, null, /once the run has ended\.$/],
    [{ kind: 'pausing' }, null, /once the run has ended\.$/],
    [{ kind: 'stopping' }, null, /once the run has ended\.$/],
    [{ kind: 'starting', before: null }, null, /once the run has ended\.$/],
    [{ kind: 'comparing', before: NONE }, null, /once the comparison has ended\.$/],
    [
      { kind: 'paused', cause: null, reason: null, resumesItself: false },
      null,
      /once the run has ended, or when you open pixelpool again\.$/,
    ],
    [NONE, 5, /once the images are listed\.$/],
  ])('W2 %o, listing %o', (run, listing, text) => {
    expect(isBusy(stateOf(run, listing))).toBe(true);
    expect(waitingText(stateOf(run, listing))).toMatch(text);
  });

  test('W2 nothing once nothing goes on', async () => {
    const store = createStore<SessionState>(() => stateOf({ kind: 'running' }));
    let isReached = false;
    const reached = untilIdle(store).then(() => (isReached = true));
    store.setState({ listing: 5 });
    store.setState({ run: NONE });
    await Promise.resolve();
    expect(isReached).toBe(false);
    store.setState({ listing: null });
    await reached;
    expect(isBusy(store.getState())).toBe(false);
  });
});

test('W2 if it cannot be loaded, the page says what to close', () => {
  expect(refusedText(0)).toBeNull();
  expect(refusedText(1)).toMatch(/in 1 other tab, .* Close it first\.$/);
  expect(refusedText(3)).toMatch(/in 3 other tabs, .* Close them first\.$/);
  expect(refusedText(null)).toMatch(/does not answer\. Close all tabs/);
});
