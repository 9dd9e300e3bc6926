import { expect, test } from 'vitest';

import { DEFAULT_RECIPE, rowBytesOf } from '../../src/core/recipe/recipe.ts';
import { createPortableDecoders } from '../../src/decoders/portable-decoders.ts';
import { createKernelKeeper } from '../../src/kernel/kernel-keeper.ts';
import { createPlainKernel } from '../../src/kernel/plain-kernel.ts';
import { makeRow } from '../../src/pipeline/make-row.ts';
import { readFixture } from '../core/read-fixture.ts';
import { loadCodec } from '../decoders/load-codec.ts';
import { loadKernelModule } from '../kernel/load-kernel.ts';
import { readGoldenCases, type GoldenCase } from '../kernel/pillow-goldens.ts';

const kernel = loadKernelModule();
const makers = {
  decoders: createPortableDecoders(kernel, loadCodec),
  kernels: createKernelKeeper(kernel, createPlainKernel),
};

/** A case of each file, another recipe from file to file. */
function oneOfEachFile(): readonly GoldenCase[] {
  const byFile = new Map<string, GoldenCase[]>();
  for (const golden of readGoldenCases()) {
    byFile.set(golden.file, [...(byFile.get(golden.file) ?? []), golden]);
  }
  return [...byFile.values()].flatMap((cases, i) => cases.slice(i % cases.length).slice(0, 1));
}

test('C8 rows by plain TypeScript are Pillow’s too', async () => {
  const differing: string[] = [];
  let compared = 0;
  for (const { file, recipe, row: expected } of oneOfEachFile()) {
    const row = new Uint8Array(rowBytesOf(recipe));
    const bytes = readFixture(`pillow/files/${file}`).slice();
    const { outcome } = await makeRow(bytes, recipe, makers, row);
    if (expected === null || outcome.approximate) continue;
    compared += 1;
    if (Buffer.compare(row, expected) !== 0) differing.push(file);
  }
  expect(differing).toEqual([]);
  expect(compared).toBeGreaterThan(50);
});

test.each(['exact', 'turbo'] as const)('C8 so are its verdicts under %s', async (decode) => {
  const recipe = { ...DEFAULT_RECIPE, decode };
  const compiled = { ...makers, kernels: createKernelKeeper(kernel) };
  for (const file of ['truncated.jpg', 'orange.jpg', 'quadrants.jpg', 'truncated.png']) {
    const bytes = readFixture(`images/${file}`);
    const rows = [new Uint8Array(rowBytesOf(recipe)), new Uint8Array(rowBytesOf(recipe))] as const;
    const plain = await makeRow(bytes.slice(), recipe, makers, rows[0]);
    const expected = await makeRow(bytes.slice(), recipe, compiled, rows[1]);
    expect(plain.outcome).toEqual(expected.outcome);
    expect(rows[0]).toEqual(rows[1]);
  }
});
