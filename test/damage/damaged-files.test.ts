import { describe, expect, test } from 'vitest';

import { DEFAULT_RECIPE, rowBytesOf, type Recipe } from '../../src/core/recipe/recipe.ts';
import { createPortableDecoders } from '../../src/decoders/portable-decoders.ts';
import { createKernelKeeper } from '../../src/kernel/kernel-keeper.ts';
import { makeRow } from '../../src/pipeline/make-row.ts';
import { damagedFiles, DEFAULT_SEED } from '../../tools/parity/damage/damaged-files.ts';
import { loadCodec } from '../decoders/load-codec.ts';
import { loadKernelModule } from '../kernel/load-kernel.ts';
import {
  digestOf,
  findExceptions,
  readDamageGoldens,
  type MadeOfDamage,
} from './damage-goldens.ts';
import { isListWritten, readKnownFindings, writeKnownFindings } from './known-exceptions.ts';

const GOLDENS = readDamageGoldens();
const FILES = new Map(
  damagedFiles({ seed: DEFAULT_SEED, isShort: true }).map(({ path, make }) => [path, make]),
);

function bytesOf(path: string): Uint8Array {
  const make = FILES.get(path);
  if (make === undefined) throw new Error(`The generator makes no ${path}.`);
  return make();
}

/** The decoders that there are in Node. */
const kernel = loadKernelModule();
const makers = {
  decoders: createPortableDecoders(kernel, loadCodec),
  kernels: createKernelKeeper(kernel),
};

async function rowOf(bytes: Uint8Array, recipe: Recipe) {
  const row = new Uint8Array(rowBytesOf(recipe));
  const { outcome } = await makeRow(bytes.slice(), recipe, makers, row);
  return { row, outcome };
}

/** Null if Node has no decoder for such a file: then there is nothing to judge. */
async function madeInNode(bytes: Uint8Array): Promise<MadeOfDamage | null> {
  const { row, outcome } = await rowOf(bytes, DEFAULT_RECIPE);
  const { approximate: isApproximate } = outcome;
  if (outcome.verdict !== 'failed') return { row, code: null, isApproximate };
  if (outcome.detail.startsWith('No decoder for')) return null;
  return { row: null, code: outcome.code, isApproximate };
}

describe('damaged files', () => {
  test('the generator makes the same files that Pillow read', () => {
    expect([...FILES.keys()].toSorted()).toEqual(GOLDENS.map(({ path }) => path).toSorted());
    const made = GOLDENS.map(({ path }) => ({
      path,
      bytes: digestOf(bytesOf(path), 12),
    }));
    expect(made).toEqual(GOLDENS.map(({ path, bytes }) => ({ path, bytes })));
  });

  test("S2 R7 have Pillow's verdict and row, but for known exceptions", async () => {
    const found = await findExceptions(GOLDENS, (path) => madeInNode(bytesOf(path)));
    if (isListWritten()) writeKnownFindings('node', found, GOLDENS);
    else expect(found).toEqual(readKnownFindings('node'));
  });

  // in Pillow, too, the reason for a refusal does not depend on the scale of its draft
  test.each([3, 6, 12])(
    'S2 under turbo the same JPEGs are refused, for rows of %s',
    async (side) => {
      const recipe: Recipe = { ...DEFAULT_RECIPE, decode: 'turbo', width: side, height: side };
      let drafts = 0;
      for (const { path, row } of GOLDENS.filter((golden) => golden.path.endsWith('.jpg'))) {
        const { outcome } = await rowOf(bytesOf(path), recipe);
        expect(outcome.verdict === 'failed', path).toBe(row === null);
        if (outcome.decoder === 'pixelpool-jpeg') drafts += 1;
      }
      expect(drafts).toBeGreaterThan(20);
    },
  );
});
