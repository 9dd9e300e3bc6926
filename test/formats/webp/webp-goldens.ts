import { gunzipSync } from 'node:zlib';

import { readFixture, readFixtureJson } from '../../core/read-fixture.ts';

/** A WebP of test/fixtures/pillow/webp.json, and what Pillow makes of it. */
export interface WebpGolden {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Null: refused. */
  readonly made: PillowMade | null;
  /** Pillow's words, where it refused. */
  readonly error: string | null;
}

interface PillowMade {
  readonly mode: 'RGB' | 'RGBA';
  readonly width: number;
  readonly height: number;
  /** Digests of rows: with alpha dropped, and over the colour `over`. */
  readonly drop: string;
  readonly over: string;
}

/** A WebP of one chunk, and at what lengths Pillow takes its first bytes. */
export interface WebpCuts {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly accepted: readonly number[];
  /** With both sizes in the file as if those bytes were all. */
  readonly mended: readonly number[];
}

interface Extent {
  readonly offset: number;
  readonly length: number;
}

interface Listing {
  readonly over: `#${string}`;
  readonly files: readonly (Extent & { name: string; error?: string } & Partial<PillowMade>)[];
  readonly cuts: readonly (Extent & Omit<WebpCuts, 'bytes'>)[];
}

const listing = readFixtureJson('pillow/webp.json') as Listing;
const packed = new Uint8Array(gunzipSync(readFixture('pillow/webp.bin.gz')));

export const WEBP_OVER = listing.over;

export const WEBP_GOLDENS: readonly WebpGolden[] = listing.files.map(
  ({ name, offset, length, error, ...made }) => ({
    name,
    bytes: packed.slice(offset, offset + length),
    made: error === undefined ? (made as PillowMade) : null,
    error: error ?? null,
  }),
);

export const WEBP_CUTS: readonly WebpCuts[] = listing.cuts.map(
  ({ name, accepted, mended, offset, length }) => {
    const bytes = packed.slice(offset, offset + length);
    return { name, bytes, accepted, mended };
  },
);
