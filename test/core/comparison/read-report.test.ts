import { describe, expect, test } from 'vitest';

import { readComparison } from '../../../src/core/comparison/read-report.ts';
import { madeReport, madeSeries } from './made-report.ts';

const REPORT = madeReport([
  ...madeSeries('exact', 10, 0.9, [1, 2, 8]),
  { way: 'turbo', workers: 8, batch: 64, times: [1, 2, 3], disturbances: [null, 'hidden', null] },
]);

const read = (changed: object) => readComparison(JSON.stringify({ ...REPORT, ...changed }));

describe('C11 readComparison', () => {
  test('reads what was saved', () => {
    expect(readComparison(JSON.stringify(REPORT, null, 1))).toEqual(REPORT);
    const unknown = { folder: { images: 3, bytes: null }, machine: { cores: 1, memoryGiB: null } };
    expect(read(unknown)).toEqual({ ...REPORT, ...unknown });
  });

  test('leaves out what the schema does not have', () => {
    expect(read({ evil: '<script>' })).toEqual(REPORT);
  });

  test.each([
    ['no JSON', '{', 'it is not JSON'],
    ['a list', '[]', 'it is not a comparison that this page has saved'],
    ['null', 'null', 'its content is missing'],
    ['a number', '7', 'its content is missing'],
    [
      'a receipt',
      '{"pixelpool":"0.1.0","counts":{}}',
      'it is not a comparison that this page has saved',
    ],
  ])('says why %s is none', (_, text, reason) => {
    expect(readComparison(text)).toEqual({ reason });
  });

  const [pass] = REPORT.passes;
  test.each([
    ['of another version', { schema: 2 }, 'it was saved by another version of this page'],
    ['without cells', { cells: undefined }, 'its cells are missing'],
    ['with a way that is unknown', { cells: [{ way: 'x', workers: 1, batch: null }] }, 'way'],
    ['with half a worker', { cells: [{ way: 'exact', workers: 0.5, batch: null }] }, 'workers'],
    ['with a pass of no cell', { passes: [{ ...pass, cell: 99 }] }, 'its passes have no cell'],
    ['with a pass of no images', { passes: [{ ...pass, images: 0 }] }, 'its images is no count'],
    ['with a pass of no time', { passes: [{ ...pass, wallMs: 0 }] }, 'its passes took no time'],
    ['with a time that is none', { passes: [{ ...pass, wallMs: 'long' }] }, 'its wallMs'],
    ['with an unknown cause', { passes: [{ ...pass, disturbance: 'x' }] }, 'its disturbances'],
    ['without stages', { passes: [{ ...pass, stages: null }] }, 'its stages is missing'],
    ['without a recipe', { recipe: undefined }, 'its recipe is missing'],
    ['with another recipe', { recipe: { ...REPORT.recipe, fit: 'x' } }, 'its recipe is unknown'],
    ['with a negative time', { startMs: -1 }, 'its startMs is no number'],
  ])('refuses one %s', (_, changed, reason) => {
    const refused = read(changed);
    expect('reason' in refused && refused.reason).toContain(reason);
  });
});
