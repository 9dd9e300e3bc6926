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

/** Of kinds that nobody here drafts. */
const UNTAKEN = new Set(['arithmetic.jpg']);

async function made({ file, recipe }: GoldenCase) {
  const bytes = files.get(file)?.slice() ?? new Uint8Array();
  const row = new Uint8Array(rowBytesOf(recipe));
  const { outcome } = await makeRow(bytes, recipe, makers, row);
  return { row, outcome };
}

describe('rows of decode: turbo', () => {
  test.each(
    cases.map((golden) => ({ ...golden, size: [golden.recipe.width, golden.recipe.height] })),
  )("R7 $file to $size is Pillow's unless it is approximate", async (golden) => {
    const { row, outcome } = await made(golden);
    expect(outcome).toMatchObject({ verdict: 'ok', approximate: UNTAKEN.has(golden.file) });
    if (!outcome.approximate) expect(row).toEqual(golden.row);
  });

  test('R7 there are drafts, and files too small for one, among those that are exact', async () => {
    const exact = [];
    for (const golden of cases) {
      const { outcome } = await made(golden);
      if (outcome.verdict === 'ok' && !outcome.approximate) exact.push(golden.file);
    }
    expect(exact).toContain('cmyk.jpg');
    expect(exact).toContain('too-small.jpg');
  });

  test('R8 the outcome of a draft has the size of the file', async () => {
    for (const golden of cases.filter(({ file }) => file === 'cmyk.jpg')) {
      const { outcome } = await made(golden);
      expect(outcome).toMatchObject({ verdict: 'ok', width: 150, height: 140 });
    }
  });
});
