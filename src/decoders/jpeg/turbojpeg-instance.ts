import type { CodecInstance, CodecResult } from '../codec.ts';

/**
 * libjpeg-turbo 3 as built by Cornerstone: Pillow's own library, one minor version later. It decodes to
 * grey or RGB, and reports damage without details.
 */
export async function startTurboJpeg(module: WebAssembly.Module): Promise<CodecInstance> {
  const { default: factory } = await import('@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs');
  let memory: WebAssembly.Memory | null = null;
  const glue = await factory({
    instantiateWasm(imports, receive) {
      const instance = new WebAssembly.Instance(module, imports);
      memory = memoryOf(instance);
      receive(instance, module);
      return instance.exports;
    },
  });
  return {
    decode(bytes) {
      const decoder = new glue.JPEGDecoder();
      try {
        decoder.getEncodedBuffer(bytes.length).set(bytes);
        return decodeWith(decoder);
      } catch (error) {
        const isOutOfMemory = error instanceof RangeError;
        return { kind: 'refused', isOutOfMemory, reason: null, messages: [] };
      } finally {
        decoder.delete();
      }
    },
    memoryBytes: () => memory?.buffer.byteLength ?? 0,
  };
}

/** The exports of the build have names of one letter, so that the memory is found by its type. */
function memoryOf(instance: WebAssembly.Instance): WebAssembly.Memory | null {
  const exported = Object.values(instance.exports);
  return exported.find((value) => value instanceof WebAssembly.Memory) ?? null;
}

function decodeWith(decoder: TurboJpeg.Decoder): CodecResult {
  let messages: readonly string[] = [];
  try {
    decoder.decode();
  } catch (error) {
    if (error instanceof Error) throw error; // C++ throws numbers
    messages = ['There is damage in the image data.'];
  }
  const { width, height, componentCount } = decoder.getFrameInfo();
  const pixels = decoder.getDecodedBuffer();
  const rowBytes = width * componentCount;
  // the buffer begins as zeros: an error, other than a warning, ended the decoding before its end
  const isWhole = messages.length === 0 || pixels.subarray(-rowBytes).some((byte) => byte !== 0);
  if (pixels.length === 0 || !isWhole) {
    return { kind: 'refused', isOutOfMemory: false, reason: null, messages };
  }
  const rgba = componentCount === 1 ? greyToRgba(pixels) : rgbToRgba(pixels);
  return { kind: 'image', width, height, rgba, messages };
}

function greyToRgba(grey: Uint8Array): Uint8Array {
  // one write a pixel: grey three times, and full alpha above
  const pixels = new Uint32Array(grey.length);
  for (let i = 0; i < grey.length; i++) pixels[i] = (0xff000000 | ((grey[i] ?? 0) * 0x10101)) >>> 0;
  return new Uint8Array(pixels.buffer);
}

function rgbToRgba(rgb: Uint8Array): Uint8Array {
  const rgba = new Uint8Array((rgb.length / 3) * 4).fill(255);
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    rgba[to] = rgb[from] ?? 0;
    rgba[to + 1] = rgb[from + 1] ?? 0;
    rgba[to + 2] = rgb[from + 2] ?? 0;
  }
  return rgba;
}
