import { describe, expect, test, vi } from 'vitest';

import { DEFAULT_RECIPE } from '../../../src/core/recipe/recipe.ts';
import type { DecodedPixels } from '../../../src/decoders/decoder.ts';
import type { DecodedImage } from '../../../src/pipeline/make-row.ts';
import { decodeInOrder } from '../../../src/worker/decode/decode-in-order.ts';
import type { ReadFile } from '../../../src/worker/decode/read-batch.ts';
import { pngHeader } from './png-header.ts';

/** As much of a JPEG as is looked at: SOI, a frame header of three components, the first scan. */
function jpegHeader(width: number, height: number): Uint8Array<ArrayBuffer> {
  const size = [height >> 8, height & 255, width >> 8, width & 255];
  const frame = [0xff, 0xc0, 0, 17, 8, ...size, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0];
  const scan = [0xff, 0xda, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0];
  return Uint8Array.from([0xff, 0xd8, ...frame, ...scan]);
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

const ORDERS = { recipe: DEFAULT_RECIPE, decodesAhead: true };

/** Notes what is told of large images; each may be begun, or not. */
function notedEvents(mayBegin = true) {
  const told: string[] = [];
  const events = {
    async onLarge(pixels: number, heldPixels: number) {
      told.push(`${pixels} pixels, ${heldPixels} held`);
      return mayBegin;
    },
    onLargeDone: (pixels: number) => void told.push(`done: ${pixels}`),
  };
  return { told, events };
}

async function askedAtEach(files: readonly ReadFile[], decodesAhead: boolean): Promise<number[]> {
  const { asked, decode } = decoderThatNotes();
  const counts: number[] = [];
  const slots: number[] = [];
  for await (const { slot } of decodeInOrder(
    files,
    decode,
    { ...ORDERS, decodesAhead },
    notedEvents().events,
  )) {
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
    for await (const { slot } of decodeInOrder(
      filesOf(SMALL, SMALL, SMALL),
      decode,
      ORDERS,
      notedEvents().events,
    )) {
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
    for await (const { slot, image } of decodeInOrder(
      files,
      decode,
      ORDERS,
      notedEvents().events,
    )) {
      outcomes.push([slot, 'outcome' in image ? image.outcome.verdict : 'pixels']);
    }
    expect(outcomes).toEqual([
      [0, 'pixels'],
      [7, 'failed'],
      [9, 'pixels'],
    ]);
  });

  test('Q15 that are large are told of before they are begun, and when they are let go', async () => {
    const { asked, decode } = decoderThatNotes();
    const { told, events } = notedEvents();
    const steps: string[] = [];
    const files = filesOf(SMALL, [4000, 3000], LARGE, SMALL);
    const onLarge: typeof events.onLarge = (...pixels) => {
      told.push(`${asked.length} decoded:`);
      return events.onLarge(...pixels);
    };
    const images = decodeInOrder(files, decode, ORDERS, { ...events, onLarge });
    for await (const { slot } of images) {
      steps.push(...told.splice(0), `row ${slot}`);
    }
    expect([...steps, ...told]).toEqual([
      '1 decoded:', // the second is decoded ahead
      '12000000 pixels, 12000000 held',
      'row 0',
      'row 1',
      'done: 12000000',
      '2 decoded:',
      '16004000 pixels, 16004000 held',
      'row 2',
      'done: 16004000',
      'row 3',
    ]);
  });

  test('Q15 are told of as large even if little of them is held: drafts', async () => {
    const jpeg = jpegHeader(6000, 4000);
    const { decode } = decoderThatNotes();
    const { told, events } = notedEvents(false);
    const orders = { ...ORDERS, recipe: { ...DEFAULT_RECIPE, decode: 'turbo' as const } };
    const slots: number[] = [];
    const files = [{ slot: 3, content: jpeg }];
    for await (const { slot } of decodeInOrder(files, decode, orders, events)) slots.push(slot);
    expect(told).toEqual(['24000000 pixels, 375000 held', 'done: 24000000']);
    expect(slots).toEqual([3]); // it waits for no turn
  });

  test('Q15 that are not to be begun end the batch', async () => {
    const { asked, decode } = decoderThatNotes();
    const { events } = notedEvents(false);
    const slots: number[] = [];
    const files = filesOf(SMALL, LARGE, SMALL);
    for await (const { slot } of decodeInOrder(files, decode, ORDERS, events)) slots.push(slot);
    expect(slots).toEqual([0]);
    expect(asked).toHaveLength(1);
  });

  test('S1 of too many pixels wait for nobody: they are not decoded', async () => {
    const { decode } = decoderThatNotes();
    const { told, events } = notedEvents();
    const files = filesOf([13_378, 13_378]);
    for await (const { slot } of decodeInOrder(files, decode, ORDERS, events)) expect(slot).toBe(0);
    expect(told).toEqual([]);
  });
});
