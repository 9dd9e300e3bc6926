import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import binaryen from 'assemblyscript/binaryen';

import { createKernel, type Kernel } from '../../../src/kernel/kernel.ts';
import { instrument, MEMORY_PAGES, type StaticBlock } from './instrument.ts';
import { createMemoryGuard, type MemoryGuard } from './memory-guard.ts';

/** The kernel with every access to its memory checked, as a module that needs a guard's imports. */
export interface CheckedKernelModule {
  readonly module: WebAssembly.Module;
  readonly statics: readonly StaticBlock[];
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const ENTRY = 'src/kernel/assembly/index.ts';
// not optimised, so that each static block is a data segment, and no function of the arena is inlined
const OPTIONS = [
  '-O0',
  '--debug',
  '--runtime=stub',
  '--use=abort=',
  '--enable=simd',
  '--importMemory',
  `--initialMemory=${MEMORY_PAGES}`,
  `--maximumMemory=${MEMORY_PAGES}`,
  '--textFile=checked.wat',
];

/** Those of asc. */
const FEATURES = (
  [
    'MutableGlobals',
    'SignExt',
    'NontrappingFPToInt',
    'BulkMemory',
    'BulkMemoryOpt',
    'SIMD128',
  ] as const
)
  .map((name) => binaryen.Features[name])
  .reduce((all, one) => all | one);

/** Of the largest function that is inlined wherever it is called, in instructions: a check and its access. */
const CHECK_SIZE = 30;

/** Bytes between static blocks that nothing may use. */
const GAP = 64;

/** Compiles src/kernel/assembly anew. Throws with the compiler's messages if it does not compile. */
export async function buildCheckedKernel(): Promise<CheckedKernelModule> {
  let wat = '';
  const messages = asc.createMemoryStream();
  const { error } = await asc.main([ENTRY, ...OPTIONS], {
    readFile: (name) => readSource(name),
    writeFile: (_, text) => {
      if (typeof text === 'string') wat = text;
    },
    listFiles: () => readdirSync(ROOT),
    stderr: messages,
  });
  if (error !== null) throw new Error(`The kernel does not compile.\n${messages.toString()}`);
  const { text, statics } = instrument(wat);
  const module = binaryen.parseText(text);
  module.setFeatures(FEATURES);
  optimise(module);
  const binary = Uint8Array.from(module.emitBinary());
  module.dispose();
  const blocks = statics.map(({ address, bytes }) => ({ address, bytes: bytes - GAP }));
  return { module: new WebAssembly.Module(binary), statics: blocks };
}

/** Inlines the checks, and keeps the names of functions, for the stack of a fault. */
function optimise(module: binaryen.Module): void {
  binaryen.setOptimizeLevel(3);
  binaryen.setShrinkLevel(0);
  binaryen.setAlwaysInlineMaxSize(CHECK_SIZE);
  binaryen.setDebugInfo(true);
  module.optimize();
}

function readSource(name: string): string | null {
  try {
    return withGaps(readFileSync(`${ROOT}${name}`, 'utf8'));
  } catch {
    return null; // asc tries several names
  }
}

/** Every static block with GAP bytes more than the source asks for, as a length or as a list of values. */
function withGaps(source: string): string {
  return source
    .replaceAll(/memory\.data\((?!\s*\[)([^;]+?)(, \d+)?\)(?=\)?;)/g, `memory.data($1 + ${GAP}$2)`)
    .replaceAll(
      /memory\.data<[iuf](\d+)>\(\s*\[([^\]]*?),?\s*\]/g,
      (literal, bits: string, values: string) => {
        const zeros = ', 0'.repeat((GAP * 8) / Number(bits));
        return literal.replace(/\[[^]*/, `[${values}${zeros}]`);
      },
    );
}

/** A kernel, and the guard of its memory. */
export function createCheckedKernel({ module, statics }: CheckedKernelModule): {
  readonly kernel: Kernel;
  readonly guard: MemoryGuard;
} {
  const guard = createMemoryGuard(statics);
  return { kernel: createKernel(module, guard.imports), guard };
}
