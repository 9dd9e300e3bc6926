// Runs the generated scripts. Skipped if there is no Python with Pillow 12.3.0 and NumPy.
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { createIgnoredTest } from '../../../src/core/plan/ignored-files.ts';
import { LEFT_BEHIND_FILES, LEFT_BEHIND_FOLDERS } from '../../../src/core/plan/left-behind.ts';
import { npyHeader } from '../../../src/core/output/npy.ts';
import {
  pythonThatMakes,
  type ArrayFacts,
  type PillowFormats,
} from '../../../src/core/output/python-recipe.ts';
import { DEFAULT_RECIPE, rowBytesOf, type Recipe } from '../../../src/core/recipe/recipe.ts';
import { safeFileName } from '../../../src/core/output/safe-file-name.ts';
import { verifyScript } from '../../../src/core/output/verify-script.ts';
import { IMAGE_FIXTURES, readFixture } from '../read-fixture.ts';
import { planRun } from '../plan/plan-run.ts';
import { PYTHON, runPython } from './run-python.ts';

const ORACLE = fileURLToPath(new URL('../../../tools/parity/oracle/oracle.py', import.meta.url));
const VERIFY_PY = readFileSync(
  new URL('../../../src/core/output/verify.py', import.meta.url),
  'utf8',
);
const TIMEOUT_MS = 60_000;
const FORMATS: PillowFormats = {
  exact: ['JPEG', 'PNG', 'WEBP', 'GIF', 'BMP'],
  approximate: ['AVIF'],
};

let scratch: string;
const at = (...names: readonly string[]): string => join(scratch, ...names);

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'pixelpool-python-'));
});

afterEach(() => {
  rmSync(scratch, { recursive: true, force: true });
});

/** A folder with all image fixtures, whole and broken. */
function makeFolder(folder: string): void {
  mkdirSync(at(folder, 'more'), { recursive: true });
  for (const { file } of IMAGE_FIXTURES) {
    const source = fileURLToPath(new URL(`../../fixtures/images/${file}`, import.meta.url));
    copyFileSync(source, at(folder, file.endsWith('.png') ? 'more' : '', file));
  }
}

/** The .npy that the recipe's script makes of the folder. */
function makeArray(folder: string, facts: Partial<ArrayFacts> = {}): Buffer {
  const name = safeFileName(folder);
  const array = {
    name,
    folder,
    recipe: DEFAULT_RECIPE,
    failed: 'drop' as const,
    hidden: 'in' as const,
  };
  const { height, width } = facts.recipe ?? array.recipe;
  const shape = [0, height, width, 3] as const;
  const rows = { shape, approximateRows: 0, isComplete: true, excluded: [] };
  const known = { ...array, ...rows, ...facts };
  writeFileSync(at('make.py'), pythonThatMakes(known, FORMATS));
  expect(runPython(scratch, 'make.py')).toMatchObject({ code: 0, stderr: '' });
  return readFileSync(at(`${name}.npy`));
}

/** The .npy that the oracle makes of it. */
function expectedArray(folder: string, ...options: readonly string[]): Buffer {
  expect(runPython(scratch, ORACLE, folder, '--out', 'oracle.npy', ...options).code).toBe(0);
  return readFileSync(at('oracle.npy'));
}

function expectEqual(got: Buffer, expected: Buffer): void {
  expect(got.length).toBe(expected.length);
  expect(got.equals(expected)).toBe(true);
}

