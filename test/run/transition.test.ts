import { describe, expect, test } from 'vitest';

import type { IdleState, RunState } from '../../src/run/run-state.ts';
import { transition, type RunEvent } from '../../src/run/transition.ts';
import {
  RESULT,
  NEW_RESULT,
  TO_RESUME,
  TO_RETRY,
  none,
  starting,
  running,
  pausing,
  stopping,
  paused,
  pausedFull,
  pausedFullForGood,
  unbegun,
  stopped,
  finished,
  broken,
  waitingToResume,
  waitingToRetry,
  waitingToRetryStopped,
  resuming,
  retrying,
  asking,
  findingToResume,
  findingToRetry,
  findingAgain,
  attachingToResume,
  attachingToRetry,
  saving,
  opening,
  comparing,
  savingFrom,
  savedSome,
  startingFrom,
  askingFrom,
  finding,
  STATES,
  stateNames,
  type StateName,
} from './run-states.ts';

const EVENTS = {
  start: { type: 'start' },
  pause: { type: 'pause' },
  resume: { type: 'resume' },
  stop: { type: 'stop' },
  retry: { type: 'retry' },
  openStored: { type: 'open-stored' },
  askPermission: { type: 'ask-permission' },
  findToResume: { type: 'find-folder', folder: TO_RESUME },
  findToRetry: { type: 'find-folder', folder: TO_RETRY },
  attach: { type: 'attach' },
  cancelFolder: { type: 'cancel-folder' },
  save: { type: 'save', totalBytes: 7 },
  compare: { type: 'compare' },
  close: { type: 'close' },
  begun: { type: 'begun' },
  returned: { type: 'returned' },
  paused: { type: 'paused', cause: null, reason: null },
  pausedFull: { type: 'paused', cause: 'storage-full', reason: 'Full.', resumesItself: true },
  stopped: { type: 'stopped', result: RESULT },
  finished: { type: 'finished', result: NEW_RESULT },
  resultChanged: { type: 'result-changed', result: NEW_RESULT },
  broke: { type: 'broke', reason: 'Gone.' },
  neededToResume: { type: 'folder-needed', folder: TO_RESUME, reason: 'Out of reach.' },
  neededToRetry: { type: 'folder-needed', folder: TO_RETRY },
  attached: { type: 'attached' },
  saved: { type: 'saved', bytes: 5 },
} satisfies Record<string, RunEvent>;

type EventName = keyof typeof EVENTS;
const eventNames = Object.keys(EVENTS) as EventName[];

const done: RunState = { kind: 'finished', result: NEW_RESULT };
const working = { stopped, finished: done, broke: broken };
const pauses = { paused, pausedFull };
/** The events that begin something else in the place of an idle state. */
const replaced = (before: IdleState) => ({
  start: starting,
  openStored: opening(before),
  compare: comparing(before),
  close: none,
});

/** The next state for each event; every event that is not listed leaves the state as it is. */
const TABLE: Record<StateName, Partial<Record<EventName, RunState>>> = {
  none: { ...replaced(none) },
  opening: {
    ...pauses,
    stopped,
    finished: done,
    returned: finished,
    close: opening(none),
    broke: opening(broken),
  },
  starting: { ...working, ...pauses, pause: pausing, stop: stopping, begun: running },
  resuming: {
    ...working,
    ...pauses,
    pause: pausing,
    stop: stopping,
    begun: running,
    returned: paused,
  },
  retrying: {
    ...working,
    ...pauses,
    pause: pausing,
    stop: stopping,
    begun: running,
    returned: finished,
  },
  running: {
    ...working,
    ...pauses,
    pause: pausing,
    stop: stopping,
    neededToResume: waitingToResume,
  },
  // the user paused it: it does not resume by itself, even if the disk turns out to be full
  pausing: {
    ...working,
    stop: stopping,
    paused,
    pausedFull: pausedFullForGood,
    neededToResume: waitingToResume,
  },
  // whatever is in the way of a run that is stopping, it is not paused
  stopping: { ...working },
  paused: {
    ...pauses,
    resume: resuming,
    stop: stopping,
    askPermission: asking,
    findToResume: findingToResume,
    broke: broken,
  },
  pausedFull: {
    ...pauses,
    resume: startingFrom(pausedFull),
    stop: stopping,
    askPermission: askingFrom(pausedFull),
    findToResume: finding(TO_RESUME, pausedFull),
    broke: broken,
  },
  asking: { resume: resuming, stop: stopping, returned: paused, broke: broken },
  findingToResume: {
    stop: stopping,
    returned: paused,
    attached: paused,
    neededToResume: waitingToResume,
    broke: broken,
  },
  findingToRetry: {
    returned: finished,
    attached: finished,
    neededToResume: waitingToResume,
    neededToRetry: waitingToRetry,
    broke: broken,
  },
  findingAgain: {
    stop: stopping,
    cancelFolder: none,
    returned: waitingToResume,
    attached: paused,
    neededToResume: waitingToResume,
    broke: broken,
  },
  waitingToResume: {
    stop: stopping,
    findToResume: findingAgain,
    attach: attachingToResume,
    cancelFolder: none,
    broke: broken,
  },
  // its run has ended: another one may take its place
  waitingToRetry: {
    ...replaced(waitingToRetry),
    resultChanged: { ...waitingToRetry, before: done },
    retry: retrying,
    findToRetry: finding(TO_RETRY, waitingToRetry),
    attach: attachingToRetry,
    cancelFolder: finished,
    save: savingFrom(waitingToRetry),
    broke: broken,
  },
  waitingToRetryStopped: {
    ...replaced(waitingToRetryStopped),
    resultChanged: { ...waitingToRetryStopped, before: { kind: 'stopped', result: NEW_RESULT } },
    retry: startingFrom(stopped),
    findToResume: finding(TO_RESUME, waitingToRetryStopped),
    findToRetry: finding(TO_RETRY, waitingToRetryStopped),
    attach: { kind: 'attaching', before: waitingToRetryStopped },
    cancelFolder: stopped,
    save: { ...saving, before: waitingToRetryStopped },
    broke: broken,
  },
  attachingToResume: {
    stop: stopping,
    cancelFolder: none,
    returned: waitingToResume,
    attached: paused,
    broke: broken,
  },
  attachingToRetry: {
    cancelFolder: finished,
    returned: waitingToRetry,
    attached: finished,
    broke: broken,
  },
  unbegun: {
    ...replaced(unbegun),
    resume: startingFrom(unbegun),
    findToResume: finding(TO_RESUME, unbegun),
    broke: broken,
  },
  stopped: {
    resultChanged: { kind: 'stopped', result: NEW_RESULT },
    ...replaced(stopped),
    resume: startingFrom(stopped),
    retry: startingFrom(stopped),
    findToResume: finding(TO_RESUME, stopped),
    findToRetry: finding(TO_RETRY, stopped),
    save: savingFrom(stopped),
    broke: broken,
  },
  finished: {
    resultChanged: done,
    ...replaced(finished),
    retry: retrying,
    findToRetry: findingToRetry,
    save: saving,
    broke: broken,
  },
  broken: { ...replaced(broken) },
  saving: { saved: savedSome, returned: finished, broke: broken },
  comparing: { returned: finished, broke: comparing(broken) },
};

describe.each(stateNames)('T6 in the state %s', (name) => {
  test.each(eventNames)('the event %s leads to the state of the table', (event) => {
    const state: RunState = STATES[name];
    const next = transition(state, EVENTS[event]);
    const expected = TABLE[name][event];
    if (expected === undefined) expect(next).toBe(state);
    else expect(next).toEqual(expected);
  });
});
