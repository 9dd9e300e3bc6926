import { gunzipSync } from 'node:zlib';

import { DEFAULT_RECIPE, type Recipe, type ResampleFilter } from '../../src/core/recipe/recipe.ts';
import { readFixture } from '../core/read-fixture.ts';

/** What test/fixtures/pillow holds; its README.md says how it was made. */
export interface GoldenCase {
  readonly group: string;
  readonly file: string;
  readonly recipe: Recipe;
  /** Pillow's row; null if it refused, with its error. */
  readonly row: Uint8Array | null;
  readonly error: string | null;
}

export interface GoldenSource {
  readonly layout: 'rgba';
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

interface Extent {
  readonly offset: number;
  readonly length: number;
}

function readJson(name: string): unknown {
  return JSON.parse(new TextDecoder().decode(readFixture(`pillow/${name}`)));
}

function readPacked(name: string): Uint8Array {
  return new Uint8Array(gunzipSync(readFixture(`pillow/${name}`)));
}

export function readGoldenCases(): readonly GoldenCase[] {
  type Listed = Omit<GoldenCase, 'row'> & Partial<Extent>;
  const rows = readPacked('rows.bin.gz');
  return (readJson('rows.json') as { cases: readonly Listed[] }).cases.map(
    ({ group, file, recipe, error, offset, length }) => {
      const row = offset === undefined ? null : rows.subarray(offset, offset + (length ?? 0));
      return { group, file, recipe: { ...DEFAULT_RECIPE, ...recipe }, row, error: error ?? null };
    },
  );
}

/** The pixels of each file as Pillow decodes them, by its name. */
export function readGoldenSources(): ReadonlyMap<string, GoldenSource> {
  type Listed = Omit<GoldenSource, 'layout' | 'pixels'> & Extent & { readonly file: string };
  const packed = readPacked('sources.bin.gz');
  const { sources } = readJson('sources.json') as { sources: readonly Listed[] };
  return new Map(
    sources.map(({ file, width, height, offset, length }) => {
      const pixels = packed.subarray(offset, offset + length);
      return [file, { layout: 'rgba', width, height, pixels }];
    }),
  );
}

/** An image in which every weight of one axis decides a byte. */
export interface BoundaryCase {
  readonly filter: ResampleFilter;
  readonly inSize: number;
  readonly outSize: number;
  readonly box: readonly [start: number, end: number];
  readonly rows: number;
  /** By output: its first source pixel and their number; and their weights, 1.0 being 2^22. */
  readonly bounds: readonly (readonly [first: number, count: number])[];
  readonly k: readonly (readonly number[])[];
  /** Weights [output, tap, by how much] of which no pixels can tell. */
  readonly impossible: readonly (readonly [output: number, tap: number, by: number])[];
  /** RGB of inSize × rows, and Pillow's of outSize × rows. */
  readonly source: Uint8Array;
  readonly row: Uint8Array;
}

export function readBoundaryCases(): readonly BoundaryCase[] {
  type Listed = Omit<BoundaryCase, 'source' | 'row'> & {
    readonly sourceOffset: number;
    readonly rowOffset: number;
  };
  const bytes = readFixture('pillow/boundaries.bin');
  return (readJson('boundaries.json') as { cases: readonly Listed[] }).cases.map((listed) => {
    const { inSize, outSize, rows, sourceOffset, rowOffset } = listed;
    const source = bytes.subarray(sourceOffset, sourceOffset + inSize * rows * 3);
    const row = bytes.subarray(rowOffset, rowOffset + outSize * rows * 3);
    return Object.assign(listed, { source, row });
  });
}
