// WebAssembly: every runtime of pixelpool has it, but neither `lib: ES2023` nor Node's types
// declare it. Written by hand, and limited to the parts that are used. Unlike in lib.dom, code that
// instantiates a module states the type of its exports (`Instance<MyExports>`): only it knows them.

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
    /** A new buffer after each growth; the old one is then empty. */
    readonly buffer: ArrayBuffer;
    /** Grows by pages of 64 KiB; returns the old page count. Throws a RangeError on failure. */
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
