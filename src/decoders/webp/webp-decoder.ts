import { readBytes } from '../../formats/byte-reader.ts';
import { readWebpFile, type WebpFile } from '../../formats/webp/file.ts';
import type { DecodedPixels, Decoder } from '../decoder.ts';
import { createCodec, type CodecResult, type LoadCodec } from '../codec.ts';
import { startWebp } from '../emscripten-instance.ts';

/**
 * Decodes any WebP to Pillow's very pixels, with Pillow's verdict, also if it is animated or damaged.
 * Pillow uses libwebp's WebPAnimDecoder; @jsquash has only the part of libwebp that decodes one picture.
 * So this decodes the chunks of the first frame, and draws its pixels on the canvas. `decode` rejects
 * if `load` does.
 */
export function createWebpDecoder(load: LoadCodec): Decoder {
  const decodeByCodec = createCodec('squoosh-webp', startWebp, load);

  return {
    name: 'squoosh-webp',
    accepts({ format }, recipe) {
      return format === 'webp' && recipe.decode !== 'canvas' ? 'exact' : 'no';
    },
    async decode(bytes) {
      const file = readWebpFile(readBytes(bytes));
      if (file.kind === 'broken') return { kind: 'failed', failure: file.failure };
      const { start, end } = file.frame;
      const { result, decodeMs } = await decodeByCodec(bytes.subarray(start, end));
      if (result.kind === 'image') return pixelsOf(file, result.rgba, decodeMs);
      return { kind: 'failed', failure: result.isOutOfMemory ? NO_MEMORY : NO_PICTURE };
    },
  };
}

const NO_MEMORY = {
  code: 'out-of-memory',
  detail: 'There was not enough memory for the WebP.',
} as const;

const NO_PICTURE = {
  code: 'corrupt',
  detail: 'The picture in the WebP could not be decoded, because its data are damaged.',
} as const;

type Rgba = (CodecResult & { kind: 'image' })['rgba'];

/** Around the frame the canvas is black, and transparent if the file has alpha. */
function pixelsOf(file: WebpFile, decoded: Rgba, decodeMs: number): DecodedPixels {
  const { width, height, frame } = file;
  const isWhole = frame.width === width && frame.height === height;
  let rgba = decoded;

  function copyFrame(firstRow: number, rows: number, target: Uint8Array<ArrayBuffer>): void {
    target.fill(0, 0, rows * width * 4);
    const top = Math.max(firstRow, frame.y);
    const bottom = Math.min(firstRow + rows, frame.y + frame.height);
    for (let row = top; row < bottom; row++) {
      const at = (row - frame.y) * frame.width * 4;
      const line = rgba.subarray(at, at + frame.width * 4);
      target.set(line, ((row - firstRow) * width + frame.x) * 4);
    }
  }

  return {
    kind: 'pixels',
    layout: file.hasAlpha ? 'rgba' : 'rgbx',
    width,
    height,
    scale: 1,
    decodeMs,
    isDamaged: false, // libwebp refuses damaged files
    warning: null,
    async copyRows(firstRow, rows, target) {
      if (isWhole) target.set(rgba.subarray(firstRow * width * 4, (firstRow + rows) * width * 4));
      else copyFrame(firstRow, rows, target);
    },
    close() {
      rgba = new Uint8Array(0);
    },
  };
}
