import { describe, expect, test } from 'vitest';
import { withUniquePaths } from '../../../src/core/plan/unique-paths.ts';
import type { ListedFile } from '../../../src/core/plan/plan.ts';
import { walk } from '../walk-steps.ts';

const BAD_NAME = { code: 'bad-name', detail: 'The name is no valid Unicode.' } as const;

function listed(path: string, source: string): ListedFile<string> {
  return { path, source };
}

function inOneGo(sorted: readonly ListedFile<string>[]) {
  const { value, pauses } = walk(withUniquePaths(sorted));
  return { ...value, pauses };
}

describe('withUniquePaths', () => {
  test('P5 does not change files with unique paths', () => {
    const files = [listed('a', '1'), listed('a (2)', '2'), listed('b', '3')];
    const own = inOneGo(files);
    expect(own.files).toBe(files);
    expect(own.renamed.size).toBe(0);
  });

  test('P5 a file keeps its real path, whichever entries are listed before it', () => {
    const own = inOneGo([listed('a', 'first'), listed('a', 'second'), listed('a (2)', 'third')]);
    expect(own.files).toEqual([
      listed('a', 'first'),
      listed('a (2)', 'third'),
      listed('a (3)', 'second'),
    ]);
    expect([...own.renamed.values()]).toEqual(['a']);
  });

  test('P5 a file keeps its path if an entry without a name was listed first under it', () => {
    const entry = { path: 'x/(unreadable name 1)', source: null, failure: BAD_NAME };
    const own = inOneGo([entry, listed(entry.path, 'a file')]);
    expect(own.files).toEqual([
      listed(entry.path, 'a file'),
      { ...entry, path: 'x/(unreadable name 1) (2)' },
    ]);
  });

  test('P5 files with a number are sorted among the others', () => {
    const own = inOneGo([listed('a', '1'), listed('a', '2'), listed('a\u0001', '3')]);
    expect(own.files.map(({ path }) => path)).toEqual(['a', 'a\u0001', 'a (2)']);
  });

  test('P6 pauses every few thousand files, even if all of them share a path', () => {
    const files = Array.from({ length: 20_000 }, (_, i) => listed('a', String(i)));
    const own = inOneGo(files);
    expect(new Set(own.files.map(({ path }) => path)).size).toBe(files.length);
    expect(own.renamed.size).toBe(files.length - 1);
    expect(own.pauses).toBeGreaterThan(8);
  });
});
