// npm run -s fuzz-jpegs: thousands of mutated JPEGs at every scale, by the kernel in Node and by Pillow;
// and by a kernel that checks every access to its memory
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { createKernel } from '../../../src/kernel/kernel.ts';
import { exitWith } from '../../drive/exit-with.ts';
import { UsageError } from '../../drive/recipe-options.ts';
import { buildKernel } from '../../setup/build-kernel.mjs';
import { findPython } from '../find-python.ts';
import {
  buildCheckedKernel,
  createCheckedKernel,
  type CheckedKernelModule,
} from './checked-kernel.ts';
import { readJpegSources } from './jpeg-sources.ts';
import { judgeJpeg, type JudgedJpeg, type Judgement, type Kernels } from './judge-jpeg.ts';
import { mutatedJpeg, type MutatedJpeg } from './mutate-jpeg.ts';
import { createPillowPool, type PillowOutcomes } from './pillow-pool.ts';

const USAGE =
  'npm run -s fuzz-jpegs -- [--seed N] [--from N] [--count N] [--keep DIR] [--unchecked]\n' +
  '  --from: the number of the first file; --keep: writes the files that differ there;\n' +
  '  --unchecked: without the kernel that checks its memory, which takes most of the time';

const OPTIONS = {
  seed: { type: 'string', default: '1' },
  from: { type: 'string', default: '0' },
  count: { type: 'string', default: '2000' },
  keep: { type: 'string' },
  unchecked: { type: 'boolean', default: false },
} as const;

const PILLOW_PROCESSES = 2;
/** Files that Pillow is ahead of the kernel. */
const FILES_AHEAD = 8;
const SHOWN_STACK = 30;

async function fuzzJpegs(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  const [seed, from, count] = [values.seed, values.from, values.count].map(wholeNumber);
  Error.stackTraceLimit = SHOWN_STACK;
  const python = await findPython();
  const kernels = await startKernels(values.unchecked ? null : await buildCheckedKernel());
  const pool = createPillowPool(python, PILLOW_PROCESSES);
  const tallies = new Map<string, Map<Judgement, number>>();
  try {
    for await (const [file, pillow] of ahead(seed, from, count, pool)) {
      const judged = await judgeJpeg(file, pillow, kernels);
      for (const mutation of [...file.mutations, 'all'])
        addTo(tallies, mutation, judged.judgements);
      if (judged.remarks.length === 0) continue;
      process.stdout.write(described(file, judged));
      if (values.keep !== undefined) await keep(values.keep, seed, file);
    }
  } finally {
    pool.close();
  }
  process.stdout.write(tableOf(tallies));
  const all = tallies.get('all');
  return (all?.get('fault') ?? 0) + (all?.get('pixels') ?? 0) === 0 ? 0 : 1;
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 0) throw new UsageError(`${text} is no number.`);
  return number;
}

/** Files with what Pillow makes of them, which is asked for some files in advance. */
async function* ahead(
  seed = 1,
  from = 0,
  count = 0,
  pool: ReturnType<typeof createPillowPool>,
): AsyncGenerator<readonly [MutatedJpeg, PillowOutcomes | null]> {
  const sources = readJpegSources();
  const asked: Promise<readonly [MutatedJpeg, PillowOutcomes | null]>[] = [];
  for (let number = from; number < from + count; number++) {
    const file = mutatedJpeg(seed, number, sources);
    asked.push(pool.decode(file.bytes).then((outcomes) => [file, outcomes] as const));
    const first = asked.length > FILES_AHEAD ? asked.shift() : undefined;
    if (first !== undefined) yield await first;
  }
  for (const one of asked) yield await one;
}

async function startKernels(checkedModule: CheckedKernelModule | null): Promise<Kernels> {
  await buildKernel();
  const file = fileURLToPath(new URL('../../../src/kernel/build/kernel.wasm', import.meta.url));
  const module = new WebAssembly.Module(new Uint8Array(await readFile(file)));
  const start = () => ({
    kernel: createKernel(module),
    checked: checkedModule === null ? null : createCheckedKernel(checkedModule),
  });
  let started = start();
  return {
    current: () => started.kernel,
    checked(filling) {
      started.checked?.guard.setFilling(filling);
      return started.checked?.kernel ?? null;
    },
    replace() {
      started = start();
    },
  };
}

function addTo(
  tallies: Map<string, Map<Judgement, number>>,
  mutation: string,
  judgements: readonly Judgement[],
): void {
  const tally = tallies.get(mutation) ?? new Map<Judgement, number>();
  tallies.set(mutation, tally);
  for (const judgement of judgements) tally.set(judgement, (tally.get(judgement) ?? 0) + 1);
}

function described({ number, source, mutations }: MutatedJpeg, { remarks }: JudgedJpeg): string {
  const lines = remarks.map((remark) => `    ${remark}\n`);
  return `  ${number}: ${source}, ${mutations.join(', ')}\n${lines.join('')}`;
}

async function keep(folder: string, seed: number | undefined, file: MutatedJpeg): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${String(seed)}-${file.number}.jpg`), file.bytes);
}

const COLUMNS = ['equal', 'refused', 'verdict', 'pixels', 'fault', 'not judged'] as const;

/** Judgements at all scales, by mutation. */
function tableOf(tallies: ReadonlyMap<string, ReadonlyMap<Judgement, number>>): string {
  const head = 'mutation'.padEnd(24) + COLUMNS.map((name) => name.padStart(11)).join('');
  const names = [...tallies.keys()].filter((name) => name !== 'all').toSorted();
  const lines = [...names, 'all'].map((name) => {
    const counts = COLUMNS.map((column) => String(tallies.get(name)?.get(column) ?? 0));
    return name.padEnd(24) + counts.map((text) => text.padStart(11)).join('');
  });
  return `${[head, ...lines].join('\n')}\n`;
}

try {
  process.exitCode = await fuzzJpegs(process.argv.slice(2));
} catch (error) {
  exitWith('fuzz-jpegs', error, USAGE);
}
