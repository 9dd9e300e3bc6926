import { describe, expect, test } from 'vitest';

import { DEFAULT_RECIPE, type Recipe } from '../../../src/core/recipe/recipe.ts';
import { sniff } from '../../../src/formats/sniff.ts';
import { createGifDecoder } from '../../../src/decoders/gif/gif-decoder.ts';
import { createKernelKeeper } from '../../../src/kernel/kernel-keeper.ts';
import { makeRow } from '../../../src/pipeline/make-row.ts';
import { readFixture } from '../../core/read-fixture.ts';
import { loadKernelModule } from '../../kernel/load-kernel.ts';
import { GIF_RECIPES, readPillowGifs, type PillowGif } from './pillow-gifs.ts';

const kernels = createKernelKeeper(loadKernelModule());
const decoder = createGifDecoder();

async function made(bytes: Uint8Array, recipe: Recipe) {
  const row = new Uint8Array(recipe.width * recipe.height * 3);
  const makers = { decoders: [decoder], kernels };
  const { outcome } = await makeRow(new Uint8Array(bytes), recipe, makers, row);
  return { outcome, row: outcome.verdict === 'failed' ? null : row };
}

/** The recipes, by their number, with which we make something else than Pillow. */
async function differences({ bytes, rows }: PillowGif): Promise<readonly number[]> {
  const different: number[] = [];
  for (const [i, recipe] of GIF_RECIPES.entries()) {
    const ours = await made(bytes, recipe);
    const isSame = Buffer.compare(ours.row ?? NO_ROW, rows[i] ?? NO_ROW) === 0;
    if (!isSame || ours.outcome.approximate) different.push(i);
  }
  return different;
}

const NO_ROW = new Uint8Array(0);
const DROP: Recipe = { ...DEFAULT_RECIPE, decode: 'exact', alpha: 'drop', ...GIF_RECIPES[0] };
const GIFS = readPillowGifs();
const isDamaged = ({ name }: PillowGif): boolean => name.startsWith('damaged');
const NAMED = GIFS.filter((gif) => !isDamaged(gif));

describe('GIFs in Pillow', () => {
  test.each(NAMED)('R7 $name', async (gif) => {
    expect(await differences(gif)).toEqual([]);
  });

  test('R7 damaged files have the same rows or verdicts', async () => {
    const different: string[] = [];
    for (const gif of GIFS.filter(isDamaged)) {
      if ((await differences(gif)).length > 0) different.push(gif.name);
    }
    expect(different).toEqual([]);
  });

  test('R7 the goldens contain rows and refusals, and few equal ones', () => {
    const rows = NAMED.flatMap((gif) => (gif.rows[0] === null ? [] : [gif.rows[0]]));
    expect(rows.length).toBeGreaterThan(70);
    expect(new Set(rows.map(String)).size).toBeGreaterThan(30);
    expect(GIFS.filter(isDamaged).filter(({ rows: [row] }) => row !== null).length).toBeGreaterThan(
      50,
    );
  });

  test.each(NAMED.filter(({ size, rows }) => size !== null && rows[0] !== null))(
    'S1 the size of $name is the one that Pillow has',
    async ({ bytes, size }) => {
      const { outcome } = await made(bytes, DROP);
      expect([outcome.width, outcome.height]).toEqual(size);
    },
  );
});

