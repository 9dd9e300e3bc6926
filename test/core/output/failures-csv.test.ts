import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { failuresInSteps } from '../../../src/core/output/failures-csv.ts';
import type { RunPlan } from '../../../src/core/plan/plan.ts';
import type { SlotOutcome } from '../../../src/core/verdict.ts';
import { BAD_NAME, CORRUPT, failed, ok, planOf, warned } from '../plan/planned-outcomes.ts';
import { walk } from '../walk-steps.ts';

function textOf(
  plan: RunPlan<string>,
  outcomes: readonly (SlotOutcome | undefined)[],
  endOfMark = 1,
): string {
  return walk(failuresInSteps(plan, outcomes)).value.join('').slice(endOfMark);
}

/** A strict reader of RFC 4180. */
function parseCsv(text: string): readonly (readonly string[])[] {
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  const rows: string[][] = [[]];
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (match === null) throw new Error('no CSV');
    const [, inQuotes, plain = '', end] = match;
    rows.at(-1)?.push(inQuotes?.replaceAll('""', '"') ?? plain);
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

describe('failuresInSteps', () => {
  test('M8 has only the files that failed or were warned about, in the order of paths', () => {
    const plan = planOf(['a.jpg', 'b.jpg', 'd.jpg', 'e.jpg', '.DS_Store'], ['c\ufffd', 'z\ufffd']);
    expect(textOf(plan, [failed(0), ok(1), warned(2), undefined])).toBe(
      'path,code,detail\r\n' +
        `a.jpg,corrupt,${CORRUPT.detail}\r\n` +
        `c\ufffd,bad-name,${BAD_NAME.detail}\r\n` +
        'd.jpg,many-pixels,90000000 pixels.\r\n' +
        `z\ufffd,bad-name,${BAD_NAME.detail}\r\n`,
    );
  });

  test('M8 begins with the byte order mark, so that spreadsheets read it as UTF-8', () => {
    const text = textOf(planOf(['ü🦊.jpg']), [failed(0)], 0);
    expect([...new TextEncoder().encode(text).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(text).toContain('ü🦊.jpg,');
  });

  test.each([
    ['a,b.jpg', '"a,b.jpg"'],
    ['say "cheese".jpg', '"say ""cheese"".jpg"'],
    ['new\nline.jpg', '"new\nline.jpg"'],
    ['carriage\rreturn.jpg', '"carriage\rreturn.jpg"'],
    ['"=cmd".jpg', '"""=cmd"".jpg"'],
    ['back\\slash.jpg', 'back\\slash.jpg'],
    ['right\u202eto left.jpg', 'right\u202eto left.jpg'],
    ['</script>.jpg', '</script>.jpg'],
    ['__proto__', '__proto__'],
  ])('M8 the path %j is the cell %s', (path, cell) => {
    expect(textOf(planOf([path]), [failed(0)])).toBe(
      `path,code,detail\r\n${cell},corrupt,${CORRUPT.detail}\r\n`,
    );
  });

  test.each([
    ["=cmd|' /C calc'!A0.jpg", "'=cmd|' /C calc'!A0.jpg"],
    ['+1.jpg', "'+1.jpg"],
    ['-2.jpg', "'-2.jpg"],
    ['@sum.jpg', "'@sum.jpg"],
    ['\t=1.jpg', "'\t=1.jpg"],
    ['\r=1.jpg', `"'\r=1.jpg"`],
    ['=1,2.jpg', `"'=1,2.jpg"`],
    ['\uff1d1.jpg', "'\uff1d1.jpg"],
    ["'quoted'.jpg", "''quoted'.jpg"],
    ['a=1.jpg', 'a=1.jpg'],
    ['a/=1.jpg', 'a/=1.jpg'],
  ])('M8 the path %j is no formula: %j', (path, cell) => {
    expect(textOf(planOf([path]), [failed(0)]).split('\r\n')[1]).toBe(
      `${cell},corrupt,${CORRUPT.detail}`,
    );
  });

  test('M8 any name can be read back from its cell, and no cell is a formula', () => {
    const units = fc.array(
      fc.oneof(
        fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', "'", ','),
        fc.string({ minLength: 1, maxLength: 1 }),
      ),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(units, (letters) => {
        const path = letters.join('');
        const [head, row, ...others] = parseCsv(textOf(planOf([path]), [failed(0)]));
        expect(head).toEqual(['path', 'code', 'detail']);
        expect(others).toEqual([]);
        expect(row?.slice(1)).toEqual([CORRUPT.code, CORRUPT.detail]);
        expect(row?.[0]).not.toMatch(/^[=+\-@\t\r\n]/);
        expect(row?.[0]?.replace(/^'/, '')).toBe(path);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});
