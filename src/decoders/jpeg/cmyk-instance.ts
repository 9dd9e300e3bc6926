import { draftSize, type DraftScale } from '../../core/recipe/draft.ts';
import { readJpegHead } from '../../formats/jpeg/header.ts';
import type { CodecInstance, CodecResult } from '../codec.ts';

/** TurboJPEG's interface; numbers are addresses, sizes and handles. */
interface TurboExports {
  readonly memory: WebAssembly.Memory;
  malloc(bytes: number): number;
  free(address: number): void;
  tjInitDecompress(): number;
  /**
   * Returns 0, or -1 after an error; pixels that were decoded before it are valid. Scales down by the
   * largest number of eighths with which the result fits in width × height.
   */
  tjDecompress2(
    handle: number,
    bytes: number,
    length: number,
    pixels: number,
    width: number,
    pitch: number,
    height: number,
    pixelFormat: number,
    flags: number,
  ): number;
  tjDestroy(handle: number): void;
}

const TJPF_CMYK = 11;

// libjpeg's fatal errors call longjmp; the others are imports of any program without files
const IMPORTS: WebAssembly.Imports = {
  env: {
    setjmp: () => 0,
    longjmp: () => {
      throw new FatalError();
    },
  },
  wasi_snapshot_preview1: {
    proc_exit: () => {
      throw new FatalError();
    },
    environ_sizes_get: () => 0,
    environ_get: () => 0,
    fd_close: () => 0,
    fd_seek: () => 0,
    fd_write: () => 0,
  },
};

/** The codec gave up on a file. */
class FatalError extends Error {
  override readonly name = 'FatalError';
}

/**
 * libjpeg-turbo 2, as @cwasm/jpeg-turbo builds it, for JPEGs of four components; not through the
 * package's own wrapper, which is for Node and for three.
 */
export async function startCmykJpeg(module: WebAssembly.Module): Promise<CodecInstance> {
  const { exports } = await WebAssembly.instantiate<TurboExports & Record<string, unknown>>(
    module,
    IMPORTS,
  );
  return {
    decode(bytes, scale) {
      try {
        return decodeCmyk(exports, bytes, scale);
      } catch (error) {
        return refused(error instanceof RangeError);
      }
    },
    memoryBytes: () => exports.memory.buffer.byteLength,
  };
}

function refused(isOutOfMemory: boolean): CodecResult {
  return { kind: 'refused', isOutOfMemory, reason: null, messages: [] };
}

function decodeCmyk(exports: TurboExports, bytes: Uint8Array, scale: DraftScale): CodecResult {
  const { malloc, free, memory } = exports;
  // not TurboJPEG's own reading of the header: it refuses samplings for which it has no name
  const head = readJpegHead(bytes);
  if ('code' in head) return refused(false);
  const { width, height } = draftSize(head.width, head.height, scale);
  const handle = exports.tjInitDecompress();
  const input = malloc(bytes.length);
  const output = malloc(width * height * 4);
  if (input === 0 || output === 0) return refused(true);
  new Uint8Array(memory.buffer, input, bytes.length).set(bytes);
  const pitch = width * 4;
  const size = [width, pitch, height] as const;
  const code = exports.tjDecompress2(handle, input, bytes.length, output, ...size, TJPF_CMYK, 0);
  const rgba = cmykToRgba(new Uint8Array(memory.buffer, output, pitch * height));
  for (const address of [input, output]) free(address);
  exports.tjDestroy(handle);
  const messages = code === 0 ? [] : ['There is damage in the image data.'];
  return { kind: 'image', width, height, rgba, messages };
}

/**
 * Converts four bytes a pixel, inverted as Adobe stores them, to RGB with full alpha: Pillow's `CMYK;I`
 * and `convert("RGB")` (Convert.c, cmyk2rgb). Each ink dims the white that black, K, has left: the
 * result is the product of the inverted values over 255, rounded.
 */
function cmykToRgba(inverted: Uint8Array): Uint8Array {
  const rgba = new Uint8Array(inverted.length);
  for (let at = 0; at < inverted.length; at += 4) {
    const white = inverted[at + 3] ?? 0;
    for (let channel = at; channel < at + 3; channel++) {
      rgba[channel] = white - over255((255 - (inverted[channel] ?? 0)) * white);
    }
    rgba[at + 3] = 255;
  }
  return rgba;
}

/** A product of two bytes over 255, rounded (Pillow's MULDIV255). */
function over255(product: number): number {
  const raised = product + 128;
  return ((raised >> 8) + raised) >> 8;
}
