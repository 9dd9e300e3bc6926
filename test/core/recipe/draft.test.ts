import { expect, test } from 'vitest';

import {
  draftScale,
  draftScaleOf,
  draftSize,
  type DraftScale,
} from '../../../src/core/recipe/draft.ts';

// Pillow 12.3.0: im.draft("RGB", (width, height)), then im.size
test.each([
  { image: [640, 480], row: [64, 64], scale: 4, draft: [160, 120] },
  { image: [400, 533], row: [64, 64], scale: 4, draft: [100, 134] },
  { image: [512, 512], row: [64, 64], scale: 8, draft: [64, 64] },
  { image: [511, 512], row: [64, 64], scale: 4, draft: [128, 128] },
  { image: [4000, 519], row: [64, 64], scale: 8, draft: [500, 65] },
  { image: [4000, 256], row: [64, 64], scale: 4, draft: [1000, 64] },
  { image: [4000, 255], row: [64, 64], scale: 2, draft: [2000, 128] },
  { image: [127, 4000], row: [64, 64], scale: 1, draft: [127, 4000] },
  { image: [255, 129], row: [64, 64], scale: 2, draft: [128, 65] },
  { image: [63, 4000], row: [64, 64], scale: 1, draft: [63, 4000] },
  { image: [1, 1], row: [1, 1], scale: 1, draft: [1, 1] },
  { image: [15, 9], row: [1, 1], scale: 8, draft: [2, 2] },
  { image: [480, 640], row: [128, 96], scale: 2, draft: [240, 320] },
  { image: [65500, 65500], row: [1024, 1], scale: 8, draft: [8188, 8188] },
] as const)(
  'R8 $image for a row of $row: Pillow drafts $draft',
  ({ image: [width, height], row, scale, draft }) => {
    const recipe = { decode: 'turbo', width: row[0], height: row[1] } as const;
    expect(draftScale(recipe, width, height)).toBe(scale);
    const size = draftSize(width, height, scale satisfies DraftScale);
    expect([size.width, size.height]).toEqual(draft);
  },
);

test.each(['exact', 'canvas'] as const)('R8 nothing is drafted under %s', (decode) => {
  expect(draftScale({ decode, width: 64, height: 64 }, 4000, 3000)).toBe(1);
});

test('R8 only JPEGs of a known size have drafts', () => {
  const recipe = { decode: 'turbo', width: 64, height: 64 } as const;
  expect(draftScaleOf(recipe, { format: 'jpeg', width: 640, height: 480 })).toBe(4);
  expect(draftScaleOf(recipe, { format: 'png', width: 640, height: 480 })).toBe(1);
  expect(draftScaleOf(recipe, { format: 'jpeg', width: null, height: null })).toBe(1);
});
