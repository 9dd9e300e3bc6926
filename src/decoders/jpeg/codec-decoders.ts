import { draftScale, type DraftScale } from '../../core/recipe/draft.ts';
import type { ImageVariant } from '../../formats/specs.ts';
import { mendJpeg } from '../../formats/jpeg/ending.ts';
import type { Recipe } from '../../core/recipe/recipe.ts';
import type { ImageHeader } from '../../formats/sniff.ts';
import type { Failure } from '../../core/verdict.ts';
import type { Acceptance, DecodedPixels, Decoder } from '../decoder.ts';
import { startCmykJpeg } from './cmyk-instance.ts';
import {
  createCodec,
  type CodecInstance,
  type CodecName,
  type CodecResult,
  type LoadCodec,
} from '../codec.ts';
import { startJpeg } from '../emscripten-instance.ts';
import { startTurboJpeg } from './turbojpeg-instance.ts';

interface JpegCodec {
  readonly name: CodecName;
  readonly start: (module: WebAssembly.Module) => Promise<CodecInstance>;
  /** How it decodes each kind of JPEG; it does not decode kinds that are not listed. */
  readonly accepts: JpegAcceptance;
  /** The same for JPEGs that Pillow drafts; it drafts those itself that are exact here. */
  readonly acceptsDrafts: JpegAcceptance;
}

type JpegAcceptance = Partial<Record<ImageVariant | 'everyday', Acceptance>>;

/** Each line was verified against Pillow 12.3.0: test/decoders/codecs.test.ts. */
const CODECS: readonly JpegCodec[] = [
  {
    name: 'squoosh-jpeg',
    start: startJpeg,
    accepts: { everyday: 'exact', 'other-sampling': 'exact', 'several-scans': 'exact' },
    acceptsDrafts: {},
  },
  {
    // MozJPEG 3.3.1 repeats the rows of 4:4:0, which libjpeg-turbo smooths; it smooths incomplete
    // progressive JPEGs in another way, and does not know arithmetic coding
    name: 'libjpeg-turbo',
    start: startTurboJpeg,
    accepts: {
      'chroma-440': 'exact',
      incomplete: 'exact',
      arithmetic: 'exact',
    },
    // in their own size: this build does not scale
    acceptsDrafts: {
      incomplete: 'approximate',
      arithmetic: 'approximate',
    },
  },
  {
    name: 'libjpeg-turbo-cmyk',
    start: startCmykJpeg,
    accepts: { cmyk: 'exact' },
    acceptsDrafts: { cmyk: 'exact' },
  },
];

/**
 * Third-party JPEG decoders in WebAssembly, with Pillow's very pixels of nearly every kind of JPEG in any
 * runtime. `decode` rejects if `load` does, because the file is not to blame for it.
 */
export function createJpegDecoders(load: LoadCodec): readonly Decoder[] {
  return CODECS.map((codec) => createJpegDecoder(codec, load));
}

function createJpegDecoder(codec: JpegCodec, load: LoadCodec): Decoder {
  const { name, start } = codec;
  const decodeByCodec = createCodec(name, start, load);
  return {
    name,
    accepts(header, recipe) {
      if (header.format !== 'jpeg' || recipe.decode === 'canvas') return 'no';
      return acceptance(codec, header, scaleOf(header, recipe));
    },
    async decode(bytes, header, recipe) {
      // with all bytes at once, libjpeg fills the missing part of a cut file with grey, and only warns
      const whole = mendJpeg(bytes);
      if ('code' in whole) return { kind: 'failed', failure: whole };
      const wanted = scaleOf(header, recipe);
      const scale = acceptance(codec, header, wanted) === 'exact' ? wanted : 1;
      const { result, decodeMs } = await decodeByCodec(whole, scale);
      if (result.kind === 'image') return pixelsOf(result, decodeMs, scale);
      return { kind: 'failed', failure: whyRefused(result) };
    },
  };
}

function scaleOf({ width, height }: ImageHeader, recipe: Recipe): DraftScale {
  return draftScale(recipe, width ?? 0, height ?? 0);
}

function acceptance(codec: JpegCodec, header: ImageHeader, scale: DraftScale): Acceptance {
  const { width, height, variant } = header;
  const kind = variant ?? 'everyday';
  if (scale === 1) return codec.accepts[kind] ?? 'no';
  // drafts of these sizes are as large at 5/8 and 3/8, which TurboJPEG prefers
  const isTiny = width === scale + 1 && height === width && scale < 8;
  const accepted = codec.acceptsDrafts[kind] ?? 'no';
  return accepted === 'exact' && isTiny ? 'approximate' : accepted;
}

function whyRefused({ isOutOfMemory, reason }: CodecResult & { kind: 'refused' }): Failure {
  if (isOutOfMemory) {
    return { code: 'out-of-memory', detail: 'There was not enough memory for the JPEG.' };
  }
  const because = reason === null ? '' : ` (${reason})`;
  return { code: 'corrupt', detail: `The JPEG could not be decoded${because}.` };
}

function pixelsOf(
  { width, height, rgba, messages }: CodecResult & { kind: 'image' },
  decodeMs: number,
  scale: DraftScale,
): DecodedPixels {
  let pixels: Uint8Array | Uint8ClampedArray = rgba;
  return {
    kind: 'pixels',
    layout: 'rgba',
    width,
    height,
    scale,
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
