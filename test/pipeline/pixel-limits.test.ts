import { describe, expect, test } from 'vitest';

import { MANY_PIXELS, TOO_MANY_PIXELS } from '../../src/pipeline/make-row.ts';
import { pngHeader } from '../formats/write-headers.ts';
import { decoderThat, made, UNTOUCHED } from './fake-decoders.ts';

describe('large images', () => {
  test("S4 the limits are Pillow's", () => {
    expect(MANY_PIXELS).toBe(89_478_485);
    expect(TOO_MANY_PIXELS).toBe(178_956_970);
  });

  test('S4 20000 × 20000 pixels are refused from the header', async () => {
    const { decoder, decode } = decoderThat({});
    const { outcome, row } = await made(pngHeader(20000, 20000), [decoder]);
    expect(outcome).toEqual({
      verdict: 'failed',
      code: 'too-many-pixels',
      detail: '20000 × 20000 pixels: Pillow refuses images of more than 178956970.',
      format: 'png',
      width: 20000,
      height: 20000,
      decoder: null,
      approximate: false,
    });
    expect(decode).not.toHaveBeenCalled();
    expect(row).toEqual(UNTOUCHED);
  });

  test.each([
    { width: 89_478_485, verdict: 'ok', code: undefined },
    { width: 89_478_486, verdict: 'warned', code: 'many-pixels' },
    { width: 178_956_970, verdict: 'warned', code: 'many-pixels' },
    { width: 178_956_971, verdict: 'failed', code: 'too-many-pixels' },
  ])('S4 $width × 1 pixels are $verdict', async ({ width, verdict, code }) => {
    const { decoder, decode } = decoderThat({ width, height: 1 });
    const { outcome, row } = await made(pngHeader(width, 1), [decoder]);
    expect(outcome).toMatchObject({ verdict, format: 'png', width, height: 1 });
    expect('code' in outcome ? outcome.code : undefined).toBe(code);
    expect(decode).toHaveBeenCalledTimes(verdict === 'failed' ? 0 : 1);
    expect(row).toEqual(verdict === 'failed' ? UNTOUCHED : [10, 20, 30, 200, 100, 0]);
  });

  test('S4 the warning says how many pixels there are', async () => {
    const { decoder } = decoderThat({ width: 10_000, height: 10_000 });
    const { outcome } = await made(pngHeader(10_000, 10_000), [decoder]);
    expect(outcome).toMatchObject({
      code: 'many-pixels',
      detail: '100000000 pixels: more than the 89478485 at which Pillow begins to warn.',
    });
  });
});
