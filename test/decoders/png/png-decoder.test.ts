import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';

import { crc32 } from '../../../src/core/crc32.ts';
import { DEFAULT_RECIPE, type Recipe } from '../../../src/core/recipe/recipe.ts';
import { sniff, type ImageHeader } from '../../../src/formats/sniff.ts';
import type { DecodedPixels } from '../../../src/decoders/decoder.ts';
import { createPngDecoder } from '../../../src/decoders/png/png-decoder.ts';
import { createReaderPool } from '../../../src/decoders/reader-pool.ts';
import { createPngReader } from '../../../src/kernel/png-reader.ts';
import { utf8Length } from '../../../src/formats/png/utf8-length.ts';
import { readFixture, readFixtureJson } from '../../core/read-fixture.ts';
import { bytesOf, pngHeader } from '../../formats/write-headers.ts';
import { loadKernelModule } from '../../kernel/load-kernel.ts';
import { loadPngDecoder } from './load-png-decoder.ts';

const decoder = loadPngDecoder();

function formatOf(bytes: Uint8Array): string | null {
  const sniffed = sniff(bytes);
  return 'failure' in sniffed ? null : sniffed.header.format;
}

function headerOf(bytes: Uint8Array): ImageHeader {
  const sniffed = sniff(bytes);
  if ('failure' in sniffed) throw new Error(sniffed.failure.detail);
  return sniffed.header;
}

async function decoded(bytes: Uint8Array<ArrayBuffer>, recipe: Recipe = DEFAULT_RECIPE) {
  return decoder.decode(bytes, headerOf(bytes), recipe);
}

async function pixelsOf(
  bytes: Uint8Array<ArrayBuffer>,
  recipe?: Recipe,
  by = decoder,
): Promise<DecodedPixels> {
  const got = await by.decode(bytes, headerOf(bytes), recipe ?? DEFAULT_RECIPE);
  if (got.kind !== 'pixels') throw new Error(JSON.stringify(got));
  return got;
}

function chunk(type: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const content = bytesOf(type, body);
  const framed = bytesOf(0, 0, 0, 0, content, 0, 0, 0, 0);
  const view = new DataView(framed.buffer);
  view.setUint32(0, body.length);
  view.setUint32(framed.length - 4, crc32(content));
  return framed;
}

/** A PNG of such a depth and colour type, with these rows behind filter 0. */
function pngOf(
  depth: number,
  colourType: number,
  width: number,
  rows: readonly ArrayLike<number>[],
) {
  const ihdr = new Uint8Array(13);
  new DataView(ihdr.buffer).setUint32(0, width);
  new DataView(ihdr.buffer).setUint32(4, rows.length);
  ihdr.set([depth, colourType], 8);
  const rowBytes = (rows[0] ?? []).length;
  const raw = new Uint8Array((1 + rowBytes) * rows.length);
  for (const [y, row] of rows.entries()) raw.set(row, y * (1 + rowBytes) + 1);
  const idat = new Uint8Array(deflateSync(raw));
  return bytesOf('\x89PNG\r\n\x1a\n', chunk('IHDR', ihdr), chunk('IDAT', idat));
}

test('R7 every PNG is exact, and no other format is accepted', () => {
  const header: ImageHeader = { format: 'png', width: 1, height: 1, variant: null };
  const { accepts, name } = decoder;
  expect(name).toBe('pixelpool-png');
  expect(accepts(header, DEFAULT_RECIPE)).toBe('exact');
  expect(accepts(header, { ...DEFAULT_RECIPE, alpha: '#ffffff' })).toBe('exact');
  expect(accepts(header, { ...DEFAULT_RECIPE, decode: 'canvas' })).toBe('no');
  expect(accepts({ ...header, format: 'gif' }, DEFAULT_RECIPE)).toBe('no');
});

/** A line of decodes.json. */
interface PillowDecode {
  readonly file: string;
  readonly rgb: string | null;
  readonly rgba: string | null;
}

describe('the fixtures', () => {
  const all = readFixtureJson('goldens/decodes.json') as readonly PillowDecode[];
  const pngs = all.filter(({ file }) => formatOf(readFixture(file)) === 'png');
  const digest = (bytes: Uint8Array): string =>
    createHash('sha256').update(bytes).digest('hex').slice(0, 16);

  test.each(pngs)('R7 $file is as Pillow decodes it', async ({ file, rgb, rgba }) => {
    const found: (string | null)[] = [];
    for (const alpha of ['drop', '#ffffff'] as const) {
      const bytes = readFixture(file);
      const got = await decoded(bytes, { ...DEFAULT_RECIPE, alpha });
      if (got.kind !== 'pixels') {
        found.push(null);
        continue;
      }
      const all4 = new Uint8Array(got.width * got.height * 4);
      await got.copyRows(0, got.height, all4);
      got.close();
      found.push(digest(alpha === 'drop' ? all4.filter((_, at) => at % 4 !== 3) : all4));
    }
    expect(found).toEqual([rgb, rgba]);
  });
});

