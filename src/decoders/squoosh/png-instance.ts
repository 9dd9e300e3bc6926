import type { CodecInstance, CodecResult } from './codec.ts';

/** What wasm-bindgen made of the crate; numbers are addresses, sizes and handles. */
interface PngExports {
  readonly memory: WebAssembly.Memory;
  readonly __wbindgen_malloc: (bytes: number, alignment: number) => number;
  readonly __wbindgen_free: (address: number, bytes: number, alignment: number) => void;
  /** 8 bits a channel; the picture goes to the import that makes an ImageData. */
  readonly decode: (address: number, length: number) => number;
  /** 16 bits a channel: the address of a picture, to be asked by the three below, and freed. */
  readonly decode_rgba16: (address: number, length: number) => number;
  readonly imagedatargba16_width: (picture: number) => number;
  readonly imagedatargba16_height: (picture: number) => number;
  /** The samples go to the import that makes a Uint16Array. */
  readonly imagedatargba16_data: (picture: number) => number;
  readonly __wbg_imagedatargba16_free: (picture: number) => void;
}

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array<ArrayBuffer>;
}

/**
 * The end of a PNG. Behind the last byte of any file it changes nothing; a file that lacks it, but
 * nothing else, is one that Pillow accepts and the codec does not.
 */
const PNG_END = Uint8Array.of(0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82);

/**
 * The png crate of Rust. Not through the package's own glue: that keeps one instance for ever, so
 * that no file could be decoded after one on which the crate gave up, and it asks for ImageData.
 */
export async function startPng(module: WebAssembly.Module): Promise<CodecInstance> {
  const pictures: Picture[] = []; // one at most
  let samples = new Uint16Array(0);

  // their names end in hashes, which change with the package's version
  const named: Record<string, WebAssembly.ImportValue> = {
    __wbg_newwithownedu8clampedarrayandsh(
      address: number,
      length: number,
      width: number,
      height: number,
    ) {
      pictures.push({ width, height, rgba: take(address, length) });
      return ANY_HANDLE;
    },
    __wbg_newwithbyteoffsetandlength(_buffer: number, address: number, length: number) {
      samples = new Uint16Array(instance.exports.memory.buffer, address >>> 0, length >>> 0);
      return ANY_HANDLE;
    },
    __wbindgen_throw(address: number, length: number) {
      const text = new Uint8Array(instance.exports.memory.buffer, address >>> 0, length >>> 0);
      throw new Error(String.fromCharCode(...text));
    },
  };
  const imports = WebAssembly.Module.imports(module).map(({ name }) => {
    const stem = Object.keys(named).find((start) => name.startsWith(start));
    return [name, (stem === undefined ? null : named[stem]) ?? (() => ANY_HANDLE)] as const;
  });
  const instance = await WebAssembly.instantiate<PngExports>(module, {
    wbg: Object.fromEntries(imports),
  });
  const { exports } = instance;

  /** Bytes of the memory that the crate has given away. */
  function take(address: number, length: number): Uint8Array<ArrayBuffer> {
    const taken = new Uint8Array(exports.memory.buffer, address >>> 0, length).slice();
    exports.__wbindgen_free(address, length, 1);
    return taken;
  }

  /** The crate frees what is put here. */
  function put(bytes: Uint8Array<ArrayBuffer>): readonly [address: number, length: number] {
    const length = bytes.length + PNG_END.length;
    const address = exports.__wbindgen_malloc(length, 1) >>> 0;
    const memory = new Uint8Array(exports.memory.buffer, address, length);
    memory.set(bytes);
    memory.set(PNG_END, bytes.length);
    return [address, length];
  }

  function decode8(bytes: Uint8Array<ArrayBuffer>): Picture | null {
    exports.decode(...put(bytes));
    return pictures.pop() ?? null;
  }

  function decodeGrey16(bytes: Uint8Array<ArrayBuffer>): Picture {
    const handle = exports.decode_rgba16(...put(bytes));
    exports.imagedatargba16_data(handle);
    const rgba = new Uint8Array(samples.length);
    for (let at = 0; at < rgba.length; at++) rgba[at] = Math.min(samples[at] ?? 0, 255);
    const width = exports.imagedatargba16_width(handle) >>> 0;
    const height = exports.imagedatargba16_height(handle) >>> 0;
    exports.__wbg_imagedatargba16_free(handle);
    return { width, height, rgba };
  }

  return {
    decode(bytes) {
      try {
        const decoded = isGrey16(bytes) ? decodeGrey16(bytes) : decode8(bytes);
        return decoded === null ? refused(null) : { kind: 'image', ...decoded, messages: [] };
      } catch (error) {
        return refused(error);
      }
    },
    memoryBytes: () => exports.memory.buffer.byteLength,
  };
}

/** Objects that the crate gets are numbers to it; the binding keeps them, so any number will do. */
const ANY_HANDLE = 132;

/** Bit depth and colour type of IHDR. Pillow clips these at 255; the codec would halve the bits. */
function isGrey16(bytes: Uint8Array): boolean {
  return bytes[24] === 16 && bytes[25] === 0;
}

// what the crate says is how it was asked ("unwrap"), never what is wrong with the file
function refused(thrown: unknown): CodecResult {
  const isOutOfMemory = thrown instanceof RangeError;
  return { kind: 'refused', isOutOfMemory, reason: null, messages: [] };
}
