// The part that is used of Emscripten's glue for @jsquash's codecs. The packages' own declarations
// need `lib: DOM`, which an any-runtime room does not have.

declare namespace Jsquash {
  interface Options {
    readonly noInitialRun: boolean;
    print(line: string): void;
    printErr(line: string): void;
    /** Passes the instance to `receive`, and returns its exports. */
    instantiateWasm(
      imports: WebAssembly.Imports,
      receive: (instance: WebAssembly.Instance) => void,
    ): Record<string, unknown>;
  }

  /** An ImageData; Node has none, so that the glue returns a similar object. */
  interface Image {
    readonly width: number;
    readonly height: number;
    readonly data: Uint8ClampedArray<ArrayBuffer>;
  }

  interface Glue {
    /** The whole memory; another view after it has grown. */
    readonly HEAPU8: Uint8Array<ArrayBuffer>;
  }

  interface WebpGlue extends Glue {
    decode(bytes: Uint8Array<ArrayBuffer>): Image | null;
  }

  type Factory<AnyGlue extends Glue> = (options: Options) => Promise<AnyGlue>;
}

declare module '@jsquash/webp/codec/dec/webp_dec.js' {
  const factory: Jsquash.Factory<Jsquash.WebpGlue>;
  export { factory as default };
}
