import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';

import { DEFAULT_RECIPE, type Recipe } from '../../src/core/recipe/recipe.ts';
import { createWebpDecoder } from '../../src/decoders/webp/webp-decoder.ts';
import { createKernelKeeper } from '../../src/kernel/kernel-keeper.ts';
import { makeRow, MANY_PIXELS } from '../../src/pipeline/make-row.ts';
import { bytesOf, u32le } from '../formats/write-headers.ts';
import { loadCodec } from '../decoders/load-codec.ts';
import { loadKernelModule } from '../kernel/load-kernel.ts';
import { WEBP_CUTS, WEBP_GOLDENS, WEBP_OVER } from '../formats/webp/webp-goldens.ts';

const makers = {
  decoders: [createWebpDecoder(loadCodec)],
  kernels: createKernelKeeper(loadKernelModule()),
};

async function rowOf(bytes: Uint8Array<ArrayBuffer>, about: Partial<Recipe>) {
  const recipe: Recipe = { ...DEFAULT_RECIPE, resample: 'nearest', ...about };
  const row = new Uint8Array(recipe.width * recipe.height * 3);
  const { outcome } = await makeRow(bytes.slice(), recipe, makers, row);
  return { outcome, row: createHash('sha256').update(row).digest('hex').slice(0, 16) };
}

/** Files that Pillow takes for images, though it then refuses them, have one of these. */
const CODES = ['corrupt', 'truncated', 'too-many-pixels'];

describe('files that Pillow accepts', () => {
  const taken = WEBP_GOLDENS.flatMap(({ name, bytes, made }) =>
    made === null ? [] : [{ name, bytes, made }],
  );

  test.each(taken)("R7 $name: rows are Pillow's", async ({ bytes, made }) => {
    const { mode, width, height, drop, over } = made;
    const size = { width: Math.min(width, 64), height: Math.min(height, 64) };
    const dropped = await rowOf(bytes, { ...size, alpha: 'drop' });
    expect(dropped.outcome).toMatchObject({
      verdict: width * height > MANY_PIXELS ? 'warned' : 'ok',
      format: 'webp',
      width,
      height,
      decoder: 'squoosh-webp',
      approximate: false,
    });
    expect(dropped.row).toBe(drop);
    const composited = await rowOf(bytes, { ...size, alpha: WEBP_OVER });
    expect({ mode, row: composited.row }).toEqual({ mode, row: over });
  });

  test('R7 are many, of both modes, and some are transparent', () => {
    const rgba = taken.filter(({ made }) => made.mode === 'RGBA');
    expect(taken.length).toBeGreaterThan(150);
    expect(rgba.length).toBeGreaterThan(50);
    expect(taken.length - rgba.length).toBeGreaterThan(50);
    expect(rgba.filter(({ made }) => made.drop !== made.over).length).toBeGreaterThan(50);
  });
});

describe('files that Pillow refuses', () => {
  const refused = WEBP_GOLDENS.filter(({ made }) => made === null);

  test.each(refused)('S2 $name: $error', async ({ bytes, error }) => {
    const { outcome } = await rowOf(bytes, { width: 8, height: 8 });
    expect(outcome.verdict).toBe('failed');
    if (outcome.verdict !== 'failed') return;
    const isWebp = outcome.format === 'webp';
    expect(isWebp ? CODES : ['not-an-image', 'unsupported']).toContain(outcome.code);
    expect(outcome.detail).toMatch(/^[A-Z0-9][^\n]*\.$/);
    const isBomb = error?.startsWith('DecompressionBombError') ?? false;
    if (isBomb) expect(outcome.code).toBe('too-many-pixels');
  });
});

describe.each(WEBP_CUTS)('the first bytes of $name', ({ bytes, accepted, mended }) => {
  const sizes = { width: 4, height: 4 };

  test('S2 are truncated, wherever the file is cut', async () => {
    expect(accepted).toEqual([]);
    for (let length = 12; length < bytes.length; length++) {
      const { outcome } = await rowOf(bytes.slice(0, length), sizes);
      expect(outcome, String(length)).toMatchObject({ verdict: 'failed', code: 'truncated' });
    }
  });

  test('S2 with adapted sizes are corrupt unless Pillow decodes them without the remaining bytes', async () => {
    const taken: number[] = [];
    for (let length = 20; length < bytes.length; length++) {
      // each refusal costs a new instance of the codec
      const isNearEnd = length > bytes.length - 30;
      if (!isNearEnd && !mended.includes(length) && length % 7 !== 0) continue;
      const body = bytes.slice(20, length);
      const padding = new Uint8Array(body.length % 2);
      const chunk = bytesOf(bytes.subarray(12, 16), u32le(body.length), body, padding);
      const whole = bytesOf('RIFF', u32le(4 + chunk.length), 'WEBP', chunk);
      const { outcome } = await rowOf(whole, sizes);
      if (outcome.verdict === 'ok') taken.push(length);
    }
    expect(taken).toEqual(mended);
  });
});
