import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { DEFAULT_RECIPE, type Recipe } from '../../../src/core/recipe/recipe.ts';
import type { Decoder } from '../../../src/decoders/decoder.ts';
import type { KernelKeeper } from '../../../src/kernel/kernel-keeper.ts';
import type { PreviewRequest } from '../../../src/pool/wire/preview.ts';
import { createPreviewer } from '../../../src/worker/decode/preview-image.ts';

function fromHex(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/[0-9a-f]{2}/g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** A PNG of 4 × 2 pixels, as far as its header. */
const PNG = fromHex('89504e470d0a1a0a0000000d4948445200000004000000020802000000');

/** A JPEG of 128 × 96 pixels, as far as its scan. */
const JPEG = fromHex(
  'ffd8 ffe0 0010 4a46494600010100000100010000 ' +
    'ffc0 0011 08 0060 0080 03 012200 021101 031101 ffda 000c 03 010002110311 003f00',
);

interface FakeImageData {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

const bitmaps = { closed: 0 };

beforeEach(() => {
  bitmaps.closed = 0;
  vi.stubGlobal(
    'ImageData',
    function imageData(
      this: unknown,
      data: Uint8ClampedArray,
      width: number,
      height: number,
    ): FakeImageData {
      return { data, width, height };
    },
  );
  vi.stubGlobal('createImageBitmap', async ({ width, height, data }: FakeImageData) => ({
    width,
    height,
    data,
    close: () => void (bitmaps.closed += 1),
  }));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/**
 * A previewer whose kernel fills rows with the length of the filter's name, and one more for each
 * pixel that the image is narrower than 4.
 */
function setUp(decodeMs = 0, about: Partial<Decoder> = {}) {
  const counts = { decoded: 0, closed: 0 };
  const decoder: Decoder = {
    name: 'fake',
    accepts: () => 'exact',
    async decode(_bytes, _header, { decode }) {
      counts.decoded += 1;
      await new Promise((resolve) => {
        setTimeout(resolve, decodeMs);
      });
      return {
        kind: 'pixels',
        layout: 'rgba',
        width: decode === 'turbo' ? 1 : 4,
        height: 2,
        scale: 1,
        decodeMs: 0,
        isDamaged: false,
        warning: null,
        copyRows: async () => undefined,
        close: () => void (counts.closed += 1),
      };
    },
    ...about,
  };
  const kernels: KernelKeeper = {
    lend: (use) =>
      use({
        resample: async (_copyRows, job, row) => void row.fill(job.filter.length + 4 - job.width),
        makeJpegRow: () => {
          throw new Error('not a JPEG');
        },
        memoryBytes: () => 0,
      }),
  };
  const previewer = createPreviewer(async () => ({ decoders: [decoder], kernels }));
  const preview = (changed: Partial<Recipe> = {}, wantsSource = false) => {
    const recipe = { ...DEFAULT_RECIPE, width: 3, height: 1, ...changed };
    return previewer.preview({ id: 1, bytes: new Blob([PNG]), recipe, pixels: 1, wantsSource });
  };
  const ofJpeg = (changed: Partial<Recipe>, wanted: Partial<PreviewRequest<Blob>> = {}) => {
    const recipe: Recipe = { ...DEFAULT_RECIPE, width: 32, height: 24, ...changed };
    const request = {
      id: 2,
      bytes: new Blob([JPEG]),
      recipe,
      pixels: 1,
      wantsSource: false,
      ...wanted,
    };
    return previewer.preview(request);
  };
  return { counts, previewer, preview, ofJpeg };
}

describe('createPreviewer', () => {
  it('A5 size, fit and filter decode nothing again; transparency and rotation may', async () => {
    const { counts, preview } = setUp();
    await preview();
    for (const changed of [
      { resample: 'box' },
      { fit: 'cover' },
      { width: 9, height: 9 },
      { fit: 'contain', pad: '#ffffff' },
    ] as const) {
      await preview(changed);
    }
    expect(counts).toEqual({ decoded: 1, closed: 0 });
    await preview({ alpha: '#ffffff' });
    await preview({ alpha: '#000000' });
    expect(counts.decoded).toBe(2);
  });

  it('A5 the picture is the row, opaque, and the source has its own proportions', async () => {
    const { counts, preview } = setUp();
    const made = await preview({ resample: 'nearest' }, true);
    expect(made?.outcome).toMatchObject({ verdict: 'ok', decoder: 'fake', width: 4, height: 2 });
    const length = 'nearest'.length;
    const pixel = [length, length, length, 255];
    expect(made?.row).toMatchObject({ width: 3, height: 1 });
    expect([...Reflect.get(made?.row ?? {}, 'data')]).toEqual([...pixel, ...pixel, ...pixel]);
    expect(made?.source).toMatchObject({ width: 4, height: 2 });
    expect(counts.decoded).toBe(1); // for both
    expect((await preview())?.source).toBeNull();
  });

  it('A9 under turbo the row of exact is beside it, with their differences', async () => {
    const { ofJpeg } = setUp();
    const made = await ofJpeg({ decode: 'turbo', resample: 'box' });
    expect([...Reflect.get(made?.row ?? {}, 'data')].slice(0, 4)).toEqual([6, 6, 6, 255]);
    expect([...Reflect.get(made?.exact?.row ?? {}, 'data')].slice(0, 4)).toEqual([3, 3, 3, 255]);
    const bytes = 32 * 24 * 3;
    expect(made?.exact?.differences).toEqual({ largest: 3, sum: 3 * bytes, bytes });
    expect((await ofJpeg({}))?.exact).toBeUndefined();
  });

  it('A9 turbo decodes again for another scale alone, and what it does not draft for none', async () => {
    const { counts, preview, ofJpeg } = setUp();
    await ofJpeg({}); // exact
    const decodedAfter = async (changed: Partial<Recipe>): Promise<number> => {
      await ofJpeg({ decode: 'turbo', ...changed });
      return counts.decoded;
    };
    expect(await decodedAfter({})).toBe(2);
    expect(await decodedAfter({ resample: 'box', fit: 'cover' })).toBe(2);
    expect(await decodedAfter({ width: 20, height: 20 })).toBe(2); // 1/4 as well
    expect(await decodedAfter({ width: 16, height: 12 })).toBe(3); // 1/8
    expect(await decodedAfter({ width: 100, height: 12 })).toBe(3); // not drafted
    await preview();
    await preview({ decode: 'turbo' });
    expect(counts.decoded).toBe(4);
  });

  it('A9 times are of both modes, without pictures, and decode anew', async () => {
    const { counts, ofJpeg } = setUp(15);
    const recipe = { decode: 'turbo' } as const;
    await ofJpeg(recipe);
    const before = counts.decoded;
    const made = await ofJpeg(recipe, { wantsTimes: true });
    expect([made?.row, made?.source]).toEqual([null, null]);
    expect(made?.times?.exactMs).toBeGreaterThan(10);
    expect(made?.times?.turboMs).toBeGreaterThan(10);
    expect(counts.decoded - before).toBeGreaterThanOrEqual(2);
    expect(counts.closed).toBe(counts.decoded - before); // nothing of it is kept
  });

  it('A9 work that is too short for the clock is repeated, and its time is that of one image', async () => {
    let nowMs = 0;
    const tickMs = 3; // of a clock that a single row cannot be read from
    vi.spyOn(performance, 'now').mockImplementation(() => nowMs - (nowMs % tickMs));
    const { counts, ofJpeg } = setUp(0, {
      accepts() {
        nowMs += 1; // every row takes a millisecond
        return 'exact';
      },
    });
    const made = await ofJpeg({ decode: 'turbo' }, { wantsTimes: true });
    expect(counts.decoded).toBeGreaterThanOrEqual(6);
    for (const ms of [made?.times?.exactMs, made?.times?.turboMs]) expect(ms).toBeCloseTo(1, 0);
    expect(made?.times?.exactMs).toBeGreaterThan(0.8);
    expect(made?.times?.turboMs).toBeGreaterThan(0.8);
  });

  it('A9 a file without a row has no times', async () => {
    const failure = { code: 'corrupt', detail: 'It is broken.' } as const;
    const { ofJpeg } = setUp(0, { decode: async () => ({ kind: 'failed', failure }) });
    const made = await ofJpeg({ decode: 'turbo' }, { wantsTimes: true });
    expect(made?.outcome).toMatchObject(failure);
    expect(made?.times).toBeUndefined();
    const shown = await ofJpeg({ decode: 'turbo' });
    expect(shown?.exact).toEqual({ row: null, differences: null });
  });

  it('A7 clear closes cached pixels, and those that come after it', async () => {
    const { counts, previewer, preview } = setUp(5);
    await preview();
    previewer.clear();
    expect(counts).toEqual({ decoded: 1, closed: 1 });
    const late = preview();
    const queued = preview({ resample: 'box' });
    await new Promise((resolve) => {
      setTimeout(resolve, 1);
    });
    previewer.clear();
    expect([await late, await queued]).toEqual([null, null]);
    expect(counts).toEqual({ decoded: 2, closed: 2 });
    expect(bitmaps.closed).toBe(1);
  });

  it('A7 a decoder that cannot be loaded is a verdict, and the next preview is made', async () => {
    let isLoaded = false;
    const { preview } = setUp(0, {
      async decode() {
        if (!isLoaded) throw new Error('The decoder could not be loaded: reload the page.');
        return { kind: 'failed', failure: { code: 'corrupt', detail: 'It is broken.' } };
      },
    });
    expect((await preview())?.outcome).toMatchObject({
      verdict: 'failed',
      code: 'worker-died',
      detail: 'The decoder could not be loaded: reload the page.',
    });
    isLoaded = true;
    const made = await preview({}, true);
    expect(made?.outcome).toMatchObject({ code: 'corrupt', detail: 'It is broken.' });
    expect([made?.row, made?.source]).toEqual([null, null]);
  });
});
