import { createHash } from 'node:crypto';

import { DEFAULT_RECIPE, rowBytesOf, type Recipe } from '../../../src/core/recipe/recipe.ts';
import { makeRow, type RowMakers } from '../../../src/pipeline/make-row.ts';

const SMALL: Recipe = { ...DEFAULT_RECIPE, width: 8, height: 6 };

/** Those of fuzz_metadata.py, in its order. */
export const METADATA_RECIPES: readonly Recipe[] = [
  { ...SMALL, decode: 'exact', orientation: 'ignore' },
  { ...SMALL, decode: 'exact', orientation: 'apply' },
  { ...SMALL, decode: 'turbo', orientation: 'apply' },
];

/** How a file came out under one recipe. */
export type Judgement =
  /** Pillow's row. */
  | 'equal'
  /** Both refuse it. */
  | 'refused'
  /** Pillow has another row or none, and the row is marked as approximate. */
  | 'marked'
  /** One refuses it. */
  | 'verdict'
  | 'pixels';

export interface JudgedFile {
  readonly judgement: Judgement;
  readonly pillow: string;
  /** A digest, or the sentence of a refusal. */
  readonly ours: string;
}

/** Makes the row of a file by each recipe, and compares them with Pillow's: digests, or its words. */
export async function judgeFile(
  bytes: Uint8Array<ArrayBuffer>,
  pillow: readonly string[],
  makers: RowMakers,
): Promise<readonly JudgedFile[]> {
  const judged: JudgedFile[] = [];
  for (const [i, recipe] of METADATA_RECIPES.entries()) {
    const row = new Uint8Array(rowBytesOf(recipe));
    const { outcome } = await makeRow(bytes.slice(), recipe, makers, row);
    const isRow = outcome.verdict !== 'failed';
    const ours = isRow ? digestOf(row) : outcome.detail;
    const pillows = pillow[i] ?? '';
    judged.push({
      judgement: judge(ours, isRow && outcome.approximate, pillows),
      pillow: pillows,
      ours,
    });
  }
  return judged;
}

function judge(ours: string, isMarked: boolean, pillow: string): Judgement {
  if (ours === pillow) return 'equal';
  const [isOurs, isPillows] = [ours, pillow].map((text) => /^[0-9a-f]{16}$/.test(text));
  if (isOurs !== true && isPillows !== true) return 'refused';
  if (isMarked) return 'marked';
  return isOurs === isPillows ? 'pixels' : 'verdict';
}

function digestOf(row: Uint8Array): string {
  return createHash('sha256').update(row).digest('hex').slice(0, 16);
}
