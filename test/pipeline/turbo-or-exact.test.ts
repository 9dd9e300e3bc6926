import { describe, expect, test } from 'vitest';

import { DEFAULT_RECIPE, rowBytesOf, type Recipe } from '../../src/core/recipe/recipe.ts';
import { createPortableDecoders } from '../../src/decoders/portable-decoders.ts';
import { createKernelKeeper } from '../../src/kernel/kernel-keeper.ts';
import { makeRow } from '../../src/pipeline/make-row.ts';
import { readFixture } from '../core/read-fixture.ts';
import { loadCodec } from '../decoders/load-codec.ts';
import { loadKernelModule } from '../kernel/load-kernel.ts';

const kernel = loadKernelModule();
const makers = {
  decoders: createPortableDecoders(kernel, loadCodec),
  kernels: createKernelKeeper(kernel),
};

async function made(file: string, choices: Partial<Recipe>) {
  const recipe = { ...DEFAULT_RECIPE, ...choices };
  const row = new Uint8Array(rowBytesOf(recipe));
  const { outcome } = await makeRow(readFixture(`images/${file}`), recipe, makers, row);
  return { row, outcome };
}

describe('under turbo', () => {
  // 128 × 96 pixels
  test.each([
    { width: 64, height: 48, isDraft: true },
    { width: 16, height: 12, isDraft: true },
    { width: 65, height: 48, isDraft: false },
    { width: 64, height: 49, isDraft: false },
  ])('R8 a JPEG for a row of $width × $height is a draft: $isDraft', async (choices) => {
    const { isDraft, ...size } = choices;
    const turbo = await made('quadrants.jpg', { ...size, decode: 'turbo' });
    const exact = await made('quadrants.jpg', { ...size, decode: 'exact' });
    expect(turbo.outcome).toMatchObject({ verdict: 'ok', width: 128, height: 96 });
    expect(Buffer.compare(turbo.row, exact.row) !== 0).toBe(isDraft);
  });

  // 96 × 64 pixels as stored, upright 64 × 96
  test.each([
    { width: 48, height: 32, isDraft: true },
    { width: 32, height: 48, isDraft: false },
  ])('R8 the stored size counts, not the upright one: $width × $height', async (choices) => {
    const { isDraft, ...size } = choices;
    const turned = { ...size, orientation: 'apply' } as const;
    const turbo = await made('rotated-6.jpg', { ...turned, decode: 'turbo' });
    const exact = await made('rotated-6.jpg', { ...turned, decode: 'exact' });
    expect(turbo.outcome).toMatchObject({ verdict: 'ok', decoder: 'pixelpool-jpeg' });
    expect(Buffer.compare(turbo.row, exact.row) !== 0).toBe(isDraft);
  });

  test.each([
    ['quadrants.png', 16],
    ['quadrants.gif', 16],
    ['quadrants.bmp', 16],
    ['quadrants.webp', 16],
    ['quadrants-lossy.webp', 16],
    ['quadrants.jpg', 65],
  ])('R8 %s for a row of %i × 12 is decoded as under exact', async (file, width) => {
    const turbo = await made(file, { width, height: 12, decode: 'turbo' });
    const exact = await made(file, { width, height: 12, decode: 'exact' });
    expect(turbo.outcome).toEqual(exact.outcome);
    expect(turbo.row).toEqual(exact.row);
    expect(new Set(turbo.row).size).toBeGreaterThan(2);
  });
});
