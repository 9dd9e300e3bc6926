import { describe, expect, test } from 'vitest';

import { draftScale, draftSize } from '../../../src/core/recipe/draft.ts';
import { rowBytesOf } from '../../../src/core/recipe/recipe.ts';
import { sniff } from '../../../src/formats/sniff.ts';
import { readDraftFiles, readDraftRows } from './draft-goldens.ts';

const FILES = readDraftFiles();
const ROWS = readDraftRows();

describe('what Pillow drafts', () => {
  test('S1 each file is sniffed as a JPEG of its size', () => {
    for (const { name, bytes, width, height } of FILES) {
      expect(sniff(bytes), name).toMatchObject({ header: { format: 'jpeg', width, height } });
    }
  });

  test('R6 scale and size are those of the draft', () => {
    for (const { name, width, height, drafts } of FILES) {
      for (const { scale, rgb, error, ...size } of drafts) {
        const [across, down] = [Math.floor(width / scale), Math.floor(height / scale)];
        const recipe = { decode: 'turbo', width: across, height: down } as const;
        expect(draftScale(recipe, width, height), name).toBe(scale);
        expect(draftSize(width, height, scale), name).toEqual(size);
        expect(rgb === null, name).toBe(error !== null);
      }
    }
  });

  test('R1 there are rows of several scales, and of files too small for a draft', () => {
    const scales = ROWS.cases.map(({ file, recipe, row }) => {
      const sniffed = sniff(ROWS.files.get(file) ?? new Uint8Array());
      if ('failure' in sniffed) throw new Error(sniffed.failure.detail);
      expect(row?.length).toBe(rowBytesOf(recipe));
      expect(recipe.decode).toBe('turbo');
      const { width, height } = sniffed.header;
      return draftScale(recipe, width ?? 0, height ?? 0);
    });
    expect(new Set(scales)).toEqual(new Set([1, 2, 4, 8]));
  });
});