describe.skipIf(PYTHON === null)('pythonThatMakes', { timeout: TIMEOUT_MS }, () => {
  const recipes: readonly [options: string, recipe: Partial<Recipe>][] = [
    ['', {}],
    [
      '--fit cover --resample lanczos --alpha #ff8000',
      { fit: 'cover', resample: 'lanczos', alpha: '#ff8000' },
    ],
    ['--fit contain --orientation apply', { fit: 'contain', orientation: 'apply' }],
    ['--decode turbo --width 16 --height 9', { decode: 'turbo', width: 16, height: 9 }],
  ];

  test.each(recipes)('M5 the script makes the array of the oracle, %s', (options, recipe) => {
    makeFolder('photos');
    const got = makeArray('photos', { recipe: { ...DEFAULT_RECIPE, ...recipe } });
    expectEqual(got, expectedArray('photos', ...options.split(' ').filter((text) => text !== '')));
  });

  test('M5 the folder is found by its real name, and the array has a safe one', () => {
    const folder = 'my: "pics" it\'s \\ 🦊';
    makeFolder(folder);
    expectEqual(makeArray(folder), expectedArray(folder));
  });

  test('M5 failed=zero: a file that Pillow refuses has a row of zeros', () => {
    mkdirSync(at('two'));
    writeFileSync(at('two', 'a.txt'), 'no image');
    writeFileSync(at('two', 'b.png'), readFixture('images/red.png'));
    const rows = makeArray('two', { failed: 'zero' }).subarray(npyHeader([2, 64, 64, 3]).length);
    const rowBytes = rowBytesOf(DEFAULT_RECIPE);
    expect(rows.length).toBe(2 * rowBytes);
    expect(rows.subarray(0, rowBytes).every((byte) => byte === 0)).toBe(true);
    expect([...rows.subarray(rowBytes, rowBytes + 3)]).toEqual([255, 0, 0]);
  });

  const NAMES = ['a.png', 'b.png', 'more/a.png', 'more/it\'s "\\🦊.png', 'more/c.png', 'z.png'];
  test.each([
    ['drop', 'in the script', NAMES.slice(1, 5)],
    ['zero', 'in the script', NAMES.slice(1, 5)],
    ['drop', 'in the manifest', NAMES.slice(1, 5)],
    ['zero', 'in the manifest', [NAMES[0] ?? '', NAMES[3] ?? '']],
  ] as const)(
    'M10 failed=%s: files that are excluded %s have no row',
    (failed, place, excluded) => {
      const colours = ['red', 'green', 'blue', 'yellow', 'truncated', 'cyan'];
      for (const folder of ['chosen', 'fewer']) mkdirSync(at(folder, 'more'), { recursive: true });
      for (const [index, path] of NAMES.entries()) {
        const colour = colours[index] ?? '';
        const bytes = path.endsWith('.txt') ? 'no image' : readFixture(`images/${colour}.png`);
        writeFileSync(at('chosen', path), bytes);
        if (!excluded.includes(path)) writeFileSync(at('fewer', path), bytes);
      }
      const lines = NAMES.map((path) =>
        JSON.stringify({ path, ...(excluded.includes(path) ? { excluded: true } : {}) }),
      );
      writeFileSync(at('chosen.manifest.jsonl'), `${lines.join('\n')}\n`);
      const listed = place === 'in the script' ? excluded : null;
      const got = makeArray('chosen', { failed, excluded: listed });
      expect(got.length).toBeGreaterThan(rowBytesOf(DEFAULT_RECIPE));
      expectEqual(got, makeArray('fewer', { failed }));
    },
  );

  test('M5 if Pillow refuses all files, the array is empty', () => {
    mkdirSync(at('none'));
    writeFileSync(at('none', 'a.txt'), 'no image');
    expectEqual(makeArray('none'), Buffer.from(npyHeader([0, 64, 64, 3])));
  });

  test.each(['in', 'out'] as const)(
    'P2 P7 M5 the script makes rows of the files that the plan has, hidden=%s',
    (hidden) => {
      const paths = [
        'a.png',
        'b/@eaDir/b.png/SYNOFILE_THUMB_M.png',
        'b/THUMBS.DB',
        'b/Icon\r',
        'b/b.png:Zone.Identifier',
        'b/c.png',
        '.Trash-1000/files/d.png',
        '.cache/e.png',
        'b/.cache/deep/f.png',
        '._g.png',
        '.g.png',
      ];
      const colours = ['red', 'green', 'blue', 'yellow', 'cyan'];
      for (const [index, path] of paths.entries()) {
        mkdirSync(join(at('mixed', path), '..'), { recursive: true });
        const colour = colours[index % colours.length];
        writeFileSync(at('mixed', path), readFixture(`images/${colour}.png`));
      }
      const listing = { name: 'mixed', files: paths.map((path) => ({ path, source: path })) };
      const { slots } = planRun(listing, hidden);
      mkdirSync(at('planned'));
      for (const { slot, path } of slots) {
        copyFileSync(at('mixed', path), at('planned', `${slot}.png`));
      }
      expect(slots).toHaveLength(hidden === 'in' ? 5 : 3);
      expectEqual(makeArray('mixed', { hidden }), makeArray('planned'));
    },
  );

  test('P2 M5 the script and the plan ignore the same names, in any case', () => {
    const names = [...LEFT_BEHIND_FILES, ...LEFT_BEHIND_FOLDERS];
    const parts = ['', 'x', '.', '*', '\n', '\u017f', 'k\u212a', '\u0130', ' (2)', ':', '🦊'];
    const tried = fc.sample(
      fc
        .tuple(fc.constantFrom(...names), fc.nat(), fc.constantFrom(...parts), fc.boolean())
        .map(([name, offset, part, isUpper]) => {
          const cut = offset % (name.length + 1);
          const text = `${name.slice(0, cut)}${part}${name.slice(cut)}`;
          return isUpper ? text.toUpperCase() : text;
        }),
      { seed: 1, numRuns: 2000 },
    );
    mkdirSync(at('photos'));
    makeArray('photos');
    writeFileSync(at('names.json'), JSON.stringify(tried));
    const code = `import json, make
names = json.load(open("names.json", encoding="utf-8"))
print(json.dumps([[bool(test(n)) for n in names] for test in (make.is_left_behind, make.is_left_behind_folder)]))`;
    const { stdout, stderr } = runPython(scratch, '-c', code);
    expect(stderr).toBe('');
    const isIgnored = (path: string) => createIgnoredTest()(path) === 'left-behind';
    const expected = [tried.map(isIgnored), tried.map((name) => isIgnored(`${name}/x.png`))];
    expect(JSON.parse(stdout)).toEqual(expected);
    expect(expected.map((some) => some.includes(true) && some.includes(false))).toEqual([
      true,
      true,
    ]);
  });

  test('M5 an AVIF has a row if there are approximate rows, so that later rows are at their index', () => {
    mkdirSync(at('mixed'));
    writeFileSync(at('mixed', 'b.png'), readFixture('images/red.png'));
    const save = "Image.new('RGB', (9, 7), 'blue').save('mixed/a.avif')";
    expect(runPython(scratch, '-c', `from PIL import Image; ${save}`).code).toBe(0);
    expectEqual(makeArray('mixed', { approximateRows: 1 }), expectedArray('mixed'));
    // without one the page made no row of an AVIF
    const header = npyHeader([1, 64, 64, 3]);
    expect(makeArray('mixed').subarray(0, header.length).equals(header)).toBe(true);
  });
});

