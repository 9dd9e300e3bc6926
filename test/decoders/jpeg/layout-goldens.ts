import { gunzipSync } from 'node:zlib';

import type { DraftScale } from '../../../src/core/recipe/draft.ts';
import { DEFAULT_RECIPE, type Recipe } from '../../../src/core/recipe/recipe.ts';
import { readFixture, readFixtureJson } from '../../core/read-fixture.ts';

/** A JPEG of test/fixtures/pillow/layouts.json, and what Pillow makes of it. */
export interface LayoutFile {
  /** The generator of layout_files.py that made it. */
  readonly group: LayoutGroup;
  /** Sampling factors, way of coding, colours, and size. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  /**
   * Digests of the RGB at each scale that leaves a pixel, of lossless files in their own size only; none if Pillow
   * refuses the file.
   */
  readonly digests: ReadonlyMap<DraftScale, string>;
  /**
   * The first 8 digits of digests of rows by the recipes, for some files; of lossless ones by the first only. Empty
   * if Pillow refuses the file.
   */
  readonly rows: readonly string[] | null;
  /** Pillow's words if it refuses the file. */
  readonly error: string | null;
}

export const LAYOUT_GROUPS = [
  'three_components',
  'four_components',
  'arithmetic_coded',
  'lossless_coded',
  'four_with_larger_factors',
  'one_component',
  'more_blocks_than_an_mcu_has',
  'refused',
] as const;

export type LayoutGroup = (typeof LAYOUT_GROUPS)[number];

export const SCALES: readonly DraftScale[] = [1, 2, 4, 8];

export interface LayoutGoldens {
  readonly files: readonly LayoutFile[];
  /** Those of `rows`, in their order. */
  readonly recipes: readonly Recipe[];
}

export function readLayoutGoldens(): LayoutGoldens {
  type Entry = readonly [name: string, length: number, outcomes: string, rows?: string];
  const { recipes, groups, files } = readFixtureJson('pillow/layouts.json') as {
    readonly recipes: readonly Recipe[];
    readonly groups: Readonly<Record<LayoutGroup, number>>;
    readonly files: readonly Entry[];
  };
  const packed = new Uint8Array(gunzipSync(readFixture('pillow/layouts.bin.gz')));
  const ofFile = LAYOUT_GROUPS.flatMap((group) =>
    Array.from({ length: groups[group] }, () => group),
  );
  let at = 0;
  const read = files.map(([name, length, outcomes, rows], i): LayoutFile => {
    const bytes = packed.slice(at, at + length);
    at += length;
    const [width = 0, height = 0] = (name.split(' ').at(-1) ?? '').split('x').map(Number);
    const isRefused = outcomes.includes(':');
    const scales = SCALES.filter((scale) => scale <= Math.min(width, height));
    const digests = isRefused ? [] : outcomes.split(' ');
    return {
      group: ofFile[i] ?? 'refused',
      name,
      bytes,
      width,
      height,
      digests: new Map(
        scales.flatMap((scale, n) => digests.slice(n, n + 1).map((d) => [scale, d])),
      ),
      rows: rows === undefined ? null : isRefused ? [] : rows.split(' '),
      error: isRefused ? outcomes : null,
    };
  });
  // they are older than some of a recipe's choices
  const whole = recipes.map((recipe): Recipe => Object.assign({}, DEFAULT_RECIPE, recipe));
  return { files: read, recipes: whole };
}

/** The sampling factors of a file's components, which its name begins with: `2x1 1x1 1x1`. */
export function layoutOf({ name }: LayoutFile): string {
  return name.split(/ (?=[a-z])/)[0] ?? '';
}

/** How a file is coded: `progressive restarts`. */
export function kindOf({ name }: LayoutFile): string {
  return /^[\dx ]+ ([a-z ]+[a-z])/.exec(name)?.[1] ?? '';
}
