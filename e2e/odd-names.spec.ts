import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { dropFiles } from '../tools/drive/drop-files.ts';
import { clickToDownload, planFolder, runPlan } from '../tools/drive/drive-page.ts';
import { findPythonIfAny } from '../tools/parity/find-python.ts';
import { ODD_SEED, type OddFile } from '../tools/odd-names/odd-files.ts';
import { readPaths, writeOddFolder } from '../tools/odd-names/write-odd-folder.ts';
import { downloadArray, downloadManifest, pixelOf, type NpyArray } from './read-result.ts';
import type { ManifestLine } from './read-result.ts';
import { expect, test } from './test.ts';

let scratch: string;
let folder: string;
let files: readonly OddFile[];
/** The operating system's listing of the folder: regular files, and the pipe. */
let listed: readonly Buffer[];

test.beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'pixelpool-odd-'));
  folder = join(scratch, 'odd');
  ({ files } = await writeOddFolder(folder, ODD_SEED));
  listed = await readPaths(folder);
});

test.afterAll(() => rm(scratch, { recursive: true, force: true }));

/** Paths that are valid Unicode: a page cannot show the others. */
function namedPaths(): readonly string[] {
  return listed.filter(isText).map(String);
}

function isText(path: Buffer): boolean {
  return Buffer.from(path.toString()).equals(path);
}

function isSetAside(path: string): boolean {
  const names = path.split('/');
  const name = names.pop() ?? '';
  const isLeftBehind = /^(\.DS_Store|Thumbs\.db|desktop\.ini|\._.*)$/is;
  return isLeftBehind.test(name) || names.includes('__MACOSX');
}

/** Each path with a row, the colour of its file, and the colour of its row. */
function coloursOf(
  lines: readonly ManifestLine[],
  array: NpyArray,
): readonly (readonly [path: string, file: string, row: string])[] {
  const byPath = new Map(files.map(({ path, colour }) => [path.toString(), String(colour)]));
  return lines
    .filter(({ row }) => row !== null)
    .map(({ path, row }) => [
      path,
      byPath.get(path) ?? 'no such file',
      String(pixelOf(array, row ?? -1, 31, 31)),
    ]);
}

test('L3 L8 M3 S5 every file of a drop is listed once, whatever its name, has its own row, and links are left out', async ({
  open,
}) => {
  const page = await open();
  await planFolder(page, folder);
  const { counts } = await runPlan(page);
  const { lines } = await downloadManifest(page);
  const named = namedPaths();
  expect(counts.listed).toBe(listed.length);
  expect(counts.ok + counts.warned + counts.failed + counts.ignored).toBe(listed.length);
  expect(lines).toHaveLength(listed.length);

  const badNames = lines.filter(({ code }) => code === 'bad-name');
  expect(badNames).toHaveLength(listed.length - named.length);
  expect(badNames.every(({ slot }) => slot === null)).toBe(true);
  // code units again: toSorted() compares nothing else
  expect(lines.filter((line) => !badNames.includes(line)).map(({ path }) => path)).toEqual(
    named.toSorted(),
  );
  expect(lines.filter(({ verdict }) => verdict === 'ignored').map(({ path }) => path)).toEqual(
    named.filter(isSetAside).toSorted(),
  );

  const empty = lines.filter(({ code }) => code === 'empty').map(({ path }) => path);
  expect(empty).toEqual(['pipe.jpg', 'zero bytes.jpg'].filter((path) => named.includes(path)));
  expect(counts.failed).toBe(badNames.length + empty.length);

  const colours = coloursOf(lines, await downloadArray(page));
  expect(colours).toHaveLength(counts.ok);
  expect(counts.ok).toBeGreaterThan(150);
  expect(colours.map(([path, , row]) => [path, row])).toEqual(
    colours.map(([path, file]) => [path, file]),
  );

  const paths = lines.map(({ path }) => path);
  expect(paths.filter((path) => /(^|\/)(\w+ )?link( |\/|$)/.test(path))).toEqual([]);
  expect(paths.filter((path) => /^same2?\//.test(path))).toEqual(['same/a.jpg', 'same2/a.jpg']);
});

test('L4 the input lists files with odd names too, each with its own row', async ({ open }) => {
  const page = await open();
  await page.locator('input[webkitdirectory]').setInputFiles(folder);
  await expect(page.getByTestId('plan')).toBeVisible();
  const { counts } = await runPlan(page);
  const { lines } = await downloadManifest(page);
  expect(lines).toHaveLength(counts.listed);
  expect(counts.ok + counts.warned + counts.failed + counts.ignored).toBe(counts.listed);
  expect(new Set(lines.map(({ path }) => path)).size).toBe(counts.listed);
  // the browser passes `back\slash` on as `back/slash`, beside a file with exactly that name
  const namedOtherwise = coloursOf(lines, await downloadArray(page)).filter(
    ([, file, row]) => file !== row,
  );
  expect(namedOtherwise.filter(([path]) => !namedByBackslash(path))).toEqual([]);
});

function namedByBackslash(path: string): boolean {
  const withoutNumber = path.replace(/ \(\d+\)$/, '');
  return namedPaths().some(
    (named) => named.includes('\\') && named.replaceAll('\\', '/') === withoutNumber,
  );
}

test('M5 M6 the Python makes the same array from a folder of odd names, and verifies it', async ({
  open,
}) => {
  const python = await findPythonIfAny();
  test.skip(python === null, 'needs a Python with Pillow and NumPy');
  const page = await open();
  await planFolder(page, folder);
  const receipt = await runPlan(page);
  const out = join(scratch, 'out');
  await mkdir(out);
  for (const button of ['Download', 'Manifest', 'Verify script'] as const) {
    const download = await clickToDownload(page, button);
    await download.saveAs(join(out, download.suggestedFilename()));
  }
  const script = join(scratch, 'make.py');
  await writeFile(script, receipt.python);
  const run = (...args: readonly string[]) =>
    spawnSync(python ?? '', args, { cwd: scratch, encoding: 'utf8' });
  expect(run(script).stderr).toBe('');
  const made = await readFile(join(scratch, 'odd.npy'));
  expect(made.equals(await readFile(join(out, 'odd.npy')))).toBe(true);
  const { ok } = receipt.counts;
  expect(run(join(out, 'odd.verify.py'), folder)).toMatchObject({
    stdout: `${ok} of ${ok} exact rows are equal\n`,
    stderr: '',
    status: 0,
  });
});

test('L3 files and folders with odd names that are dropped one by one keep these names', async ({
  open,
}) => {
  const page = await open();
  const roots = ['new\nline.jpg', 'gnp.\u202egpj.exe', ' leading.jpg', 'CON', '__MACOSX', '...'];
  const there = roots.filter((name) =>
    files.some(({ path }) => path.toString().split('/')[0] === name),
  );
  await dropFiles(
    page,
    there.map((name) => join(folder, name)),
  );
  await expect(page.getByTestId('plan')).toBeVisible();
  const { counts } = await runPlan(page);
  const { lines } = await downloadManifest(page);
  const expected = namedPaths().filter((path) => there.includes(path.split('/')[0] ?? ''));
  expect(lines.map(({ path }) => path)).toEqual(expected.toSorted());
  const colours = coloursOf(lines, await downloadArray(page));
  expect(colours.map(([, file]) => file)).toEqual(colours.map(([, , row]) => row));
  expect(colours).toHaveLength(counts.ok);
});
