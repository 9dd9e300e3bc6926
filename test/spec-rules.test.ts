import { readdirSync, readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

const ROOT = new URL('../', import.meta.url);

function textOf(path: string): string {
  return readFileSync(new URL(path, ROOT), 'utf8');
}

/** Paths from the repository's root. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' }).map(
    (path) => `${folder}/${path.replaceAll('\\', '/')}`,
  );
}

const RULES = [...textOf('docs/spec.md').matchAll(/^- \*\*([A-Z]\d+)\*\* /gm)].map(
  ([, rule = '']) => rule,
);

/** The rules with which the titles of a file of tests begin: 'S8 R7 a cut file …' proves two. */
function rulesTestedIn(path: string): readonly string[] {
  return [...textOf(path).matchAll(/\(\s*(?:'|"|`)((?:[A-Z]\d+ )+)/g)].flatMap(([, rules = '']) =>
    rules.trim().split(' '),
  );
}

const TESTS = new Map(
  [...filesIn('test'), ...filesIn('e2e')]
    .filter((path) => /\.(?:test|spec)\.ts$/.test(path))
    .map((path) => [path, rulesTestedIn(path)]),
);

test('the spec gives each number once', () => {
  expect(RULES.length).toBeGreaterThan(100);
  expect(RULES).toEqual([...new Set(RULES)]);
});

test('each rule of the spec begins the title of a test', () => {
  const tested = new Set([...TESTS.values()].flat());
  expect(RULES.filter((rule) => !tested.has(rule))).toEqual([]);
});

test('titles name only rules that the spec has', () => {
  const unknown = [...TESTS].flatMap(([path, rules]) =>
    rules.filter((rule) => !RULES.includes(rule)).map((rule) => `${path}: ${rule}`),
  );
  expect(unknown).toEqual([]);
});

test('docs/faults.md names files that have tests of the rules it names', () => {
  const named = [...textOf('docs/faults.md').matchAll(/`([\w/-]+)`((?: [A-Z]\d+)+)/g)].map(
    ([, file = '', rules = '']) => ({
      path: file.startsWith('test/') ? `${file}.test.ts` : `e2e/${file}.spec.ts`,
      rules: rules.trim().split(' '),
    }),
  );
  expect(named.length).toBeGreaterThan(30);
  const missing = named.flatMap(({ path, rules }) =>
    rules.filter((rule) => TESTS.get(path)?.includes(rule) !== true).map((rule) => [path, rule]),
  );
  expect(missing).toEqual([]);
});
