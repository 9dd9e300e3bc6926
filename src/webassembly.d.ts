// WebAssembly in every runtime of pixelpool, which neither `lib: ES2023` nor Node's types have. Written
// by hand, and no more than is used. Unlike in lib.dom, whoever instantiates a module names its exports
// (`Instance<MyExports>`), because nobody else knows them.

declare namespace WebAssembly {
  type ImportValue = ((...values: number[]) => number | void) | Memory | number;
  type Imports = Record<string, Record<string, ImportValue>>;

  interface Module {
    readonly [Symbol.toStringTag]: string;
  }

  const Module: new (bytes: ArrayBuffer | Uint8Array<ArrayBuffer>) => Module;

  class Instance<Exports extends object = Record<string, unknown>> {
    constructor(module: Module, imports?: Imports);
    readonly exports: Exports;
  }

  class Memory {
    constructor(descriptor: { initial: number; maximum?: number });
    /** A new one after each growth; the old one then has no bytes. */
    readonly buffer: ArrayBuffer;
    /** Grows by pages of 64 KiB; returns their number before. Throws a RangeError if it cannot. */
    grow(pages: number): number;
  }

  class CompileError extends Error {}
  class LinkError extends Error {}
  class RuntimeError extends Error {}

  function compile(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>): Promise<Module>;
  function instantiate<Exports extends object = Record<string, unknown>>(
    module: Module,
    imports?: Imports,
  ): Promise<Instance<Exports>>;
}
