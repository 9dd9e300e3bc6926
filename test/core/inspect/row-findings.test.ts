import { describe, expect, it } from 'vitest';

import type { FindingName } from '../../../src/core/inspect/finding.ts';
import { createRowColumns, setScores } from '../../../src/core/inspect/row-columns.ts';
import { rowFindings } from '../../../src/core/inspect/row-findings.ts';
import { groupsOf } from '../../../src/core/inspect/row-filter.ts';
import { allButOneOfEach } from '../../../src/core/sheet/row-filter.ts';
import { createRowScorer } from '../../../src/core/inspect/score-rows.ts';
import type { Recipe } from '../../../src/core/recipe/recipe.ts';
import { blurred, pictureOf, recipe, rowOf, scaled, type Paint } from './made-rows.ts';

/** The findings of these rows, in slots 10, 11, …; those without a row are left out. */
function found(paints: readonly Paint[], own: Partial<Recipe> = {}) {
  const score = createRowScorer({ ...recipe, ...own });
  const columns = createRowColumns(paints.length + 10);
  for (const [index, paint] of paints.entries())
    setScores(columns, index + 10, score(rowOf(paint)));
  const slots = Uint32Array.from(paints, (_, index) => index + 10);
  return rowFindings(columns, slots, { ...recipe, ...own }).filter((each) => each.slots.length > 0);
}

function names(paints: readonly Paint[], own: Partial<Recipe> = {}): readonly FindingName[] {
  return found(paints, own).map(({ name }) => name);
}

const picture = pictureOf(1);
/** One pixel differs. */
const touched: Paint = (x, y) => (x === 20 && y === 30 ? [9, 9, 9] : picture(x, y));

describe('findings of rows', () => {
  it('I3 a picture with contrast, edges and detail has none', () => {
    expect(names([1, 2, 3, 4, 5, 6, 7, 8].map(pictureOf))).toEqual([]);
  });

  it('I3 one colour, almost', () => {
    expect(names([(x, y) => [200, 3 + ((x * y) % 3), 90]])).toEqual(['single-colour']);
    expect(names([() => [0, 0, 0]])).toEqual(['single-colour']);
  });

  it('I3 too dark, too light', () => {
    expect(names([scaled(picture, 0.2)])).toEqual(['dark']);
    expect(names([scaled(picture, 0.1, 229)])).toEqual(['light']);
  });

  it('I3 hardly any information', () => {
    expect(names([(x) => (x < 40 ? [250, 240, 250] : [20, 10, 90])])).toEqual(['low-information']);
  });

  it('I3 blurred, but not if the row was made by nearest', () => {
    const soft = blurred(picture, 6);
    expect(names([soft])).toEqual(['blurry']);
    expect(names([soft], { resample: 'nearest' })).toEqual([]);
  });

  it('I4 equal rows are grouped, and all but the first of each group can be left out', () => {
    const [equal, ...others] = found([picture, pictureOf(2), picture, pictureOf(2), picture]);
    expect(others).toEqual([]);
    if (equal === undefined) throw new Error('no finding');
    expect(equal.name).toBe('exact-duplicates');
    expect(groupsOf(equal).map((group) => Array.from(group))).toEqual([
      [10, 12, 14],
      [11, 13],
    ]);
    expect([...allButOneOfEach(groupsOf(equal), () => false)]).toEqual([12, 14, 13]);
  });

  it('I5 rows that look alike are grouped, equal ones among them once', () => {
    const findings = found([picture, touched, pictureOf(2), picture]);
    expect(findings.map(({ name, slots }) => [name, [...slots]])).toEqual([
      ['exact-duplicates', [10, 13]],
      ['near-duplicates', [10, 11]],
    ]);
  });

  it('I5 pictures with nothing in them are not alike', () => {
    expect(names([() => [0, 0, 0], () => [0, 0, 1], () => [255, 255, 255]])).toEqual([
      'single-colour',
    ]);
  });

  it('I6 the bars of contain do not count', () => {
    const barred: Paint = (x, y) => (y < 24 || y >= 40 ? [0, 0, 0] : picture(x, y));
    expect(names([barred], { fit: 'contain' })).toEqual([]);
    const flat: Paint = (_, y) => (y < 24 || y >= 40 ? [0, 0, 0] : [90, 90, 90]);
    expect(names([flat], { fit: 'contain' })).toEqual(['single-colour']);
    expect(names([flat])).toEqual(['low-information']);
    expect(names([() => [0, 0, 0]], { fit: 'contain' })).toEqual(['single-colour']);
  });

  it('I6 rows of a few pixels are not scored for information, blur or likeness', () => {
    const tiny = { width: 8, height: 8 };
    const score = createRowScorer({ ...recipe, ...tiny });
    const columns = createRowColumns(2);
    const row = rowOf(picture).subarray(0, 192);
    for (const index of [0, 1]) {
      row[0] = index;
      setScores(columns, index, score(row));
    }
    const findings = rowFindings(columns, Uint32Array.of(0, 1), { ...recipe, ...tiny });
    expect(findings.filter(({ slots }) => slots.length > 0)).toEqual([]);
  });
});
