import { describe, expect, it } from 'vitest';

import {
  canResume,
  memoryText,
  runFacts,
  runTroubleText,
} from '../../../../src/app/components/run-panel/run-texts.ts';
import type { RunView } from '../../../../src/app/state/session-state.ts';

const RUN: RunView = {
  status: 'running',
  pausedBy: null,
  reason: null,
  storage: { kind: 'disk' },
  total: 35_000,
  done: 12_000,
  elapsedMs: 20_000,
  findings: [],
  findingCount: 0,
};

describe('A10 what is said of a run', () => {
  it('says how far it is, how fast, and what is left or was taken', () => {
    expect(runFacts(RUN)).toEqual(['12,000 of 35,000 images', '600 images/s', '38 s left']);
    expect(runFacts({ ...RUN, status: 'paused' })).toEqual([
      'paused',
      '12,000 of 35,000 images',
      '600 images/s',
      '20 s',
    ]);
    expect(runFacts({ ...RUN, status: 'pausing', done: 0 })).toEqual([
      'pausing',
      '0 of 35,000 images',
    ]);
  });

  it('says why it paused by itself and what to do then, and nothing where the user paused it', () => {
    const paused: RunView = { ...RUN, status: 'paused' };
    expect(runTroubleText(paused)).toBeNull();
    const full: RunView = { ...paused, pausedBy: 'storage-full', reason: 'The disk is full.' };
    expect(runTroubleText(full)).toBe(
      'The run paused: The disk is full. Make room, or delete earlier runs: it goes on by itself when there is room, or with Resume.',
    );
    expect(runTroubleText({ ...full, status: 'running' })).toBeNull();
    expect(runTroubleText({ ...full, pausedBy: 'permission' })).toContain('Resume asks');
    expect(runTroubleText({ ...full, pausedBy: 'workers' })).toContain('Resume tries');
    expect(runTroubleText({ ...full, pausedBy: 'folder' })).toContain('Drop the folder again');
  });

  it('says that it gave up, and that Start is from the beginning', () => {
    expect(runTroubleText({ ...RUN, status: 'broken', reason: 'Its rows are gone.' })).toBe(
      'The run gave up: Its rows are gone. Start tries again from the beginning.',
    );
  });

  it('says that rows are in memory, and nothing where they are on disk', () => {
    expect(memoryText({ kind: 'disk' })).toBeNull();
    expect(memoryText(null)).toBeNull();
    expect(memoryText({ kind: 'memory', reason: 'no disk', limitBytes: 2e9 })).toBe(
      'Rows are kept in memory (no disk): at most 2.00 GB; leaving the page loses them.',
    );
  });

  it('can be gone on with where it rests and images are left', () => {
    expect(canResume(null)).toBe(false);
    expect(canResume(RUN)).toBe(false);
    expect(canResume({ ...RUN, status: 'pausing' })).toBe(false);
    expect(canResume({ ...RUN, status: 'paused' })).toBe(true);
    expect(canResume({ ...RUN, status: 'stopped' })).toBe(true);
    expect(canResume({ ...RUN, status: 'stopped', done: 35_000 })).toBe(false);
    expect(canResume({ ...RUN, status: 'finished' })).toBe(false);
    expect(canResume({ ...RUN, status: 'broken' })).toBe(false);
  });
});
