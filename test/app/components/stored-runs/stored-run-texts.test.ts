import { describe, expect, it } from 'vitest';

import {
  deletionText,
  isUnfinished,
  purposeText,
  recipeText,
  roomTexts,
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
    parameters: { recipe: DEFAULT_RECIPE, workers: 2, failed: 'drop' },
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

describe('A13 what is said of earlier runs', () => {
  it('says how far it came, what failed, its recipe and what it takes', () => {
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

  it('says how it ended, or that another tab has it', () => {
    expect(storedStatusText(STORED)).toBe('was cut off');
    expect(storedStatusText({ ...STORED, status: 'paused' })).toBe('paused');
    expect(storedStatusText({ ...STORED, status: 'finished' })).toBe('finished');
    expect(storedStatusText({ ...STORED, isLocked: true })).toBe('is open in another tab');
  });

  it('says height before width, and the preset where it is another one', () => {
    const recipe = { ...DEFAULT_RECIPE, width: 128, height: 96 };
    expect(recipeText({ ...recipe, decode: 'turbo' })).toBe('96 × 128 · turbo');
    expect(recipeText({ ...recipe, resample: 'nearest' })).toBe('96 × 128 · exact · Talk 2019');
    expect(recipeText({ ...recipe, fit: 'cover' })).toBe('96 × 128 · exact · own choices');
    expect(recipeText({ ...recipe, decode: 'canvas' })).toBe('96 × 128 · canvas');
  });

  it('says what all of them take, and of how much where the browser tells', () => {
    const runs = [STORED, { ...STORED, bytes: 770_000_000 }];
    expect(storedTotalText(runs, null)).toBe('Earlier runs take 1.20 GB.');
    const space = { usedBytes: 1.2e9, freeBytes: 8.8e9 };
    expect(storedTotalText(runs, space)).toBe(
      'Earlier runs take 1.20 GB of the 10.0 GB that this browser gives.',
    );
  });

  it('reminds of the download before it deletes what could be downloaded', () => {
    expect(deletionText(STORED)).toBe('Delete 430 MB? Make sure its download has finished.');
    expect(deletionText({ ...STORED, done: 0, bytes: 900 })).toBe('Delete 900 bytes?');
  });

  it('says what a folder is asked for', () => {
    const awaited = { runId: 'a-1', name: 'photos', images: 12 } as const;
    expect(purposeText({ ...awaited, purpose: 'resume' })).toBe('to resume');
    expect(purposeText({ ...awaited, purpose: 'retry' })).toBe('to retry its 12 failed images');
    expect(purposeText({ ...awaited, images: 1, purpose: 'retry' })).toBe(
      'to retry its 1 failed image',
    );
  });
});

describe('A15 whether the rows have room', () => {
  it('says how much room there is, and nothing where the browser does not tell', () => {
    const space = { usedBytes: 0, freeBytes: 9.8e9 };
    expect(roomTexts(4.3e8, space, true)).toEqual([
      '430 MB of 9.80 GB that this browser gives',
      null,
    ]);
    expect(roomTexts(9.8e9, space, true)[1]).toBeNull();
    expect(roomTexts(4.3e8, null, true)).toEqual(['430 MB', null]);
  });

  it('warns where it is too little, of earlier runs only where there are any', () => {
    const space = { usedBytes: 0, freeBytes: 9.8e9 };
    expect(roomTexts(12.3e9, space, true)).toEqual([
      '12.3 GB',
      'Needs up to 12.3 GB; the browser gives 9.80 GB. The run will pause when it is full: delete earlier runs, or use a smaller size.',
    ]);
    expect(roomTexts(12.3e9, space, false)[1]).toContain('full: use a smaller size.');
  });
});
