import type { ImageVariant } from '../../core/image-variant.ts';
import { endsEarly } from '../../core/sniff.ts';
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
import { startPng } from './png-instance.ts';

/** What a codec makes of a variant; of one that is not named, nothing. */
type Acceptances = Partial<Record<ImageVariant | 'everyday', Acceptance | 'exact-without-alpha'>>;

interface Codec {
  readonly start: (module: WebAssembly.Module) => Promise<CodecInstance>;
  readonly accepts: Acceptances;
}

/** Each line was held against Pillow 12.3.0: test/decoders/squoosh-decoders.test.ts. */
const CODECS: Record<CodecName, Codec> = {
  jpeg: {
    start: startJpeg,
    // MozJPEG 3.3.1 repeats the rows of 4:4:0, where libjpeg-turbo has smoothed them since 1.5.1
    accepts: { everyday: 'exact', 'other-sampling': 'exact', 'chroma-440': 'approximate' },
  },
  png: {
    start: startPng,
    accepts: {
      everyday: 'exact',
      'short-palette': 'exact',
      grey16: 'exact',
      animated: 'exact',
      'odd-transparency': 'exact-without-alpha',
    },
  },
  webp: {
    start: startWebp,
    accepts: { everyday: 'exact', lossy: 'exact', 'odd-alpha': 'exact-without-alpha' },
  },
};

/**
 * The codecs of Squoosh, as @jsquash builds them for any runtime: Pillow's very pixels of nearly
 * every JPEG, PNG and WebP. `decode` rejects where `load` does, because no file is to blame for it.
 */
export function createSquooshDecoders(load: LoadCodec): readonly Decoder[] {
  return (['jpeg', 'png', 'webp'] as const).map((name) => createSquooshDecoder(name, load));
}

function createSquooshDecoder(name: CodecName, load: LoadCodec): Decoder {
  const { start, accepts } = CODECS[name];
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
    name: `squoosh-${name}`,
    accepts({ format, variant }, recipe) {
      if (format !== name || recipe.decode !== 'exact') return 'no';
      const acceptance = accepts[variant ?? 'everyday'] ?? 'no';
      if (acceptance !== 'exact-without-alpha') return acceptance;
      return recipe.alpha === 'drop' ? 'exact' : 'approximate';
    },
    async decode(bytes) {
      const { result, decodeMs } = await decodeByCodec(bytes);
      if (result.kind === 'refused') {
        return { kind: 'failed', failure: whyRefused(result, name, bytes) };
      }
      // libjpeg fills what a cut file lacks with grey, and only warns; Pillow refuses the file
      if (name === 'jpeg' && result.messages.length > 0 && isCut(result.messages, name, bytes)) {
        return { kind: 'failed', failure: truncated(name) };
      }
      return pixelsOf(result, decodeMs);
    },
  };
}

/**
 * libjpeg says so itself when it misses the end of a file; but it prints no more than the first
 * warning of a file, and after any other the bytes have to tell.
 */
function isCut(messages: readonly string[], name: CodecName, bytes: Uint8Array): boolean {
  const isMissed = messages.some((message) => message.startsWith('Premature end of JPEG file'));
  return isMissed || endsEarly(bytes, name);
}

function whyRefused(
  { isOutOfMemory, reason, messages }: CodecResult & { kind: 'refused' },
  name: CodecName,
  bytes: Uint8Array,
): Failure {
  const format = name.toUpperCase();
  if (isOutOfMemory) {
    return { code: 'out-of-memory', detail: `There was not enough memory for the ${format}.` };
  }
  if (isCut(messages, name, bytes)) return truncated(name);
  const why = reason === null ? '' : ` (${reason})`;
  return { code: 'corrupt', detail: `The ${format} could not be decoded${why}.` };
}

function truncated(name: CodecName): Failure {
  return { code: 'truncated', detail: `The ${name.toUpperCase()} ends before its last pixel.` };
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
