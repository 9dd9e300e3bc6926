import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { isPillowRecipe } from '../../src/core/recipe/pillow-steps.ts';
import type { Receipt } from '../../src/core/output/receipt.ts';
import type { RunParameters } from '../../src/core/recipe/recipe-parameters.ts';
import { driveFolder } from '../drive/drive-folder.ts';
import { runProgram } from '../setup/run-program.mjs';

const oracleScript = fileURLToPath(new URL('./oracle/oracle.py', import.meta.url));
const compareScript = fileURLToPath(new URL('./oracle/compare.py', import.meta.url));

/** Where a run over a folder was put, by pixelpool and by the oracle. */
export interface BothRuns {
  readonly ours: { readonly array: string; readonly manifest: string };
  readonly theirs: { readonly array: string; readonly report: string };
  /** The script that a user of the page gets; null if Python cannot make the rows. */
  readonly verify: string | undefined;
  readonly receipt: Receipt;
}

/** A recipe as the oracle's options; canvas has no meaning there and is held against exact. */
function oracleOptions({ recipe, workers }: RunParameters): readonly string[] {
  const decode = recipe.decode === 'canvas' ? 'exact' : recipe.decode;
  const options = { ...recipe, decode, workers };
  return Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
}

/** Makes the rows of a folder twice: in the built page, and with Pillow. Throws if either fails. */
export async function runBoth(
  folder: string,
  parameters: RunParameters,
  python: string,
  scratch: string,
): Promise<BothRuns> {
  const at = (name: string): string => join(scratch, name);
  const ours = { array: at('ours.npy'), manifest: at('ours.jsonl') };
  const theirs = { array: at('theirs.npy'), report: at('theirs.jsonl') };
  const verify = isPillowRecipe(parameters.recipe) ? at('verify.py') : undefined;
  const files = { out: ours.array, manifest: ours.manifest, report: undefined, verify };
  const receipt = await driveFolder({ folder, ...files, parameters });
  const written = ['--out', theirs.array, '--report', theirs.report];
  const oracle = [oracleScript, folder, ...written, ...oracleOptions(parameters)];
  const code = await runProgram(python, oracle);
  if (code !== 0) throw new Error(`The oracle ended with exit code ${code}.`);
  return { ours, theirs, verify, receipt };
}

/** compare.py's last word, as it writes it to a file. */
export interface Comparison {
  readonly files: number;
  readonly unaccounted: number;
  readonly unsound: number;
  readonly judged: number;
  readonly verdict_equal: number;
  readonly both: number;
  readonly byte_equal: number;
  readonly differ_unflagged: number;
}

/** Compares the arrays with compare.py; returns its exit code. */
export async function compareRuns(
  { ours, theirs }: BothRuns,
  python: string,
  options: readonly string[],
  isQuiet = false,
): Promise<number> {
  const arrays = [theirs.array, theirs.report, ours.array, ours.manifest];
  return runProgram(python, [compareScript, ...arrays, ...options], {
    stdio: isQuiet ? ['ignore', 'ignore', 2] : 'inherit',
  });
}

/** The same without its list of files, and what it counted. */
export async function countDifferences(
  runs: BothRuns,
  python: string,
  scratch: string,
): Promise<Comparison> {
  const file = join(scratch, 'comparison.json');
  await compareRuns(runs, python, [`--json=${file}`], true);
  return JSON.parse(await readFile(file, 'utf8')) as Comparison;
}
