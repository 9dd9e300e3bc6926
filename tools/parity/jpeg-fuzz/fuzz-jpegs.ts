// npm run -s fuzz-jpegs: thousands of mutated JPEGs at every scale, by the kernel in Node and by Pillow;
// and by a kernel that checks every access to its memory
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';

import { createKernel } from '../../../src/kernel/kernel.ts';
import { exitWith } from '../../drive/exit-with.ts';
import { UsageError } from '../../../src/cli/usage-error.ts';
import { buildKernel } from '../../setup/build-kernel.mjs';
import { findPython } from '../find-python.ts';
import { checkJpeg } from './check-jpeg.ts';
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
  'npm run -s fuzz-jpegs -- [--seed N] [--from N] [--count N] [--keep DIR] [--unchecked | --no-pillow]\n' +
  '  --from: the number of the first file; --keep: writes the files that differ there;\n' +
  '  --unchecked: without the kernel that checks its memory;\n' +
  '  --no-pillow: by that kernel only, whose pixels are compared with nothing';

const OPTIONS = {
  seed: { type: 'string', default: '1' },
  from: { type: 'string', default: '0' },
  count: { type: 'string', default: '2000' },
  keep: { type: 'string' },
  unchecked: { type: 'boolean', default: false },
  'no-pillow': { type: 'boolean', default: false },
} as const;

const PILLOW_PROCESSES = 2;
/** Files that Pillow is ahead of the kernel. */
const FILES_AHEAD = 8;
const SHOWN_STACK = 30;
/** Of the processor's time for one file. */
const MAX_SECONDS = 60;

async function fuzzJpegs(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  const [seed = 1, from = 0, count = 0] = [values.seed, values.from, values.count].map(wholeNumber);
  if (values.unchecked && values['no-pillow']) throw new UsageError('Nothing would be compared.');
  Error.stackTraceLimit = SHOWN_STACK;
  const kernels = await startKernels(values.unchecked ? null : await buildCheckedKernel());
  const pool = values['no-pillow'] ? null : createPillowPool(await findPython(), PILLOW_PROCESSES);
  const watcher = watchForHangs(seed);
  const tallies = new Map<string, Map<Judgement, number>>();
  const files = mutatedJpegs(seed, from, count);
  try {
    for await (const [file, pillow] of pool === null ? withNothing(files) : ahead(files, pool)) {
      watcher.begin(file.number);
      const judged = await (pool === null
        ? checkJpeg(file, kernels)
        : judgeJpeg(file, pillow, kernels));
      for (const mutation of [...file.mutations, 'all'])
        addTo(tallies, mutation, judged.judgements);
      if (judged.remarks.length === 0) continue;
      process.stdout.write(described(file, judged));
      if (values.keep !== undefined) await keep(values.keep, seed, file);
    }
  } finally {
    pool?.close();
    await watcher.end();
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

function* mutatedJpegs(seed: number, from: number, count: number): Generator<MutatedJpeg> {
  const sources = readJpegSources();
  for (let number = from; number < from + count; number++) {
    yield mutatedJpeg(seed, number, sources);
  }
}

type WithPillows = readonly [MutatedJpeg, PillowOutcomes | null];

function* withNothing(files: Iterable<MutatedJpeg>): Generator<WithPillows> {
  for (const file of files) yield [file, null];
}

/** Files with what Pillow makes of them, which is asked for some files in advance. */
async function* ahead(
  files: Iterable<MutatedJpeg>,
  pool: ReturnType<typeof createPillowPool>,
): AsyncGenerator<WithPillows> {
  const asked: Promise<WithPillows>[] = [];
  for (const file of files) {
    asked.push(pool.decode(file.bytes).then((outcomes) => [file, outcomes] as const));
    const first = asked.length > FILES_AHEAD ? asked.shift() : undefined;
    if (first !== undefined) yield await first;
  }
  for (const one of asked) yield await one;
}

/** Ends the process if a file takes it more than MAX_SECONDS. */
function watchForHangs(seed: number): { begin(number: number): void; end(): Promise<unknown> } {
  const shared = new SharedArrayBuffer(4);
  const workerData = { shared, seconds: MAX_SECONDS, told: `seed ${seed}, file` };
  const worker = new Worker(new URL('./hang-watcher.mjs', import.meta.url), { workerData });
  return {
    begin: (number) => Atomics.store(new Int32Array(shared), 0, number),
    end: async () => worker.terminate(),
  };
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

const COLUMNS = ['made', 'equal', 'refused', 'verdict', 'pixels', 'fault', 'not judged'] as const;

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
