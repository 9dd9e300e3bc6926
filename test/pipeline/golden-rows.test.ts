import { describe, expect, test } from 'vitest';

import { rowBytesOf } from '../../src/core/recipe/recipe.ts';
import { createPortableDecoders } from '../../src/decoders/portable-decoders.ts';
import { createKernelKeeper } from '../../src/kernel/kernel-keeper.ts';
import { makeRow } from '../../src/pipeline/make-row.ts';
import { readFixture } from '../core/read-fixture.ts';
import { loadCodec } from '../decoders/load-codec.ts';
import { loadKernelModule } from '../kernel/load-kernel.ts';
import { readGoldenCases, type GoldenCase } from '../kernel/pillow-goldens.ts';
import { writeMismatch } from '../kernel/write-mismatch.ts';

const cases = readGoldenCases();
const kernel = loadKernelModule();
const makers = {
  decoders: createPortableDecoders(kernel, loadCodec),
  kernels: createKernelKeeper(kernel),
};

const groups = [...new Set(cases.map(({ group }) => group))];

/** Null if the file comes to what Pillow makes of it, else how it differs. */
async function difference({ file, recipe, row: expected }: GoldenCase): Promise<string | null> {
  const bytes = readFixture(`pillow/files/${file}`).slice();
  const row = new Uint8Array(rowBytesOf(recipe));
  const { outcome } = await makeRow(bytes, recipe, makers, row);
  if (expected === null || outcome.verdict === 'failed') {
    const code = outcome.verdict === 'failed' ? outcome.code : outcome.verdict;
    return expected === null && code === 'degenerate' ? null : code;
  }
  if (outcome.approximate) return 'flagged';
  if (Buffer.compare(row, expected) === 0) return null;
  return writeMismatch(`${file} ${JSON.stringify(recipe)}`, row, expected, recipe);
}

describe('from the bytes of a file to its row', () => {
  test.each(groups)("R7 under every recipe of %s, it is Pillow's", async (group) => {
    const differing: string[] = [];
    for (const golden of cases.filter((one) => one.group === group)) {
      const found = await difference(golden);
      if (found !== null)
        differing.push(`${golden.file} ${JSON.stringify(golden.recipe)}: ${found}`);
    }
    expect(differing).toEqual([]);
  });
});
