import { describe, expect, test } from 'vitest';

import { rowBytesOf } from '../../src/core/recipe/recipe.ts';
import { createPortableDecoders } from '../../src/decoders/portable-decoders.ts';
import { createKernelKeeper } from '../../src/kernel/kernel-keeper.ts';
import { makeRow } from '../../src/pipeline/make-row.ts';
import { readDraftRows } from '../decoders/jpeg/draft-goldens.ts';
import { loadCodec } from '../decoders/load-codec.ts';
import { loadKernelModule } from '../kernel/load-kernel.ts';
import type { GoldenCase } from '../kernel/pillow-goldens.ts';

const { cases, files } = readDraftRows();
const kernel = loadKernelModule();
const makers = {
  decoders: createPortableDecoders(kernel, loadCodec),
  kernels: createKernelKeeper(kernel),
};

async function made({ file, recipe }: GoldenCase) {
  const bytes = files.get(file)?.slice() ?? new Uint8Array();
  const row = new Uint8Array(rowBytesOf(recipe));
  const { outcome } = await makeRow(bytes, recipe, makers, row);
  return { row, outcome };
}

describe('rows of decode: turbo', () => {
  test.each(
    cases.map((golden) => ({ ...golden, size: [golden.recipe.width, golden.recipe.height] })),
  )("R7 $file to $size is Pillow's", async (golden) => {
    const { row, outcome } = await made(golden);
    expect(outcome).toMatchObject({ verdict: 'ok', approximate: false });
    expect(row).toEqual(golden.row);
  });

  test('R7 there are drafts of rare kinds, and files too small for one', () => {
    const names = cases.map(({ file }) => file);
    expect(names).toEqual(expect.arrayContaining(['cmyk.jpg', 'arithmetic.jpg', 'too-small.jpg']));
  });

  test('R8 the outcome of a draft has the size of the file', async () => {
    for (const golden of cases.filter(({ file }) => file === 'cmyk.jpg')) {
      const { outcome } = await made(golden);
      expect(outcome).toMatchObject({ verdict: 'ok', width: 150, height: 140 });
    }
  });
});
