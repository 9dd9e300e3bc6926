import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { layoutMosaic, tileOf } from '../../../src/core/inspect/mosaic-layout.ts';
import { DEFAULT_RECIPE, rowBytesOf } from '../../../src/core/recipe/recipe.ts';
import type { ViewerRequest } from '../../../src/pool/wire/viewer.ts';
import type { RowStore } from '../../../src/worker/sink/row-store.ts';
import { createViewers } from '../../../src/worker/sink/serve-viewer.ts';

const ROW_BYTES = rowBytesOf(DEFAULT_RECIPE);

class FakeImageData {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  constructor(width: number, height: number) {
    this.width = width;
    this.data = new Uint8ClampedArray(width * height * 4);
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('ImageData', FakeImageData);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('A mosaic has rows that were stored before it began, also those that the page had not heard of', () => {
  const slots = [0, 1, 2, 3];
  const rowOf = (slot: number) => new Uint8Array(ROW_BYTES).fill(100 + slot);
  const store = {
    *pieces(asked: Uint32Array) {
      for (const slot of asked) yield rowOf(slot);
    },
  } as unknown as RowStore;
  const viewers = createViewers(
    () => store,
    () => ROW_BYTES,
  );
  const painted: FakeImageData[] = [];
  const canvas = {
    width: 0,
    height: 0,
    getContext: () => ({ putImageData: (picture: FakeImageData) => void painted.push(picture) }),
  } as unknown as OffscreenCanvas;
  const port = { onmessage: null, close: () => undefined } as unknown as MessagePort;
  viewers.connect(port);
  viewers.show(Uint32Array.of(1), rowOf(1));
  const layout = layoutMosaic(slots.length, 400, 200, DEFAULT_RECIPE);
  const request: ViewerRequest<OffscreenCanvas> = {
    kind: 'mosaic',
    canvas,
    layout,
    stored: Uint32Array.of(0), // 1 is stored, and not reported yet
  };
  const message = new MessageEvent('message', { data: request });
  Reflect.apply(port.onmessage ?? expect.fail(), port, [message]);
  viewers.show(Uint32Array.of(2), rowOf(2));
  vi.runAllTimers();
  const picture = painted.at(-1) ?? expect.fail();
  const shown = slots.map((slot) => {
    const corner = tileOf(layout, slot) ?? expect.fail();
    return picture.data[(corner.y * picture.width + corner.x) * 4];
  });
  expect(shown).toEqual([100, 101, 102, 0]);
});
