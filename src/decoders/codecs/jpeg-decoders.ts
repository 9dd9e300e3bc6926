import type { ImageVariant } from '../../core/image-variant.ts';
import { mendJpeg } from '../../core/jpeg-ending.ts';
import type { Failure } from '../../core/verdict.ts';
import type { Acceptance, DecodedPixels, Decoder } from '../decoder.ts';
import { startCmykJpeg } from './cmyk-instance.ts';
import {
  createCodec,
  type CodecInstance,
  type CodecName,
  type CodecResult,
  type LoadCodec,
} from './codec.ts';
import { startJpeg } from './emscripten-instance.ts';
import { startTurboJpeg } from './turbojpeg-instance.ts';

interface JpegCodec {
  readonly name: CodecName;
  readonly start: (module: WebAssembly.Module) => Promise<CodecInstance>;
  /** What it makes of a kind of JPEG; of one that is not named, nothing. */
  readonly accepts: Partial<Record<ImageVariant | 'everyday', Acceptance>>;
}

/** Each line was held against Pillow 12.3.0: test/decoders/codecs.test.ts. */
const CODECS: readonly JpegCodec[] = [
  {
    name: 'squoosh-jpeg',
    start: startJpeg,
    accepts: { everyday: 'exact', 'other-sampling': 'exact', 'several-scans': 'exact' },
  },
  {
    // MozJPEG 3.3.1 repeats the rows of 4:4:0, which libjpeg-turbo smooths; it smooths what is left
    // out of a progressive JPEG in another way, and knows no arithmetic coding nor lossless JPEG
    name: 'libjpeg-turbo',
    start: startTurboJpeg,
    accepts: {
      'chroma-440': 'exact',
      incomplete: 'exact',
      arithmetic: 'exact',
      lossless: 'exact',
    },
  },
  { name: 'libjpeg-turbo-cmyk', start: startCmykJpeg, accepts: { cmyk: 'exact' } },
];

/**
 * Decoders of JPEG in WebAssembly, kept by others, which have Pillow's very pixels of nearly every
 * kind in any runtime. `decode` rejects where `load` does, because no file is to blame for it.
 */
export function createJpegDecoders(load: LoadCodec): readonly Decoder[] {
  return CODECS.map((codec) => createJpegDecoder(codec, load));
}

function createJpegDecoder({ name, start, accepts }: JpegCodec, load: LoadCodec): Decoder {
  const decodeByCodec = createCodec(name, start, load);
  return {
    name,
    accepts({ format, variant }, recipe) {
      if (format !== 'jpeg' || recipe.decode !== 'exact') return 'no';
      return accepts[variant ?? 'everyday'] ?? 'no';
    },
    async decode(bytes) {
      // libjpeg, given all bytes at once, fills what a cut file lacks with grey, and only warns
      const whole = mendJpeg(bytes);
      if ('code' in whole) return { kind: 'failed', failure: whole };
      const { result, decodeMs } = await decodeByCodec(whole);
      if (result.kind === 'image') return pixelsOf(result, decodeMs);
      return { kind: 'failed', failure: whyRefused(result) };
    },
  };
}

function whyRefused({ isOutOfMemory, reason }: CodecResult & { kind: 'refused' }): Failure {
  if (isOutOfMemory) {
    return { code: 'out-of-memory', detail: 'There was not enough memory for the JPEG.' };
  }
  const why = reason === null ? '' : ` (${reason})`;
  return { code: 'corrupt', detail: `The JPEG could not be decoded${why}.` };
}

function pixelsOf(
  { width, height, rgba, messages }: CodecResult & { kind: 'image' },
  decodeMs: number,
): DecodedPixels {
  let pixels: Uint8Array | Uint8ClampedArray = rgba;
  return {
    kind: 'pixels',
    layout: 'rgba',
    width,
    height,
    scale: 1,
    decodeMs,
    isDamaged: messages.length > 0,
    warning: null,
    async copyRows(firstRow, rows, target) {
      target.set(pixels.subarray(firstRow * width * 4, (firstRow + rows) * width * 4));
    },
    close() {
      pixels = new Uint8Array(0);
    },
  };
}
