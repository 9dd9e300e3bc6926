import { describe, expect, test } from 'vitest';

import * as runState from '../../src/run/run-state.ts';
import type { RunState } from '../../src/run/run-state.ts';
import { STATES, stateNames, type StateName } from './run-states.ts';

/** The states in which each thing may be done. */
const ALLOWED: Record<string, readonly StateName[]> = {
  canStart: [
    'none',
    'waitingToRetry',
    'waitingToRetryStopped',
    'unbegun',
    'stopped',
    'finished',
    'broken',
  ],
  canPause: ['starting', 'resuming', 'retrying', 'running'],
  canResume: [
    'paused',
    'pausedFull',
    'waitingToResume',
    'waitingToRetryStopped',
    'unbegun',
    'stopped',
  ],
  canStop: [
    'starting',
    'resuming',
    'retrying',
    'running',
    'pausing',
    'paused',
    'pausedFull',
    'asking',
    'findingToResume',
    'findingAgain',
    'waitingToResume',
    'attachingToResume',
  ],
  canRetry: ['waitingToRetry', 'waitingToRetryStopped', 'stopped', 'finished'],
  canDownload: [
    'opening',
    'findingToRetry',
    'waitingToRetry',
    'waitingToRetryStopped',
    'attachingToRetry',
    'stopped',
    'finished',
    'comparing',
  ],
  canAddImages: [
    'none',
    'findingAgain',
    'waitingToResume',
    'waitingToRetry',
    'waitingToRetryStopped',
    'attachingToResume',
    'attachingToRetry',
    'unbegun',
    'stopped',
    'finished',
    'broken',
  ],
  canChangeRecipe: [
    'none',
    'waitingToRetry',
    'waitingToRetryStopped',
    'unbegun',
    'stopped',
    'finished',
    'broken',
    'saving',
  ],
  canCancelFolder: [
    'findingAgain',
    'waitingToResume',
    'waitingToRetry',
    'waitingToRetryStopped',
    'attachingToResume',
    'attachingToRetry',
  ],
  isWorking: ['starting', 'resuming', 'retrying', 'running', 'pausing', 'stopping'],
};
const SAME = {
  canCompare: 'canStart',
  canOpenStored: 'canStart',
  canSave: 'canRetry',
  canExclude: 'canRetry',
  canDeleteStored: 'canChangeRecipe',
};

describe('T6 the predicates', () => {
  const predicates: [string, (state: RunState) => boolean][] = Object.entries(runState).flatMap(
    ([name, predicate]) =>
      /^can|^isWorking/.test(name) ? [[name, predicate as (state: RunState) => boolean]] : [],
  );

  test.each(predicates)('%s is true in the states of the table and in no other', (name, allows) => {
    const allowed = ALLOWED[name] ?? ALLOWED[Reflect.get(SAME, name) as string];
    expect(stateNames.filter((state) => allows(STATES[state]))).toEqual(allowed);
  });
});