describe('16 bits of grey', () => {
  test('S7 warn with the number of clipped samples', async () => {
    const row = [0, 0, 0, 255, 1, 0, 1, 44, 255, 255];
    const { warning, close } = await pixelsOf(pngOf(16, 0, 5, [row, row]));
    close();
    const detail = '6 samples of the 16-bit grey PNG are clipped at 255.';
    expect(warning).toEqual({ code: 'grey16-clipped', detail });
  });

  test('S7 do not warn if no sample is clipped, and nor does the next image', async () => {
    const first = await pixelsOf(pngOf(16, 0, 1, [[1, 0]]));
    first.close();
    const pixels = await pixelsOf(pngOf(16, 0, 2, [[0, 255, 0, 7]]));
    pixels.close();
    expect([first.warning?.code, pixels.warning]).toEqual(['grey16-clipped', null]);
  });
});

describe('readers', () => {
  test('Q10 serve two images at a time', async () => {
    const one = await pixelsOf(pngOf(8, 2, 1, [[1, 2, 3]]));
    const two = await pixelsOf(pngOf(8, 2, 1, [[4, 5, 6]]));
    const targets = [new Uint8Array(4), new Uint8Array(4)] as const;
    await two.copyRows(0, 1, targets[1]);
    await one.copyRows(0, 1, targets[0]);
    one.close();
    two.close();
    expect(targets).toEqual([Uint8Array.of(1, 2, 3, 255), Uint8Array.of(4, 5, 6, 255)]);
  });

  test('S4 are dropped after their memory has grown past 64 MiB', { timeout: 30_000 }, async () => {
    const readers = createReaderPool(() => createPngReader(loadKernelModule()));
    const own = createPngDecoder(readers);
    const kept: boolean[] = [];
    for (const width of [10, 17_000_000]) {
      const first = readers.acquire();
      readers.release(first);
      const row = new Uint8Array(width * 4);
      (await pixelsOf(pngOf(8, 6, width, [row]), DEFAULT_RECIPE, own)).close();
      const next = readers.acquire();
      kept.push(next === first);
      readers.release(next);
    }
    expect(kept).toEqual([true, false]);
  });

  test('S4 an image that is too large for any memory fails, and the next one does not', async () => {
    const wide = pngOf(8, 6, 1, [[1, 2, 3, 4]]);
    new DataView(wide.buffer).setUint32(16, 170_000_000);
    new DataView(wide.buffer).setUint32(29, crc32(wide.subarray(12, 29)));
    const got = await decoded(wide);
    expect(got).toMatchObject({ kind: 'failed', failure: { code: 'out-of-memory' } });
    const target = new Uint8Array(4);
    const next = await pixelsOf(pngOf(8, 2, 1, [[7, 8, 9]]));
    await next.copyRows(0, 1, target);
    next.close();
    expect([...target.subarray(0, 3)]).toEqual([7, 8, 9]);
  });
});

describe('verdicts', () => {
  test.each([
    ['images/truncated.png', 'truncated'],
    ['images/corrupt.png', 'corrupt'],
  ])('S2 %s is %s', async (file, code) => {
    const got = await decoded(readFixture(file));
    expect(got).toMatchObject({ kind: 'failed', failure: { code } });
    if (got.kind === 'failed') expect(got.failure.detail).toMatch(/^The PNG .*\.$|^A .* PNG .*\.$/);
  });

  test('S2 a header alone is truncated', async () => {
    expect(await decoded(pngHeader(3, 3))).toMatchObject({ failure: { code: 'truncated' } });
  });

  test('S2 an image with another size than the sniffed one is refused', async () => {
    const bytes = pngOf(8, 2, 1, [[1, 2, 3]]);
    const header = { ...headerOf(bytes), width: 2 };
    expect(await decoder.decode(bytes, header, DEFAULT_RECIPE)).toMatchObject({
      failure: { code: 'corrupt' },
    });
  });
});

test('S2 UTF-8 is decoded as by Python', () => {
  const lengthOf = (...bytes: readonly number[]) => utf8Length(Uint8Array.from(bytes));
  for (const text of ['', 'a', 'ü€𝄞', '\u07ff\u0800\uffff\u{10000}\u{10ffff}']) {
    expect(utf8Length(new Uint8Array(Buffer.from(text)))).toBe(Array.from(text).length);
  }
  const broken = [[0x80], [0xc3], [0xc1, 0x80], [0xe0, 0x80, 0x80], [0xed, 0xa0, 0x80]];
  broken.push([0xf4, 0x90, 0x80, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xe2, 0x82], [0xc3, 0x28]);
  expect(broken.map((bytes) => lengthOf(...bytes))).toEqual(broken.map(() => null));
});
