// npm run -s fuzz-metadata: thousands of small JPEGs, PNGs and WebPs with metadata of every kind, whole and
// malformed, made into rows in Node and by Pillow
import { spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { createPortableDecoders } from '../../../src/decoders/portable-decoders.ts';
import { createKernelKeeper } from '../../../src/kernel/kernel-keeper.ts';
import type { RowMakers } from '../../../src/pipeline/make-row.ts';
import { exitWith } from '../../drive/exit-with.ts';
import { UsageError } from '../../../src/cli/usage-error.ts';
import { buildKernel } from '../../setup/build-kernel.mjs';
import { findPython } from '../find-python.ts';
import { judgeFile, METADATA_RECIPES, type JudgedFile, type Judgement } from './judge-file.ts';

const USAGE =
  'npm run -s fuzz-metadata -- [--seed N] [--from N] [--count N] [--keep DIR]\n' +
  '  --from: the number of the first file; --keep: writes the files that differ there';

const OPTIONS = {
  seed: { type: 'string', default: '1' },
  from: { type: 'string', default: '0' },
  count: { type: 'string', default: '5000' },
  keep: { type: 'string' },
} as const;

const SCRIPT = fileURLToPath(new URL('./fuzz_metadata.py', import.meta.url));
const COLUMNS: readonly Judgement[] = ['equal', 'refused', 'marked', 'verdict', 'pixels'];

type Tallies = Map<string, Map<Judgement, number>>;

async function fuzzMetadata(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  const [seed = 1, from = 0, count = 0] = [values.seed, values.from, values.count].map(wholeNumber);
  const makers = await startMakers();
  const tallies: Tallies = new Map();
  let number = from;
  for await (const [kind, bytes, pillow] of pillowsFiles(seed, from, count)) {
    const judged = await judgeFile(bytes, pillow, makers);
    for (const name of [kind, 'all']) addTo(tallies, name, judged);
    const differing = judged.flatMap((one, i) =>
      ['marked', 'verdict', 'pixels'].includes(one.judgement) ? [described(one, i)] : [],
    );
    if (differing.length > 0) {
      process.stdout.write(`${kind} ${seed} ${number}\n${differing.join('')}`);
      if (values.keep !== undefined) await keep(values.keep, `${kind}-${seed}-${number}`, bytes);
    }
    number += 1;
  }
  if (number !== from + count) throw new Error('Pillow ended early.');
  process.stdout.write(tableOf(tallies));
  const all = tallies.get('all');
  return (all?.get('verdict') ?? 0) + (all?.get('pixels') ?? 0) === 0 ? 0 : 1;
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 0) throw new UsageError(`${text} is no number.`);
  return number;
}

async function startMakers(): Promise<RowMakers> {
  await buildKernel();
  const require = createRequire(import.meta.url);
  const compile = async (path: string) =>
    new WebAssembly.Module(new Uint8Array(await readFile(require.resolve(path))));
  const kernel = await compile('../../../src/kernel/build/kernel.wasm');
  const decoders = createPortableDecoders(kernel, async () =>
    compile('@jsquash/webp/codec/dec/webp_dec.wasm'),
  );
  return { decoders, kernels: createKernelKeeper(kernel) };
}

type PillowsFile = readonly [
  kind: string,
  bytes: Uint8Array<ArrayBuffer>,
  pillow: readonly string[],
];

async function* pillowsFiles(seed: number, from: number, count: number) {
  const args = [SCRIPT, ...[seed, from, count].map(String)];
  const child = spawn(await findPython(), args, { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const [kind, base64, pillow] = JSON.parse(line) as readonly [string, string, readonly string[]];
    const file: PillowsFile = [kind, new Uint8Array(Buffer.from(base64, 'base64')), pillow];
    yield file;
  }
}

function described({ judgement, pillow, ours }: JudgedFile, recipe: number): string {
  const { decode, orientation } = METADATA_RECIPES[recipe] ?? { decode: '', orientation: '' };
  return `  ${decode}, ${orientation}: ${judgement}. Pillow: ${pillow}; pixelpool: ${ours}\n`;
}

async function keep(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), bytes);
}

function addTo(tallies: Tallies, name: string, judged: readonly JudgedFile[]): void {
  const tally = tallies.get(name) ?? new Map<Judgement, number>();
  tallies.set(name, tally);
  for (const { judgement } of judged) tally.set(judgement, (tally.get(judgement) ?? 0) + 1);
}

function tableOf(tallies: Tallies): string {
  const line = (name: string, cells: readonly string[]): string =>
    name.padEnd(12) + cells.map((cell) => cell.padStart(9)).join('');
  const lines = [...tallies]
    .toSorted(([a], [b]) => (a === 'all' ? 1 : b === 'all' ? -1 : a.localeCompare(b)))
    .map(([name, tally]) =>
      line(
        name,
        COLUMNS.map((column) => String(tally.get(column) ?? 0)),
      ),
    );
  return `${[line('kind', COLUMNS), ...lines].join('\n')}\n`;
}

try {
  process.exitCode = await fuzzMetadata(process.argv.slice(2));
} catch (error) {
  exitWith('fuzz-metadata', error, USAGE);
}
