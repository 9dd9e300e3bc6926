import { describe, expect, it } from 'vitest';

import {
  memoryText,
  runFacts,
  runReasonText,
} from '../../../../src/app/components/run-panel/run-texts.ts';
import type { ProgressView } from '../../../../src/run/run-progress.ts';
import type { PauseCause, RunState } from '../../../../src/run/run-state.ts';

const PROGRESS: ProgressView = {
  runId: 'run-1',
  storage: { kind: 'disk' },
  total: 35_000,
  done: 12_000,
  elapsedMs: 20_000,
  findings: [],
  findingCount: 0,
  meter: null,
};

const paused = (
  cause: PauseCause | null,
  reason: string | null,
  resumesItself = false,
): RunState => ({ kind: 'paused', cause, reason, resumesItself });

describe('A10 the texts of a run', () => {
  it('show progress, speed, and time left or taken', () => {
    expect(runFacts({ kind: 'running' }, PROGRESS)).toEqual([
      '12,000 of 35,000 images',
      '600 images/s',
      '38 s left',
    ]);
    const stages = { open: 0, read: 0, decode: 1, scale: 0, write: 0, wait: 0 };
    const meter = { rates: [], recentRate: 1000, busy: [1], stages };
    expect(runFacts({ kind: 'running' }, { ...PROGRESS, meter }).at(-1)).toBe('23 s left');
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

  it('say why it paused automatically and what to do, and nothing if the user paused it', () => {
    expect(runReasonText(paused(null, null))).toBeNull();
    expect(runReasonText(paused('storage-full', 'It is full.'))).toBe(
      'The run paused: It is full. Resume tries again.',
    );
    expect(runReasonText(paused('storage-full', 'The disk is full.', true))).toBe(
      'The run paused: The disk is full. It resumes automatically once space is free.',
    );
    expect(runReasonText({ kind: 'running' })).toBeNull();
    expect(runReasonText(paused('permission', ''))).toContain('Resume asks');
    expect(runReasonText(paused('workers', ''))).toContain('Resume tries');
    const folder = { runId: '1', name: 'photos', purpose: 'resume', images: 1 } as const;
    expect(runReasonText({ kind: 'waiting-for-folder', folder, reason: null })).toContain(
      'Drop or choose the folder again',
    );
  });

  it('say that it failed, and that Start begins again', () => {
    expect(runReasonText({ kind: 'broken', reason: 'Its rows are gone.' })).toBe(
      'The run failed: Its rows are gone. Start runs it again from the beginning.',
    );
  });

  it('say that rows are in memory, and nothing if they are on disk', () => {
    expect(memoryText({ kind: 'disk' })).toBeNull();
    expect(memoryText(null)).toBeNull();
    expect(memoryText({ kind: 'memory', reason: 'No disk.', limitBytes: 2e9 })).toBe(
      'Rows are kept in memory, up to 2.00 GB, and are lost if you leave the page. No disk.',
    );
  });
});
