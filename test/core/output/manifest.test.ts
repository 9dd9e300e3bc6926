import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { manifestLines } from '../../../src/core/output/manifest.ts';
import { summariseInSteps } from '../../../src/core/output/outcome-summary.ts';
import type { RunPlan } from '../../../src/core/plan/plan.ts';
import type { SlotOutcome } from '../../../src/core/verdict.ts';
import { BAD_NAME, CORRUPT, failed, ok, planOf, warned } from '../plan/planned-outcomes.ts';
import { walk } from '../walk-steps.ts';

function linesOf(
  plan: RunPlan<string>,
  outcomes: readonly (SlotOutcome | undefined)[],
  rows: 'drop' | 'zero' = 'drop',
): readonly string[] {
  const { order } = walk(summariseInSteps(plan, outcomes, rows)).value;
  return [...manifestLines(plan, outcomes, order)];
}

function field(lines: readonly string[], name: string): readonly unknown[] {
  return lines.map((line) => (JSON.parse(line) as Record<string, unknown>)[name]);
}

describe('manifestLines', () => {
  const plan = planOf(['cats/a.jpg', 'cats/b.jpg', 'c.jpg', 'cats/.DS_Store'], ['cats/\ufffd.jpg']);
  const outcomes = [warned(0), ok(1), failed(2)]; // c.jpg, cats/a.jpg, cats/b.jpg

  test('M1 has all facts about each listed file', () => {
    expect(linesOf(plan, outcomes).map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        path: 'c.jpg',
        slot: 0,
        row: 0,
        verdict: 'warned',
        code: 'many-pixels',
        detail: '90000000 pixels.',
        format: 'jpeg',
        width: 40,
        height: 30,
        decoder: 'canvas',
        approximate: true,
      },
      {
        path: 'cats/.DS_Store',
        slot: null,
        row: null,
        verdict: 'ignored',
        code: 'left-behind',
        detail: 'Files of this name are left behind by macOS.',
        format: null,
        width: null,
        height: null,
        decoder: null,
      },
      {
        path: 'cats/a.jpg',
        slot: 1,
        row: 1,
        verdict: 'ok',
        format: 'jpeg',
        width: 40,
        height: 30,
        decoder: 'canvas',
        approximate: true,
        label: 'cats',
      },
      {
        path: 'cats/b.jpg',
        slot: 2,
        row: null,
        verdict: 'failed',
        ...CORRUPT,
        format: 'jpeg',
        width: 40,
        height: 30,
        decoder: null,
        label: 'cats',
      },
      {
        path: 'cats/\ufffd.jpg',
        slot: null,
        row: null,
        verdict: 'failed',
        ...BAD_NAME,
        format: null,
        width: null,
        height: null,
        decoder: null,
      },
    ]);
  });

  test('M2 a line has its fields in this order, and ends with one newline', () => {
    expect(linesOf(plan, outcomes)[2]).toBe(
      '{"path":"cats/a.jpg","slot":1,"row":1,"verdict":"ok","format":"jpeg","width":40,' +
        '"height":30,"decoder":"canvas","approximate":true,"label":"cats"}\n',
    );
  });

  test('M2 does not depend on the order of the listing', () => {
    const paths = ['b/1.jpg', 'a/1.jpg', 'a/Thumbs.db', 'z.jpg', '._a', '\u{1f600}', '\uff61'];
    const lines = linesOf(planOf(paths), [0, 1, 2, 3, 4].map(ok));
    expect(lines).toHaveLength(7);
    fc.assert(
      fc.property(fc.shuffledSubarray(paths, { minLength: paths.length }), (order) => {
        expect(linesOf(planOf(order), [0, 1, 2, 3, 4].map(ok))).toEqual(lines);
      }),
      { seed: 1 },
    );
  });

  test('M1 only approximate rows are marked approximate', () => {
    const lines = linesOf(planOf(['a.jpg']), [{ ...ok(0), approximate: false }]);
    expect(JSON.parse(lines[0] ?? '')).not.toHaveProperty('approximate');
  });

  test('M1 is in the order of paths, including files without a slot', () => {
    const files = planOf(
      ['b', 'd', '.DS_Store', 'c/._x', 'z/Thumbs.db'],
      ['a\ufffd', 'e\ufffd', 'zz'],
    );
    const paths = field(linesOf(files, [ok(0), ok(1)]), 'path');
    expect(paths).toEqual([
      '.DS_Store',
      'a\ufffd',
      'b',
      'c/._x',
      'd',
      'e\ufffd',
      'z/Thumbs.db',
      'zz',
    ]);
  });

  test('M1 has lines even if no file is a candidate', () => {
    expect(field(linesOf(planOf(['.DS_Store'], ['x\ufffd']), []), 'verdict')).toEqual([
      'ignored',
      'failed',
    ]);
    expect(linesOf(planOf([]), [])).toEqual([]);
  });

  test('M1 there is a row for each slot that succeeded; with failed=zero for every slot', () => {
    const files = planOf(['a', 'b', 'c', 'd']);
    const some = [failed(0), ok(1), failed(2), warned(3)];
    expect(field(linesOf(files, some, 'drop'), 'row')).toEqual([null, 0, null, 1]);
    expect(field(linesOf(files, some, 'zero'), 'row')).toEqual([0, 1, 2, 3]);
  });

  test('M1 a slot that was not decoded before the stop has no line', () => {
    const lines = linesOf(planOf(['a', 'b', 'c', 'd']), [undefined, ok(1), undefined, ok(3)]);
    expect(field(lines, 'path')).toEqual(['b', 'd']);
    expect(field(lines, 'row')).toEqual([0, 1]);
  });

  test.each([
    'new\nline.jpg',
    'carriage\rreturn.jpg',
    'line\u2028separator.jpg',
    '"quoted".jpg',
    'back\\slash.jpg',
    'half \ud83e of a pair.jpg',
    '__proto__/__proto__',
    'constructor/toString',
    'right\u202eto left.jpg',
    'nul\0.jpg',
    '🦊/🦊.jpg',
    '</script>.jpg',
  ])('M3 %j stays one line of JSON', (path) => {
    const files = planOf([path], [`${path}?`]);
    const [line = '', bad = ''] = linesOf(files, [ok(0)]);
    expect(line).toMatch(/^[^\n\r]*\n$/);
    expect(bad).toMatch(/^[^\n\r]*\n$/);
    expect(JSON.parse(line)).toMatchObject({ path, verdict: 'ok' });
    expect(JSON.parse(bad)).toMatchObject({ path: `${path}?`, verdict: 'failed' });
    expect(field([line], 'label')).toEqual([path.includes('/') ? path.split('/')[0] : undefined]);
  });

  test('M3 any name can be read back from its line, through UTF-8', () => {
    const name = fc
      .array(fc.integer({ min: 0, max: 0xffff }), { minLength: 1, maxLength: 12 })
      .map((codes) => `x${String.fromCharCode(...codes)}`);
    fc.assert(
      fc.property(name, (path) => {
        const [line = '', ...others] = linesOf(planOf([path]), [ok(0)]);
        expect(others).toEqual([]);
        const saved = new TextDecoder().decode(new TextEncoder().encode(line));
        expect(saved.indexOf('\n')).toBe(saved.length - 1);
        expect(JSON.parse(saved)).toMatchObject({ path });
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});
