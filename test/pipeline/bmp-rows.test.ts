import { expect, test } from 'vitest';

import { DEFAULT_RECIPE, type Recipe } from '../../src/core/recipe/recipe.ts';
import { createBmpDecoder } from '../../src/decoders/bmp/bmp-decoder.ts';
import { createKernelKeeper } from '../../src/kernel/kernel-keeper.ts';
import { makeRow, type MadeRow } from '../../src/pipeline/make-row.ts';
import { readFixture } from '../core/read-fixture.ts';
import { readBmpGoldens } from '../decoders/bmp/bmp-goldens.ts';
import { loadKernelModule } from '../kernel/load-kernel.ts';
import { readGoldenCases } from '../kernel/pillow-goldens.ts';

const makers = {
  decoders: [createBmpDecoder()],
  kernels: createKernelKeeper(loadKernelModule()),
};

async function made(
  bytes: Uint8Array<ArrayBuffer>,
  recipe: Recipe,
): Promise<{ outcome: MadeRow['outcome']; row: Uint8Array }> {
  const row = new Uint8Array(recipe.width * recipe.height * 3);
  const { outcome } = await makeRow(bytes, recipe, makers, row);
  return { outcome, row };
}

const ROWS = readGoldenCases().filter(({ file }) => file.endsWith('.bmp'));

test.each(ROWS)("R7 $file is Pillow's row of $group, $recipe", async ({ file, recipe, row }) => {
  const { outcome, row: ours } = await made(readFixture(`pillow/files/${file}`), recipe);
  expect(outcome).toMatchObject({ decoder: 'pixelpool-bmp', approximate: false });
  expect(ours).toEqual(row);
});

test.each(readBmpGoldens())('R1 $name becomes its pixels, or is $code', async (golden) => {
  const { bytes, code, rgba, width, height } = golden;
  const recipe = { ...DEFAULT_RECIPE, width: width || 1, height: height || 1 };
  const { outcome, row } = await made(bytes, recipe);
  if (code === null) {
    expect(outcome).toMatchObject({ verdict: 'ok', format: 'bmp', approximate: false });
    expect(row).toEqual(rgba.filter((_, at) => at % 4 !== 3));
  } else {
    expect(outcome).toMatchObject({ verdict: 'failed', code, format: 'bmp' });
  }
});
