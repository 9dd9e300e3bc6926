import { createHash } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { rowBytesOf, type Recipe } from '../../src/core/recipe/recipe.ts';
import { createPortableDecoders } from '../../src/decoders/portable-decoders.ts';
import { createKernelKeeper } from '../../src/kernel/kernel-keeper.ts';
import { createPlainKernel } from '../../src/kernel/plain-kernel.ts';
import { makeRow } from '../../src/pipeline/make-row.ts';
import { readFixture } from '../core/read-fixture.ts';
import { loadCodec } from '../decoders/load-codec.ts';
import { loadKernelModule } from '../kernel/load-kernel.ts';

interface Goldens {
  readonly files: readonly string[];
  readonly recipes: readonly Recipe[];
  /** By recipe and file: the first digits of the row's SHA-256, or null if Pillow refuses the file. */
  readonly rows: readonly (readonly (string | null)[])[];
}

const { files, recipes, rows }: Goldens = JSON.parse(
  new TextDecoder().decode(readFixture('goldens/modes.json')),
);
const kernel = loadKernelModule();
const decoders = createPortableDecoders(kernel, loadCodec);

describe.each([
  ['kernel', createKernelKeeper(kernel)],
  ['its twin', createKernelKeeper(kernel, createPlainKernel)],
] as const)('rows of other modes than RGB by the %s', (_, kernels) => {
  test.each(recipes.map((recipe, index) => [JSON.stringify(recipe), index] as const))(
    "R9 they are Pillow's: %s",
    async (_name, index) => {
      const recipe = recipes[index] ?? expect.fail();
      const differing: string[] = [];
      for (const [at, file] of files.entries()) {
        const row = new Uint8Array(rowBytesOf(recipe));
        const bytes = readFixture(`pillow/files/${file}`).slice();
        const { outcome } = await makeRow(bytes, recipe, { decoders, kernels }, row);
        const digest = createHash('sha256').update(row).digest('hex').slice(0, 12);
        const made = outcome.verdict === 'failed' ? null : digest;
        if (made !== rows[index]?.[at]) differing.push(file);
      }
      expect(differing).toEqual([]);
    },
  );
});
