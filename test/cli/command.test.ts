import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';

import { manifestLines } from '../../src/core/output/manifest.ts';
import { npyHeader } from '../../src/core/output/npy.ts';
import { summariseInSteps } from '../../src/core/output/outcome-summary.ts';
import { planInSteps } from '../../src/core/plan/plan.ts';
import { withAdvice } from '../../src/core/plan/placeholder.ts';
import { recipeTexts } from '../../src/core/recipe/recipe-options.ts';
import { rowBytesOf } from '../../src/core/recipe/recipe.ts';
import { createPortableDecoders } from '../../src/decoders/portable-decoders.ts';
import { createKernelKeeper } from '../../src/kernel/kernel-keeper.ts';
import { makeRow } from '../../src/pipeline/make-row.ts';
import { walkSteps } from '../../src/cli/walk-steps.ts';
import { loadCodec } from '../decoders/load-codec.ts';
import { loadKernelModule } from '../kernel/load-kernel.ts';
import { readGoldenCases } from '../kernel/pillow-goldens.ts';
import { useBuiltCli } from './built-cli.ts';

const FIXTURES = fileURLToPath(new URL('../fixtures/', import.meta.url));
const cli = useBuiltCli();
const at = (name: string): string => join(cli.folder, name);

/** Good and bad files of every format, in folders, with some that systems leave behind. */
const MIXED = 'mixed';

beforeAll(async () => {
  for (const sub of ['', 'b', '.hidden']) mkdirSync(at(join(MIXED, sub)), { recursive: true });
  const names = readdirSync(join(FIXTURES, 'images'));
  for (const [index, name] of names.entries()) {
    const to = at(join(MIXED, index % 2 === 0 ? 'b' : '', name));
    await copyFile(join(FIXTURES, 'images', name), to);
  }
  writeFileSync(at(join(MIXED, 'Thumbs.db')), 'left behind');
  writeFileSync(at(join(MIXED, '.cat.jpg.icloud')), 'no image');
  await copyFile(join(FIXTURES, 'images', 'red.png'), at(join(MIXED, '.hidden', 'red.png')));
});

/** The array and the manifest by the pipeline on this thread. */
async function madeHere(failed: 'drop' | 'zero', hidden: 'in' | 'out') {
  const kernel = loadKernelModule();
  const makers = {
    decoders: createPortableDecoders(kernel, loadCodec),
    kernels: createKernelKeeper(kernel),
  };
  const listed = readdirSync(at(MIXED), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(at(MIXED).length + 1));
  const files = listed.map((path) => ({ path, source: path }));
  const plan = walkSteps(planInSteps({ name: MIXED, files }, hidden));
  const rows: Uint8Array[] = [];
  const outcomes = [];
  for (const { path, slot } of plan.slots) {
    const row = new Uint8Array(rowBytesOf(RECIPE));
    const bytes = new Uint8Array(readFileSync(at(join(MIXED, path))));
    const { outcome } = await makeRow(bytes, RECIPE, makers, row);
    outcomes.push(withAdvice(path, { ...outcome, slot }));
    if (outcome.verdict !== 'failed') rows.push(row);
    else if (failed === 'zero') rows.push(new Uint8Array(row.length));
  }
  const { order } = walkSteps(summariseInSteps(plan, outcomes, failed));
  const header = npyHeader([rows.length, RECIPE.height, RECIPE.width, 3]);
  const manifest = [...manifestLines(plan, outcomes, order)].join('');
  return { array: Buffer.concat([header, ...rows]), manifest };
}

const GOLDENS = readGoldenCases()
  .filter(({ group }) => group === 'every_file')
  .toSorted((a, b) => (a.file < b.file ? -1 : 1));
const RECIPE = GOLDENS[0]?.recipe ?? expect.fail();
const OPTIONS = recipeTexts(RECIPE).map(([name, text]) => `--${name}=${text}`);

describe('an array on the command line', () => {
  test("D1 has Pillow's rows of files of every format", async () => {
    mkdirSync(at('golden'));
    for (const { file } of GOLDENS) {
      await copyFile(join(FIXTURES, 'pillow', 'files', file), at(join('golden', file)));
    }
    const ended = await cli.run(['golden', '-o', 'golden.npy', ...OPTIONS]);
    expect(ended).toEqual({ code: 0, stdout: '', stderr: '' });
    const header = npyHeader([GOLDENS.length, RECIPE.height, RECIPE.width, 3]);
    const rows = GOLDENS.map(({ row }) => row ?? expect.fail());
    expect(readFileSync(at('golden.npy')).equals(Buffer.concat([header, ...rows]))).toBe(true);
  });

  test.each([
    ['drop', 'in', '1'],
    ['zero', 'out', '3'],
  ] as const)(
    'D1 D2 failed=%s hidden=%s workers=%s: array and manifest are those of the pipeline',
    async (failed, hidden, workers) => {
      const expected = await madeHere(failed, hidden);
      const out = `${failed}.npy`;
      const { code } = await cli.run([
        MIXED,
        `--out=${out}`,
        `--manifest=${failed}.jsonl`,
        `--receipt=${failed}.json`,
        `--failed=${failed}`,
        `--hidden=${hidden}`,
        `--workers=${workers}`,
        ...OPTIONS,
      ]);
      expect(code).toBe(0);
      expect(readFileSync(at(`${failed}.jsonl`), 'utf8')).toBe(expected.manifest);
      expect(readFileSync(at(out)).equals(expected.array)).toBe(true);
      const receipt = JSON.parse(readFileSync(at(`${failed}.json`), 'utf8'));
      expect(receipt).toMatchObject({ name: MIXED, failed, hidden, workers: Number(workers) });
      expect(receipt.counts.failed).toBeGreaterThan(0);
      expect(receipt.python).toContain('Image.open');
      expect(readdirSync(cli.folder).filter((name) => name.includes('.part'))).toEqual([]);
    },
  );

  test('D3 a list of paths is read from standard input', async () => {
    const paths = [join(MIXED, 'b', 'alpha.png'), 'a-missing.png', join(MIXED, 'blue.png')];
    const list = paths.map((path) => `${path}\n`).join('');
    const ended = await cli.run(['-', '-o', 'list.npy', '--manifest', 'list.jsonl'], list);
    expect(ended).toEqual({ code: 0, stdout: '', stderr: '' });
    const lines = readFileSync(at('list.jsonl'), 'utf8').trim().split('\n');
    const found = lines.map((line) => JSON.parse(line));
    expect(found.map(({ path, row, code }) => [path, row, code])).toEqual([
      [paths[1], null, 'vanished'],
      [paths[0], 0, undefined],
      [paths[2], 1, undefined],
    ]);
  });

  test('D4 with --json, each event is a line of JSON on standard output', async () => {
    const { code, stdout } = await cli.run([MIXED, '-o', 'lines.npy', '--json']);
    expect(code).toBe(0);
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events.at(0)).toMatchObject({ event: 'plan', isResumed: false });
    expect(events.at(-1)).toMatchObject({ event: 'finished', out: 'lines.npy', isComplete: true });
  });
});
