import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { DEFAULT_RECIPE, type Recipe } from '../../src/core/recipe.ts';
import type { Decoder } from '../../src/decoders/decoder.ts';
import type { KernelKeeper } from '../../src/kernel/kernel-keeper.ts';
import { createPreviewer } from '../../src/worker/preview-image.ts';

/** A PNG of 4 × 2 pixels, as far as its header. */
const PNG = Uint8Array.from(
  '89504e470d0a1a0a0000000d4948445200000004000000020802000000'.match(/../g) ?? [],
  (pair) => Number.parseInt(pair, 16),
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
afterEach(() => vi.unstubAllGlobals());

/** A previewer whose kernel fills rows with the number of the recipe's filter. */
function setUp(decodeMs = 0, about: Partial<Decoder> = {}) {
  const counts = { decoded: 0, closed: 0 };
  const decoder: Decoder = {
    name: 'fake',
    accepts: () => 'exact',
    async decode() {
      counts.decoded += 1;
      await new Promise((resolve) => {
        setTimeout(resolve, decodeMs);
      });
      return {
        kind: 'pixels',
        layout: 'rgba',
        width: 4,
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
        resample: async (_copyRows, job, row) => void row.fill(job.filter.length),
        memoryBytes: () => 0,
      }),
  };
  const previewer = createPreviewer(async () => ({ makers: { decoders: [decoder], kernels } }));
  const preview = (changed: Partial<Recipe> = {}, wantsSource = false) => {
    const recipe = { ...DEFAULT_RECIPE, width: 3, height: 1, ...changed };
    return previewer.preview({ id: 1, bytes: new Blob([PNG]), recipe, wantsSource });
  };
  return { counts, previewer, preview };
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

  it('A7 forget closes what is kept, and what comes after it', async () => {
    const { counts, previewer, preview } = setUp(5);
    await preview();
    previewer.forget();
    expect(counts).toEqual({ decoded: 1, closed: 1 });
    const late = preview();
    const queued = preview({ resample: 'box' });
    await new Promise((resolve) => {
      setTimeout(resolve, 1);
    });
    previewer.forget();
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