describe.skipIf(PYTHON === null)('verifyScript', { timeout: TIMEOUT_MS }, () => {
  const LINE = { path: 'red.png', row: 0, verdict: 'ok', format: 'png' };

  function verify(): string {
    const ended = runPython(scratch, 'red.verify.py', 'red');
    return `${ended.code}: ${ended.stdout}${ended.stderr}`.trim();
  }

  beforeEach(() => {
    mkdirSync(at('red'));
    writeFileSync(at('red', 'red.png'), readFixture('images/red.png'));
    makeArray('red');
    const excluded = { ...LINE, path: 'a.png', row: null, excluded: true };
    const lines = [excluded, LINE].map((line) => `${JSON.stringify(line)}\n`);
    writeFileSync(at('red.manifest.jsonl'), lines.join(''));
    const script = verifyScript(VERIFY_PY, { name: 'red', recipe: DEFAULT_RECIPE });
    writeFileSync(at('red.verify.py'), script);
  }, TIMEOUT_MS);

  test('M6 M10 reports rows of the other script as equal, and skips a file that is excluded', () => {
    expect(verify()).toBe('0: 1 of 1 exact rows are equal');
  });

  test('M6 reports a row that differs by one', () => {
    const array = readFileSync(at('red.npy'));
    array[array.length - 1] = 1;
    writeFileSync(at('red.npy'), array);
    expect(verify()).toBe(
      "1: differs by up to 1, in 1 of 12288 bytes: 'red.png'\n0 of 1 exact rows are equal",
    );
  });

  test.each([0, 3, 60, 5000])('M6 an array of %i bytes cannot be read', (length) => {
    writeFileSync(at('red.npy'), readFileSync(at('red.npy')).subarray(0, length));
    expect(verify()).toMatch(/^1: \S+red\.npy cannot be read: .+$/);
  });

  test('M6 an archive of arrays is not an array', () => {
    const save = "np.savez(open('red.npy', 'wb'), np.zeros(1))";
    expect(runPython(scratch, '-c', `import numpy as np; ${save}`).code).toBe(0);
    expect(verify()).toMatch(/^1: \S+red\.npy cannot be read: .+$/);
  });

  test.each(['{"path": "red.png", "verdict": "ok", "format": "png"}', '{}', '7', 'null', '{', ''])(
    'M6 reports a line %j, which is not one of a manifest',
    (line) => {
      writeFileSync(at('red.manifest.jsonl'), `${JSON.stringify(LINE)}\n${line}\n`);
      expect(verify()).toMatch(
        /^1: \S+red\.manifest\.jsonl cannot be read: line 2 is not a line of a manifest$/,
      );
    },
  );
});
