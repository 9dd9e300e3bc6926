// WebAssembly as every runtime has it that pixelpool runs in, and neither `lib: ES2023` nor Node's
// types know. Hand-kept, and no more than is used. What differs from lib.dom: who instantiates a
// module says what it exports (`Instance<MyExports>`), because nobody else knows.

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
    /** Another one after each growth; the former then has no bytes. */
    readonly buffer: ArrayBuffer;
    /** By so many pages of 64 KiB; gives how many there were. Throws a RangeError where it cannot. */
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
