import { describe, expect, test } from 'vitest';

import { readFilesByScale, resultsOf, type FileByScale } from './by-scale-goldens.ts';

/** JPEGs with markers behind their first scan. */
const FILES = readFilesByScale('late-markers');
const GROUPS = [...new Set(FILES.map(({ group }) => group))];

const REFUSALS = ['corrupt', 'truncated'];

function isRefused({ results }: FileByScale): boolean {
  return results.some((result) => result?.startsWith('OSError') === true);
}

test('S8 some of them are refused, at every scale', () => {
  const refused = FILES.filter(isRefused);
  expect(refused.length).toBeGreaterThan(50);
  expect(refused.length).toBeLessThan(FILES.length / 2);
  for (const { name, results } of refused) {
    for (const result of results) expect(result, name).toMatch(/^OSError: /);
  }
});

describe.each(GROUPS)('JPEGs with markers behind their first scan: %s', (group) => {
  const files = FILES.filter((file) => file.group === group);

  test.each(files.filter((file) => !isRefused(file)))('R7 $name', async (file) => {
    expect(await resultsOf(file)).toEqual(file.results);
  });

  test.each(files.filter(isRefused))('S8 $name is refused', async (file) => {
    for (const made of await resultsOf(file)) expect(REFUSALS).toContain(made);
  });
});