describe('refused files', () => {
  test('S2 S4 have a code and a sentence', async () => {
    const codes: Record<string, string> = {};
    for (const { name, bytes } of NAMED.filter(({ rows }) => rows.includes(null))) {
      for (const recipe of GIF_RECIPES) {
        const { outcome } = await made(bytes, recipe);
        if (outcome.verdict === 'failed') codes[name] = `${outcome.code}: ${outcome.detail}`;
      }
    }
    const TOO_MANY =
      'too-many-pixels: 20000 × 20000 pixels: Pillow refuses images of more than 178956970.';
    const SHORT_CONTROL = 'corrupt: A graphic control extension of the GIF is too short.';
    const NO_CODE = "corrupt: The GIF's data contain a code without a meaning.";
    const ENDS_EARLY = 'truncated: The GIF ends before its last pixel.';
    expect(codes).toEqual({
      'ramp of its own beside colours, transparent':
        'unsupported: Pillow cannot convert this GIF to RGBA: it has colours, a ramp of greys for ' +
        'its picture, and transparency. Drop alpha to use it.',
      'screen of nothing': 'corrupt: The header of the GIF does not contain a valid size.',
      'picture without width': "corrupt: The GIF's picture has no pixels: it is 0 × 5.",
      'picture without height': "corrupt: The GIF's picture has no pixels: it is 5 × 0.",
      'too large a picture': TOO_MANY,
      'too large a screen': TOO_MANY,
      'transparent control of 3 bytes': SHORT_CONTROL,
      'control of 2 bytes': SHORT_CONTROL,
      'end before the picture': 'corrupt: The GIF ends without a picture.',
      '13 bits a pixel': 'corrupt: The GIF announces data of 13 bits a pixel.',
      '255 bits a pixel': 'corrupt: The GIF announces data of 255 bits a pixel.',
      '12 bits, one again and again': NO_CODE,
      'a string at first': NO_CODE,
      'a string that is not there': NO_CODE,
      'an end code too early': ENDS_EARLY,
      'a block that is cut behind the last pixel': ENDS_EARLY,
      'no data': ENDS_EARLY,
      'an end code too early, 65536 bytes of data': ENDS_EARLY,
      'two end codes too early, 65536 bytes behind': ENDS_EARLY,
    });
  });

  test('S2 every beginning of a file is truncated, up to the byte at which Pillow has the row', async () => {
    const codes = new Map<string, Set<string>>();
    for (const { name, bytes, needed } of NAMED) {
      if (needed === null) continue;
      for (let length = 6; length <= bytes.length; length++) {
        const { outcome } = await made(bytes.subarray(0, length), DROP);
        const code = outcome.verdict === 'failed' ? outcome.code : outcome.verdict;
        const where = `${name}: ${length < needed ? 'too short' : 'long enough'}`;
        codes.set(where, (codes.get(where) ?? new Set()).add(code));
      }
    }
    expect(codes.size).toBeGreaterThan(100);
    for (const [where, found] of codes) {
      expect([...found], where).toEqual([where.endsWith('too short') ? 'truncated' : 'ok']);
    }
  });
});

describe('pixels', () => {
  const headerOf = (bytes: Uint8Array) => {
    const sniffed = sniff(bytes);
    if ('failure' in sniffed) throw new Error(sniffed.failure.detail);
    return sniffed.header;
  };

  test('R4 are RGBA only if a colour is transparent', async () => {
    const layouts: (string | undefined)[] = [];
    for (const file of ['pillow/files/gif-transparent-35x27.gif', 'images/quadrants.gif']) {
      for (const alpha of ['drop', '#ffffff'] as const) {
        const bytes = readFixture(file);
        const decoded = await decoder.decode(bytes, headerOf(bytes), { ...DROP, alpha });
        layouts.push(decoded.kind === 'pixels' ? decoded.layout : undefined);
      }
    }
    expect(layouts).toEqual(['rgbx', 'rgba', 'rgbx', 'rgbx']);
  });

  test('K1 are copied for any rows, and nothing behind these is changed', async () => {
    const bytes = readFixture('pillow/files/gif-41x35.gif');
    const decoded = await decoder.decode(bytes, headerOf(bytes), DROP);
    if (decoded.kind !== 'pixels') throw new Error('no pixels');
    const whole = new Uint8Array(41 * 35 * 4);
    await decoded.copyRows(0, 35, whole);
    const three = new Uint8Array(41 * 3 * 4 + 5).fill(7).subarray(1);
    await decoded.copyRows(30, 3, three);
    expect(three.subarray(0, -4)).toEqual(whole.subarray(41 * 30 * 4, 41 * 33 * 4));
    expect([...three.subarray(-4)]).toEqual([7, 7, 7, 7]);
    decoded.close();
  });

  test('R7 every GIF is exact, and no other format is accepted', () => {
    const header = { format: 'gif', width: 9, height: 9, variant: null } as const;
    expect(decoder.accepts(header, DROP)).toBe('exact');
    expect(decoder.accepts({ ...header, variant: 'transparent' }, DROP)).toBe('exact');
    expect(decoder.accepts(header, { ...DROP, decode: 'canvas' })).toBe('no');
    expect(decoder.accepts({ ...header, format: 'png' }, DROP)).toBe('no');
  });
});
