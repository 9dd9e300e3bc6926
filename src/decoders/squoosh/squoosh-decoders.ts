import type { ImageVariant } from '../../core/image-variant.ts';
import { mendJpeg } from '../../core/jpeg-ending.ts';
import { endsEarly, type ImageFormat } from '../../core/sniff.ts';
import type { Failure } from '../../core/verdict.ts';
import type { Acceptance, DecodedPixels, Decoder } from '../decoder.ts';
import {
  keepCodec,
  type CodecInstance,
  type CodecName,
  type CodecResult,
  type LoadCodec,
} from './codec.ts';
import { startJpeg, startWebp } from './emscripten-instance.ts';
import { startCmykJpeg } from './cmyk-instance.ts';
import { startTurboJpeg } from './turbojpeg-instance.ts';

/** What a codec makes of a variant; of one that is not named, nothing. */
type Acceptances = Partial<Record<ImageVariant | 'everyday', Acceptance | 'exact-without-alpha'>>;

interface Codec {
  readonly format: 'jpeg' | 'webp';
  readonly start: (module: WebAssembly.Module) => Promise<CodecInstance>;
  readonly accepts: Acceptances;
}

/** Each line was held against Pillow 12.3.0: test/decoders/squoosh-decoders.test.ts. */
const CODECS: Record<CodecName, Codec> = {
  'squoosh-jpeg': {
    format: 'jpeg',
    start: startJpeg,
    accepts: { everyday: 'exact', 'other-sampling': 'exact', 'several-scans': 'exact' },
  },
  // MozJPEG 3.3.1 repeats the rows of 4:4:0, which libjpeg-turbo smooths; it smooths what is left
  // out of a progressive JPEG in another way, and knows no arithmetic coding nor lossless JPEG
  'libjpeg-turbo': {
    format: 'jpeg',
    start: startTurboJpeg,
    accepts: {
      'chroma-440': 'exact',
      incomplete: 'exact',
      arithmetic: 'exact',
      lossless: 'exact',
    },
  },
  'libjpeg-turbo-cmyk': {
    format: 'jpeg',
    start: startCmykJpeg,
    accepts: { cmyk: 'exact' },
  },
  'squoosh-webp': {
    format: 'webp',
    start: startWebp,
    accepts: { everyday: 'exact', lossy: 'exact', 'odd-alpha': 'exact-without-alpha' },
  },
};

const CODEC_NAMES = [
  'squoosh-jpeg',
  'libjpeg-turbo',
  'libjpeg-turbo-cmyk',
  'squoosh-webp',
] as const;

/**
 * The codecs of Squoosh, as @jsquash builds them for any runtime: Pillow's very pixels of nearly
 * every JPEG and WebP. `decode` rejects where `load` does, because no file is to blame for it.
 */
export function createSquooshDecoders(load: LoadCodec): readonly Decoder[] {
  return CODEC_NAMES.map((name) => createSquooshDecoder(name, load));
}

function createSquooshDecoder(name: CodecName, load: LoadCodec): Decoder {
  const { format, start, accepts } = CODECS[name];
  let loaded: Promise<WebAssembly.Module> | null = null;
  const decodeByCodec = keepCodec(async () => {
    try {
      loaded ??= load(name);
      return await start(await loaded);
    } catch (error) {
      loaded = null;
      throw error;
    }
  });

  return {
    name,
    accepts({ format: offered, variant }, recipe) {
      if (offered !== format || recipe.decode !== 'exact') return 'no';
      const acceptance = accepts[variant ?? 'everyday'] ?? 'no';
      if (acceptance !== 'exact-without-alpha') return acceptance;
      return recipe.alpha === 'drop' ? 'exact' : 'approximate';
    },
    async decode(bytes) {
      // libjpeg, given all bytes at once, fills what a cut file lacks with grey, and only warns
      const whole = format === 'jpeg' ? mendJpeg(bytes) : bytes;
      if ('code' in whole) return { kind: 'failed', failure: whole };
      const { result, decodeMs } = await decodeByCodec(whole);
      if (result.kind === 'refused') {
        return { kind: 'failed', failure: whyRefused(result, format, bytes) };
      }
      return pixelsOf(result, decodeMs);
    },
  };
}

function whyRefused(
  { isOutOfMemory, reason }: CodecResult & { kind: 'refused' },
  format: ImageFormat,
  bytes: Uint8Array,
): Failure {
  const name = format.toUpperCase();
  if (isOutOfMemory) {
    return { code: 'out-of-memory', detail: `There was not enough memory for the ${name}.` };
  }
  if (endsEarly(bytes, format)) return truncated(format);
  const why = reason === null ? '' : ` (${reason})`;
  return { code: 'corrupt', detail: `The ${name} could not be decoded${why}.` };
}

function truncated(format: ImageFormat): Failure {
  return { code: 'truncated', detail: `The ${format.toUpperCase()} ends before its last pixel.` };
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
