import { gunzipSync } from 'node:zlib';

import { DEFAULT_RECIPE, type Recipe } from '../../../src/core/recipe/recipe.ts';
import { readFixture, readFixtureJson } from '../../core/read-fixture.ts';

/** A GIF of test/fixtures/pillow/gifs.json, and what Pillow makes of it. */
export interface PillowGif {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Null where Pillow does not get to know it. */
  readonly size: readonly [width: number, height: number] | null;
  /** The shortest beginning of the file that has its row, where that was looked for. */
  readonly needed: number | null;
  /** By recipe; null where Pillow refuses. */
  readonly rows: readonly (Uint8Array | null)[];
}

interface Listing {
  readonly recipes: readonly Recipe[];
  readonly rowsOffset: number;
  readonly cases: readonly {
    readonly name: string;
    readonly offset: number;
    readonly length: number;
    readonly size: readonly [number, number] | null;
    readonly needed?: number;
    readonly made: readonly (number | null)[];
  }[];
}

const LISTING = readFixtureJson('pillow/gifs.json') as Listing;

/** The recipes with which the rows were made, in their order. */
export const GIF_RECIPES: readonly Recipe[] = LISTING.recipes.map((recipe) => ({
  ...DEFAULT_RECIPE,
  ...recipe,
}));

export function readPillowGifs(): readonly PillowGif[] {
  const packed = new Uint8Array(gunzipSync(readFixture('pillow/gifs.bin.gz')));
  return LISTING.cases.map(({ name, offset, length, size, needed, made }) => ({
    name,
    bytes: packed.slice(offset, offset + length),
    size,
    needed: needed ?? null,
    rows: made.map((number, i) => {
      const { width = 0, height = 0 } = GIF_RECIPES[i] ?? {};
      const start = LISTING.rowsOffset + (number ?? 0) * width * height * 3;
      return number === null ? null : packed.subarray(start, start + width * height * 3);
    }),
  }));
}
