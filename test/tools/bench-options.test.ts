import { resolve } from 'node:path';

import { describe, expect, it } from 'vitest';

import { parseBenchArgs, readPathOptions } from '../../tools/bench/bench-options.ts';
import { UsageError } from '../../src/cli/usage-error.ts';

function pathOptions(...args: string[]) {
  const { values, positionals } = parseBenchArgs([...args, import.meta.dirname]);
  return readPathOptions(values, positionals);
}

describe('options of the user’s path', () => {
  it('name builds of the page by full paths, whatever the current folder is later', () => {
    const { pages } = pathOptions('--pages', '/before,/after');
    expect(pages).toEqual([resolve('/before'), resolve('/after')]);
    expect(pathOptions().pages).toEqual([resolve('dist')]);
  });

  it('measure every contender, or only those that are named', () => {
    const all = ['pixelpool', 'reading', 'pillow', 'opencv-reduced'];
    expect(all.filter(pathOptions().isWanted)).toEqual(all);
    const { isWanted } = pathOptions('--only', 'reading,pillow');
    expect(all.filter(isWanted)).toEqual(['reading', 'pillow']);
  });

  it('refuse a contender or a mode that there is not', () => {
    expect(() => pathOptions('--only', 'pilow')).toThrow(UsageError);
    expect(() => pathOptions('--modes', 'exact,fast')).toThrow(UsageError);
    expect(() => pathOptions('--workers', '0')).toThrow(UsageError);
  });
});
