import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';

import { createPortableDecoders } from '../../src/decoders/portable-decoders.ts';
import { createKernelKeeper } from '../../src/kernel/kernel-keeper.ts';
import { judgeFile } from '../../tools/parity/metadata-fuzz/judge-file.ts';
import { readFixture, readFixtureJson } from '../core/read-fixture.ts';
import { loadCodec } from '../decoders/load-codec.ts';
import { loadKernelModule } from '../kernel/load-kernel.ts';

/** Name, place in the pack, and by recipe Pillow's row as a digest, or its words. */
type Line = readonly [string, number, number, ...pillow: readonly string[]];

const { files } = readFixtureJson('pillow/odd-metadata.json') as {
  readonly files: readonly Line[];
};
const packed = new Uint8Array(gunzipSync(readFixture('pillow/odd-metadata.bin.gz')));
const kernel = loadKernelModule();
const makers = {
  decoders: createPortableDecoders(kernel, loadCodec),
  kernels: createKernelKeeper(kernel),
};

const JUDGED = await Promise.all(
  files.map(async ([name, offset, length, ...pillow]) => {
    const bytes = packed.slice(offset, offset + length);
    return { name, judged: await judgeFile(bytes, pillow, makers) };
  }),
);

/** Files of which some row was judged so. */
function namesOf(...judgements: readonly string[]) {
  return JUDGED.filter(({ judged }) =>
    judged.some(({ judgement }) => judgements.includes(judgement)),
  ).map(({ name }) => name);
}

describe('images with metadata of every kind, well-formed or not', () => {
  test.each(['exif', 'resolution', 'index', 'profile', 'tables', 'png', 'webp'])(
    'S8 there are files of the kind %s that are refused, and others',
    (kind) => {
      const isOfKind = (name: string) => name.startsWith(kind);
      expect(namesOf('refused').filter(isOfKind).length).toBeGreaterThan(5);
      expect(namesOf('equal').filter(isOfKind).length).toBeGreaterThan(5);
    },
  );

  test("S8 those are refused that Pillow refuses, and R7 the others have Pillow's rows", () => {
    expect(namesOf('verdict', 'pixels')).toEqual([]);
  });

  test('R6 none of them is marked', () => {
    expect(namesOf('marked')).toEqual([]);
  });
});
