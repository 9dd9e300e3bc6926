import { describe, expect, it } from 'vitest';

import {
  memoryText,
  runFacts,
  runTroubleText,
} from '../../../../src/app/components/run-panel/run-texts.ts';
import type { ProgressView } from '../../../../src/run/run-progress.ts';
import type { PauseCause, RunState } from '../../../../src/run/run-state.ts';

const PROGRESS: ProgressView = {
  storage: { kind: 'disk' },
  total: 35_000,
  done: 12_000,
  elapsedMs: 20_000,
  findings: [],
  findingCount: 0,
};

const paused = (cause: PauseCause | null, reason: string | null): RunState => ({
  kind: 'paused',
  cause,
  reason,
  resumesItself: false,
});

describe('A10 the texts of a run', () => {
  it('say how far it is, how fast, and how long it takes or took', () => {
    expect(runFacts({ kind: 'running' }, PROGRESS)).toEqual([
      '12,000 of 35,000 images',
      '600 images/s',
      '38 s left',
    ]);
    expect(runFacts(paused(null, null), PROGRESS)).toEqual([
      'paused',
      '12,000 of 35,000 images',
      '600 images/s',
      '20 s',
    ]);
    expect(runFacts({ kind: 'pausing' }, { ...PROGRESS, done: 0 })).toEqual([
      'pausing',
      '0 of 35,000 images',
    ]);
  });

  it('say why it paused by itself and what to do then, and nothing if the user paused it', () => {
    expect(runTroubleText(paused(null, null))).toBeNull();
    expect(runTroubleText(paused('storage-full', 'The disk is full.'))).toBe(
      'The run paused: The disk is full. Make room, or delete earlier runs: it resumes by itself when there is room, or with Resume.',
    );
    expect(runTroubleText({ kind: 'running' })).toBeNull();
    expect(runTroubleText(paused('permission', ''))).toContain('Resume asks');
    expect(runTroubleText(paused('workers', ''))).toContain('Resume tries');
    const folder = { runId: '1', name: 'photos', purpose: 'resume', images: 1 } as const;
    expect(runTroubleText({ kind: 'waiting-for-folder', folder, reason: null })).toContain(
      'Drop the folder again',
    );
  });

  it('say that it gave up, and that Start is from the beginning', () => {
    expect(runTroubleText({ kind: 'broken', reason: 'Its rows are gone.' })).toBe(
      'The run gave up: Its rows are gone. Start tries again from the beginning.',
    );
  });

  it('say that rows are in memory, and nothing if they are on disk', () => {
    expect(memoryText({ kind: 'disk' })).toBeNull();
    expect(memoryText(null)).toBeNull();
    expect(memoryText({ kind: 'memory', reason: 'no disk', limitBytes: 2e9 })).toBe(
      'Rows are kept in memory (no disk): at most 2.00 GB; leaving the page loses them.',
    );
  });
});
