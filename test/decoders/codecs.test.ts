import { describe, expect, test, vi } from 'vitest';
import { DEFAULT_RECIPE, type Recipe } from '../../src/core/recipe/recipe.ts';
import { sniff, type ImageHeader } from '../../src/formats/sniff.ts';
import { chooseDecoder } from '../../src/decoders/choose-decoder.ts';
import type { Decoded } from '../../src/decoders/decoder.ts';
import type { LoadCodec } from '../../src/decoders/codec.ts';
import { createJpegDecoder } from '../../src/decoders/jpeg/jpeg-decoder.ts';
import { createWebpDecoder } from '../../src/decoders/webp/webp-decoder.ts';
import { readFixture, readFixtureJson } from '../core/read-fixture.ts';
import { JPEG_START, bytesOf, jpegSegment } from '../formats/write-headers.ts';
import { digest, rgbaOf, rgbOf } from './decode-file.ts';
import { loadCodec } from './load-codec.ts';

/** A line of decodes.json; null where Pillow refuses the file. */
interface PillowDecode {
  readonly file: string;
  readonly rgb: string | null;
  readonly rgba: string | null;
}

const PILLOW = readFixtureJson('goldens/decodes.json') as readonly PillowDecode[];
const DROP: Recipe = { ...DEFAULT_RECIPE, decode: 'exact', alpha: 'drop' };
const COMPOSITE: Recipe = { ...DROP, alpha: '#ffffff' };
const createTheirDecoders = (load: LoadCodec) => [createJpegDecoder(), createWebpDecoder(load)];
const DECODERS = createTheirDecoders(loadCodec);

function headerOf(bytes: Uint8Array): ImageHeader {
  const sniffed = sniff(bytes);
  if ('failure' in sniffed) throw new Error(sniffed.failure.detail);
  return sniffed.header;
}

function choose(bytes: Uint8Array, recipe: Recipe) {
  return chooseDecoder(DECODERS, headerOf(bytes), recipe);
}

async function decode(bytes: Uint8Array<ArrayBuffer>, decoders = DECODERS): Promise<Decoded> {
  const header = headerOf(bytes);
  const choice = chooseDecoder(decoders, header, DROP);
  if (choice === null) throw new Error('no decoder takes it');
  return choice.decoder.decode(bytes, header, DROP);
}

async function digests(decoded: Decoded) {
  const rgb = decoded.kind === 'pixels' ? null : await rgbOf(decoded);
  if (typeof rgb === 'string') return rgb;
  const rgba = decoded.kind === 'pixels' ? await rgbaOf(decoded) : opaque(rgb ?? new Uint8Array());
  return { rgb: digest(rgba.filter((_, at) => at % 4 !== 3)), rgba: digest(rgba) };
}

function opaque(rgb: Uint8Array): Uint8Array {
  const rgba = new Uint8Array((rgb.length / 3) * 4).fill(255);
  for (let i = 0; i < rgb.length; i++) rgba[Math.floor(i / 3) * 4 + (i % 3)] = rgb[i] ?? 0;
  return rgba;
}

async function failureCode(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const sniffed = sniff(bytes);
  if ('failure' in sniffed) return sniffed.failure.code;
  const rgb = await rgbOf(await decode(bytes));
  return typeof rgb === 'string' ? rgb : 'pixels';
}

/** PNG is not theirs. */
const GOOD = PILLOW.filter(
  ({ file, rgb }) => rgb !== null && headerOf(readFixture(file)).format !== 'png',
);

describe('the kinds that are exact', () => {
  const exact = (recipe: Recipe) =>
    GOOD.filter(({ file }) => choose(readFixture(file), recipe)?.isApproximate === false);

  test.each(exact(DROP))('R7 RGB of $file is as Pillow decodes it', async ({ file, rgb }) => {
    expect(await digests(await decode(readFixture(file)))).toMatchObject({ rgb });
  });

  test.each(exact(COMPOSITE))(
    'R7 RGBA of $file is as Pillow decodes it',
    async ({ file, rgba }) => {
      expect(await digests(await decode(readFixture(file)))).toMatchObject({ rgba });
    },
  );

  test('R7 include every fixture of theirs', () => {
    const others = (recipe: Recipe) =>
      GOOD.filter(({ file }) => choose(readFixture(file), recipe)?.isApproximate !== false);
    expect([...others(DROP), ...others(COMPOSITE)]).toEqual([]);
  });
});

describe('pixels', () => {
  test.each([
    ['images/rotated-6.jpg', 'pixelpool-jpeg'],
    ['images/rotated-6-big-endian.jpg', 'pixelpool-jpeg'],
    ['images/rotated-3.webp', 'squoosh-webp'],
  ])('R3 %s is as stored, not rotated', async (file, name) => {
    const bytes = readFixture(file);
    const { width, height } = headerOf(bytes);
    expect(choose(bytes, DROP)?.decoder.name).toBe(name);
    const layout: unknown = expect.stringMatching(/^rgb[ax]$/);
    expect(await decode(bytes)).toMatchObject({ layout, width, height });
  });

  test('R6 are not decoded by codecs under canvas', () => {
    const bytes = readFixture('images/teal.jpg');
    expect(choose(bytes, { ...DROP, decode: 'canvas' })).toBeNull();
  });
});

