// The glue that Emscripten made for Cornerstone's build of libjpeg-turbo, as much of it as is used;
// the package has no declarations.

declare namespace TurboJpeg {
  interface Options {
    /** Passes the instance to `receive`, and returns its exports. */
    instantiateWasm(
      imports: WebAssembly.Imports,
      receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
    ): Record<string, unknown>;
  }

  /** Lives in the module's memory until it is deleted; its buffers are views of that memory. */
  interface Decoder {
    getEncodedBuffer(bytes: number): Uint8Array;
    /** Throws a number (the address of a text) for errors and for warnings. */
    decode(): void;
    getFrameInfo(): { readonly width: number; readonly height: number; componentCount: 1 | 3 };
    getDecodedBuffer(): Uint8Array;
    delete(): void;
  }

  interface Glue {
    readonly JPEGDecoder: new () => Decoder;
  }
}

declare module '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs' {
  const factory: (options: TurboJpeg.Options) => Promise<TurboJpeg.Glue>;
  export { factory as default };
}
