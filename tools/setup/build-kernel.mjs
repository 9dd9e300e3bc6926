// @ts-check
// Compiles src/kernel/assembly (AssemblyScript) to src/kernel/build/kernel.wasm, unless it is up to
// date. Vite and Vitest do this first, see vite.config.ts.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const kernel = fileURLToPath(new URL('../../src/kernel/', import.meta.url));
const ASSEMBLY = join(kernel, 'assembly');
const BUILD = join(kernel, 'build');
const WASM = join(BUILD, 'kernel.wasm');
const STAMP = join(BUILD, 'kernel.stamp');

/** Pages of 64 KiB: 1 GiB, more than any image that a tab should have in memory. */
const MAXIMUM_PAGES = 16_384;

// no garbage collector, no imports: an abort is a trap
const OPTIONS = [
  '-O3',
  '--noAssert',
  '--runtime=stub',
  '--use=abort=',
  '--enable=simd',
  '--initialMemory=4',
  `--maximumMemory=${MAXIMUM_PAGES}`,
];

function fingerprint() {
  const hash = createHash('sha256');
  for (const name of readdirSync(ASSEMBLY, { recursive: true, encoding: 'utf8' }).toSorted()) {
    if (name.endsWith('.ts')) hash.update(name).update(readFileSync(join(ASSEMBLY, name)));
  }
  const compiler = createRequire(import.meta.url)('assemblyscript/package.json');
  return hash.update(compiler.version).update(OPTIONS.join(' ')).digest('hex');
}

/** Throws with the compiler's messages if the sources do not compile. */
export async function buildKernel() {
  const wanted = fingerprint();
  if (existsSync(WASM) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  const { default: asc } = await import('assemblyscript/asc');
  mkdirSync(BUILD, { recursive: true });
  // several programs may build at the same time: each writes its own file, then renames it
  const partial = join(BUILD, `kernel-${process.pid}.wasm`);
  const messages = asc.createMemoryStream();
  const { error } = await asc.main(
    [join(ASSEMBLY, 'index.ts'), `--outFile=${partial}`, ...OPTIONS],
    { stderr: messages },
  );
  if (error !== null) throw new Error(`The kernel does not compile.\n${messages.toString()}`);
  renameSync(partial, WASM);
  writeFileSync(STAMP, wanted);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildKernel();
