import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, sep } from 'node:path';

import { planInSteps } from '../../src/core/plan/plan.ts';
import type { HiddenFolders } from '../../src/core/plan/ignored-files.ts';
import type { RunParameters } from '../../src/core/recipe/recipe-parameters.ts';
import { rowBytesOf } from '../../src/core/recipe/recipe.ts';
import { arrayShape } from '../../src/core/output/array-shape.ts';
import { npyHeader } from '../../src/core/output/npy.ts';
import { createPortableDecoders } from '../../src/decoders/portable-decoders.ts';
import { createKernelKeeper } from '../../src/kernel/kernel-keeper.ts';
import { makeRow } from '../../src/pipeline/make-row.ts';

/**
 * The array of a folder by the same decoders and kernel as in the page, without a browser: the `.npy` as
 * bytes, with a row for each file that has one, in the order of the page's plan.
 */
export async function arrayInNode(
  folder: string,
  { recipe, hidden }: Pick<RunParameters, 'recipe' | 'hidden'>,
): Promise<Uint8Array> {
  const require = createRequire(import.meta.url);
  const compile = (path: string): WebAssembly.Module =>
    new WebAssembly.Module(new Uint8Array(readFileSync(path)));
  const kernel = compile(require.resolve('../../src/kernel/build/kernel.wasm'));
  const makers = {
    decoders: createPortableDecoders(kernel, async () =>
      compile(require.resolve('@jsquash/webp/codec/dec/webp_dec.wasm')),
    ),
    kernels: createKernelKeeper(kernel),
  };
  const rows: Uint8Array[] = [];
  for (const { path } of planned(folder, hidden)) {
    const row = new Uint8Array(rowBytesOf(recipe));
    const bytes = new Uint8Array(readFileSync(join(folder, path)));
    const { outcome } = await makeRow(bytes, recipe, makers, row);
    if (outcome.verdict !== 'failed') rows.push(row);
  }
  return Buffer.concat([npyHeader(arrayShape(rows.length, recipe)), ...rows]);
}

function planned(folder: string, hidden: HiddenFolders) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => ({ path: path.split(sep).join('/'), source: path }));
  const steps = planInSteps({ name: basename(folder), files }, hidden);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value.slots;
  }
}
