import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import type { Colour } from '../../../src/core/recipe/recipe.ts';

/** A PNG, and what Pillow makes of it: digits of a digest, or what it raises. See make_png.py. */
export interface PngGolden {
  readonly group: string;
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Alpha dropped, and over the colour of all goldens. */
  readonly dropped: string;
  readonly composited: string;
}

type Entry = readonly [name: string, at: number, length: number, drop: string, over?: string];

const FOLDER = new URL('../../fixtures/pillow/', import.meta.url);

export function readPngGoldens(): { colour: Colour; goldens: readonly PngGolden[] } {
  const listing = readFileSync(new URL('pngs.json', FOLDER), 'utf8');
  const { colour, cases } = JSON.parse(listing) as { colour: Colour; cases: readonly Entry[] };
  const packed = gunzipSync(readFileSync(new URL('pngs.bin.gz', FOLDER)));
  const goldens = cases.map(([fullName, at, length, dropped, composited = dropped]) => {
    const [group = '', name = ''] = fullName.split(': ');
    const bytes = new Uint8Array(packed.subarray(at, at + length));
    return { group, name, bytes, dropped, composited };
  });
  return { colour, goldens };
}
