import { describe, expect, test, vi } from 'vitest';

import type { DecodedPixels } from '../../src/decoders/decoder.ts';
import type { DecodedImage } from '../../src/rows/make-row.ts';
import { decodeInOrder } from '../../src/worker/decode-in-order.ts';
import type { ReadFile } from '../../src/worker/read-batch.ts';

/** As much of a PNG as is looked at: signature and IHDR. */
function pngHeader(width: number, height: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(33);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  const view = new DataView(bytes.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  bytes.set([8, 2], 24);
  return bytes;
}

function filesOf(...sizes: readonly (readonly [width: number, height: number])[]): ReadFile[] {
  return sizes.map(([width, height], slot) => ({ slot, content: pngHeader(width, height) }));
}

const SMALL = [100, 100] as const;
const LARGE = [4001, 4000] as const;

/** A decoder that notes what it is asked for; each image knows whether it was closed. */
function decoderThatNotes() {
  const asked: Uint8Array[] = [];
  const closes: (() => void)[] = [];
  const decode = async (bytes: Uint8Array): Promise<DecodedImage> => {
    asked.push(bytes);
    const close = vi.fn<() => void>();
    closes.push(close);
    const pixels: DecodedPixels = {
      kind: 'pixels',
      layout: 'rgba',
      width: 1,
      height: 1,
      scale: 1,
      decodeMs: 1,
      isDamaged: false,
      warning: null,
      copyRows: async () => {},
      close,
    };
    const facts = { format: 'png', width: 1, height: 1, decoder: 'fake', approximate: false };
    return { pixels, facts, orientation: 1 };
  };
  return { asked, closes, decode };
}

async function askedAtEach(files: readonly ReadFile[], decodesAhead: boolean): Promise<number[]> {
  const { asked, decode } = decoderThatNotes();
  const counts: number[] = [];
  const slots: number[] = [];
  for await (const { slot } of decodeInOrder(files, decode, decodesAhead)) {
    counts.push(asked.length);
    slots.push(slot);
  }
  expect(slots).toEqual(files.map((file) => file.slot));
  expect(asked).toEqual(files.map((file) => file.content));
  return counts;
}

describe('the images of a batch', () => {
  test('Q10 come one after the other where nothing is decoded ahead', async () => {
    expect(await askedAtEach(filesOf(SMALL, SMALL, SMALL), false)).toEqual([1, 2, 3]);
  });

  test('Q10 are decoded one ahead, and no more', async () => {
    expect(await askedAtEach(filesOf(SMALL, SMALL, SMALL, SMALL), true)).toEqual([2, 3, 4, 4]);
  });

  test('Q10 are not in memory together where one is large', async () => {
    expect(await askedAtEach(filesOf(SMALL, LARGE, SMALL, SMALL), true)).toEqual([1, 2, 4, 4]);
  });

  test('Q10 that are decoded ahead for a caller who went are closed', async () => {
    const { asked, closes, decode } = decoderThatNotes();
    for await (const { slot } of decodeInOrder(filesOf(SMALL, SMALL, SMALL), decode, true)) {
      if (slot === 0) break;
    }
    expect(asked).toHaveLength(2);
    expect(closes[0]).not.toHaveBeenCalled(); // it is the caller's
    expect(closes[1]).toHaveBeenCalledOnce();
  });

  test('S6 that could not be read are their verdicts, in their places', async () => {
    const { decode } = decoderThatNotes();
    const failure = { code: 'vanished' as const, detail: 'It went.' };
    const [first, last] = filesOf(SMALL, SMALL);
    if (first === undefined || last === undefined) throw new Error('no files');
    const files = [first, { slot: 7, content: { failure, format: null } }, { ...last, slot: 9 }];
    const outcomes: unknown[] = [];
    for await (const { slot, image } of decodeInOrder(files, decode, true)) {
      outcomes.push([slot, 'outcome' in image ? image.outcome.verdict : 'pixels']);
    }
    expect(outcomes).toEqual([
      [0, 'pixels'],
      [7, 'failed'],
      [9, 'pixels'],
    ]);
  });
});
