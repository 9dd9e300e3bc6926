// The glue that Emscripten made for @jsquash's codecs, as much of it as is used. The packages' own
// declarations ask for `lib: DOM`, which an any-runtime room does not have.

declare namespace Jsquash {
  interface Options {
    readonly noInitialRun: boolean;
    print(line: string): void;
    printErr(line: string): void;
    /** Brings the instance; gives its exports, and hands itself to `receive`. */
    instantiateWasm(
      imports: WebAssembly.Imports,
      receive: (instance: WebAssembly.Instance) => void,
    ): Record<string, unknown>;
  }

  /** An ImageData; in Node, where there is none, the glue makes do with an object like it. */
  interface Image {
    readonly width: number;
    readonly height: number;
    readonly data: Uint8ClampedArray<ArrayBuffer>;
  }

  interface Glue {
    /** The whole memory; another view after it has grown. */
    readonly HEAPU8: Uint8Array<ArrayBuffer>;
  }

  interface JpegGlue extends Glue {
    decode(bytes: Uint8Array<ArrayBuffer>, preserveOrientation: boolean): Image | null;
  }

  interface WebpGlue extends Glue {
    decode(bytes: Uint8Array<ArrayBuffer>): Image | null;
  }

  type Factory<AnyGlue extends Glue> = (options: Options) => Promise<AnyGlue>;
}

declare module '@jsquash/jpeg/codec/dec/mozjpeg_dec.js' {
  const factory: Jsquash.Factory<Jsquash.JpegGlue>;
  export { factory as default };
}

declare module '@jsquash/webp/codec/dec/webp_dec.js' {
  const factory: Jsquash.Factory<Jsquash.WebpGlue>;
  export { factory as default };
}