const WHOLE = ['images/quadrants.jpg', 'images/quadrants.webp', 'images/quadrants-lossy.webp'];

async function expectGood(file: string): Promise<void> {
  const golden = PILLOW.find((line) => line.file === file);
  expect(await digests(await decode(readFixture(file))), file).toEqual({
    rgb: golden?.rgb,
    rgba: golden?.rgba,
  });
}

describe('files that Pillow refuses', () => {
  test.each([
    ['images/truncated.jpg', 'truncated'],
    ['images/truncated.webp', 'truncated'],
  ])('S2 %s is %s, and the next file is decoded', async (file, code) => {
    expect(await failureCode(readFixture(file))).toBe(code);
    for (const whole of WHOLE) await expectGood(whole);
  });

  test.each(WHOLE)(
    'S2 %s with garbage in its middle has no effect on other files',
    async (file) => {
      const bytes = readFixture(file);
      for (let at = 20; at < bytes.length; at += 97) {
        const spoilt = bytes.slice();
        spoilt.fill(0xa5, at, at + 40);
        if ('failure' in sniff(spoilt) || choose(spoilt, DROP) === null) continue;
        const decoded = await decode(spoilt);
        if (decoded.kind === 'failed') expect(decoded.failure.detail).toMatch(/^The [^\n]*\.$/);
        else await rgbOf(decoded);
      }
      await expectGood(file);
    },
  );

  // the last pixels of a JPEG are in its last bytes
  test.each([2, 3, 10, 100])('S2 a JPEG that lacks %i bytes is truncated', async (bytes) => {
    expect(await failureCode(readFixture('images/quadrants.jpg').slice(0, -bytes))).toBe(
      'truncated',
    );
  });

  test('S2 a complete JPEG is not truncated, whatever follows it', async () => {
    const behind = readFixture('images/truncated.jpg');
    const bytes = bytesOf(readFixture('images/quadrants.jpg'), behind);
    expect(await failureCode(bytes)).toBe('pixels');
  });

  test('S2 a JPEG cut within its header is truncated, whatever its thumbnail ends with', async () => {
    const thumbnail = bytesOf('Exif\0\0', readFixture('images/quadrants.jpg'));
    const exif = bytesOf(JPEG_START, jpegSegment(0xe1, thumbnail));
    const header = readFixture('images/quadrants.jpg').subarray(2);
    const beforeScan = header.findIndex((byte, at) => byte === 0xff && header[at + 1] === 0xda);
    const bytes = bytesOf(exif, header.subarray(0, beforeScan));
    expect(await failureCode(bytes)).toBe('truncated');
  });

  test('S2 a file is not refused for a warning of libjpeg', async () => {
    const bytes = readFixture('images/quadrants.jpg');
    const second = 4 + ((bytes[4] ?? 0) << 8) + (bytes[5] ?? 0); // behind the first segment
    const junk = bytesOf(bytes.subarray(0, second), 0, 0, 0, bytes.subarray(second));
    expect(await digests(await decode(junk))).toEqual(await digests(await decode(bytes)));
    for (const lacking of [2, 100]) {
      expect(await failureCode(junk.slice(0, -lacking))).toBe('truncated');
    }
  });
});

describe('codecs', () => {
  test('each is loaded once, with its first file', async () => {
    const load = vi.fn<LoadCodec>(loadCodec);
    const decoders = createTheirDecoders(load);
    expect(load).not.toHaveBeenCalled();
    await decode(readFixture('images/quadrants.webp'), decoders);
    await decode(readFixture('images/truncated.webp'), decoders);
    await decode(readFixture('images/alpha.webp'), decoders);
    expect(load.mock.calls).toEqual([['squoosh-webp']]);
    await decode(readFixture('images/teal.jpg'), decoders);
    expect(load).toHaveBeenCalledTimes(1);
  });

  test('one that could not be loaded rejects, and is loaded again', async () => {
    const load = vi.fn<LoadCodec>(loadCodec).mockRejectedValueOnce(new Error('HTTP 404'));
    const decoders = createTheirDecoders(load);
    const bytes = readFixture('images/quadrants.webp');
    await expect(decode(bytes, decoders)).rejects.toThrow('HTTP 404');
    expect(await decode(bytes, decoders)).toMatchObject({ kind: 'pixels' });
  });

  test('S2 files that are decoded at the same time do not affect each other', async () => {
    const files = ['images/truncated.webp', 'images/alpha.webp', 'images/truncated.webp'];
    const kinds = await Promise.all(
      [...files, ...files].map(async (file) => (await decode(readFixture(file))).kind),
    );
    expect(kinds).toEqual(['failed', 'pixels', 'failed', 'failed', 'pixels', 'failed']);
  });
});
