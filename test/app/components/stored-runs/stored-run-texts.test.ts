import { describe, expect, it } from 'vitest';

import {
  deletionText,
  isUnfinished,
  purposeText,
  recipeText,
  spaceTexts,
  storedRunFacts,
  storedStatusText,
  storedTotalText,
} from '../../../../src/app/components/stored-runs/stored-run-texts.ts';
import { DEFAULT_RECIPE } from '../../../../src/core/recipe/recipe.ts';
import type { StoredRun } from '../../../../src/core/plan/stored-run.ts';

const STORED: StoredRun = {
  head: {
    format: 1,
    id: 'a-1',
    name: 'photos',
    startedMs: 0,
    parameters: { recipe: DEFAULT_RECIPE, workers: 2, failed: 'drop', hidden: 'in' },
    slots: 35_000,
    listMs: 1,
  },
  done: 12_340,
  failed: 12,
  changedMs: 0,
  bytes: 430_000_000,
  status: 'cut-off',
  isLocked: false,
};

describe('A13 the texts of earlier runs', () => {
  it('shows progress, failures, the recipe and the size', () => {
    expect(storedRunFacts(STORED)).toEqual([
      '12,340 of 35,000 done',
      '12 failed',
      '64 × 64 · exact',
      '430 MB',
    ]);
    expect(storedRunFacts({ ...STORED, failed: 0 })).toHaveLength(3);
    expect(isUnfinished(STORED)).toBe(true);
    expect(isUnfinished({ ...STORED, done: 35_000 })).toBe(false);
  });

  it('says how it ended, or that it is open in another tab', () => {
    expect(storedStatusText(STORED)).toBe('interrupted');
    expect(storedStatusText({ ...STORED, status: 'paused' })).toBe('paused');
    expect(storedStatusText({ ...STORED, status: 'finished' })).toBe('finished');
    expect(storedStatusText({ ...STORED, isLocked: true })).toBe('open in another tab');
  });

  it('shows height before width, and a preset other than the default', () => {
    const recipe = { ...DEFAULT_RECIPE, width: 128, height: 96 };
    expect(recipeText({ ...recipe, decode: 'turbo' })).toBe('96 × 128 · turbo');
    expect(recipeText({ ...recipe, resample: 'nearest' })).toBe('96 × 128 · exact · Talk 2019');
    expect(recipeText({ ...recipe, fit: 'cover' })).toBe('96 × 128 · exact · custom');
    expect(recipeText({ ...recipe, decode: 'canvas' })).toBe('96 × 128 · canvas');
  });

  it('shows the total size, and the space available if the browser says', () => {
    const runs = [STORED, { ...STORED, bytes: 770_000_000 }];
    expect(storedTotalText(runs, null)).toBe('Earlier runs use 1.20 GB.');
    const space = { usedBytes: 1.2e9, freeBytes: 8.8e9 };
    expect(storedTotalText(runs, space)).toBe(
      'Earlier runs use 1.20 GB of 10.0 GB available to this site.',
    );
  });

  it('reminds of the download before it deletes rows', () => {
    expect(deletionText(STORED)).toBe('Delete 430 MB? Make sure its download has finished.');
    expect(deletionText({ ...STORED, done: 0, bytes: 900 })).toBe('Delete 900 bytes?');
  });

  it('says what the folder is needed for', () => {
    const awaited = { runId: 'a-1', name: 'photos', images: 12 } as const;
    expect(purposeText({ ...awaited, purpose: 'resume' })).toBe('to resume');
    expect(purposeText({ ...awaited, purpose: 'retry' })).toBe('to retry its 12 failed images');
    expect(purposeText({ ...awaited, images: 1, purpose: 'retry' })).toBe(
      'to retry its 1 failed image',
    );
  });
});

describe('A15 whether the rows fit into storage', () => {
  it('shows the free space, and nothing if the browser does not say', () => {
    const space = { usedBytes: 0, freeBytes: 9.8e9 };
    expect(spaceTexts(4.3e8, space, true)).toEqual([
      '430 MB of 9.80 GB available to this site',
      null,
    ]);
    expect(spaceTexts(9.8e9, space, true)[1]).toBeNull();
    expect(spaceTexts(4.3e8, null, true)).toEqual(['430 MB', null]);
  });

  it('warns if it is too little, and mentions earlier runs only if there are any', () => {
    const space = { usedBytes: 0, freeBytes: 9.8e9 };
    expect(spaceTexts(12.3e9, space, true)).toEqual([
      '12.3 GB',
      'Needs up to 12.3 GB, but only 9.80 GB is available to this site. The run will pause when storage is full: delete earlier runs, or use a smaller size.',
    ]);
    expect(spaceTexts(12.3e9, space, false)[1]).toContain('full: use a smaller size.');
  });
});
