import type { Recipe } from '../recipe/recipe.ts';
import type { FindingName, RowFinding } from './finding.ts';
import { equalGroups, nearGroups } from './hash-groups.ts';
import type { RowColumns } from './row-columns.ts';
import {
  MAX_DARK_LUMA,
  MIN_ENTROPY,
  MIN_LIGHT_LUMA,
  MIN_PIXELS,
  MIN_SHARPNESS,
  NEAR_RADIUS,
} from './thresholds.ts';

/**
 * The findings that the rows of these slots show, which are the indices of their columns. A row of one colour has no
 * other finding of its pixels. Exact duplicates are equal rows. Near duplicates are groups of which at
 * least two rows differ, and of equal rows only the first is among them. Rows by `nearest` are not scored for
 * blur, because their edges are always hard.
 */
export function rowFindings(
  columns: RowColumns,
  slots: Uint32Array<ArrayBuffer>,
  { width, height, resample }: Pick<Recipe, 'width' | 'height' | 'resample'>,
): readonly RowFinding[] {
  const isLarge = width * height >= MIN_PIXELS;
  const isFlat = (i: number): boolean => columns.isFlat[i] === 1;
  const isPoor = (i: number): boolean => isLarge && (columns.entropy[i] ?? 8) < MIN_ENTROPY;
  const isBlurry = (i: number): boolean => (columns.sharpness[i] ?? NaN) < MIN_SHARPNESS;
  const pictures = slots.filter((i) => !isFlat(i));
  const those = (
    name: FindingName,
    indices: Uint32Array<ArrayBuffer>,
    test: (i: number) => boolean,
  ): RowFinding => ({ name, slots: indices.filter(test) });
  const grouped = (name: FindingName, groups: readonly (readonly number[])[]): RowFinding => ({
    name,
    slots: Uint32Array.from(groups.flat()),
    groups: startsOf(groups),
  });

  const equal = equalGroups(columns.hash, slots);
  const repeated = new Set(equal.flatMap((group) => group.slice(1)));
  // a hash of a picture with hardly anything in it is chance
  const comparable = pictures.filter((i) => isLarge && !isPoor(i) && !repeated.has(i));
  return [
    grouped('exact-duplicates', equal),
    grouped('near-duplicates', nearGroups(columns.perceptual, comparable, NEAR_RADIUS)),
    those('single-colour', slots, isFlat),
    those('low-information', pictures, isPoor),
    those('dark', pictures, (i) => (columns.light[i] ?? 255) <= MAX_DARK_LUMA),
    those('light', pictures, (i) => (columns.dark[i] ?? 0) >= MIN_LIGHT_LUMA),
    those('blurry', resample === 'nearest' || !isLarge ? slots.subarray(0, 0) : pictures, isBlurry),
  ];
}

function startsOf(groups: readonly (readonly number[])[]): Uint32Array<ArrayBuffer> {
  let at = 0;
  return Uint32Array.from(groups, (group) => {
    const from = at;
    at += group.length;
    return from;
  });
}
