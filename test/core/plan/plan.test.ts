import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createIgnoredTest } from '../../../src/core/plan/ignored-files.ts';
import { endingOf } from '../../../src/core/plan/path-parts.ts';
import type { ListedFile, Listing } from '../../../src/core/plan/plan.ts';
import { planRun } from './plan-run.ts';

function listed(path: string, source = `bytes of ${path}`): ListedFile<string> {
  return { path, source };
}

function listing(paths: readonly string[]): Listing<string> {
  return { name: 'photos', files: paths.map((path) => listed(path)) };
}

function slotPaths(paths: readonly string[]): readonly string[] {
  return planRun(listing(paths)).slots.map((file) => file.path);
}

describe('the order of slots', () => {
  test.each([
    { what: 'digits as letters', paths: ['img-1', 'img-10', 'img-2'] },
    { what: 'upper case before lower case', paths: ['B.png', 'Z.png', 'a.png', 'c.png'] },
    { what: "'-' before '.' before '/'", paths: ['cat-big/1', 'cat.png', 'cat/1', 'cat0/1'] },
    { what: 'a name before the same name with more', paths: ['a', 'a ', 'a/b', 'aa'] },
    { what: 'no locale: ä after z', paths: ['a', 'z', 'ä'] },
    // by code points the emoji (U+1F600) would be last; its first code unit is U+D83D
    { what: 'code units, not code points', paths: ['\ud7ff', '\u{1f600}', '\ue000', '\uff61'] },
    { what: 'a decomposed é (e + U+0301) before é', paths: ['e\u0301.png', 'f.png', '\u00e9.png'] },
    { what: 'names of Object.prototype', paths: ['__proto__', 'constructor', 'toString'] },
  ])('P1 is $what', ({ paths }) => {
    expect(slotPaths(paths)).toEqual(paths);
    expect(slotPaths(paths.toReversed())).toEqual(paths);
  });

  test('P1 numbers candidates from 0, each with its own source', () => {
    const { slots } = planRun<string>({
      name: 'photos',
      files: [listed('b/2.png'), listed('Thumbs.db'), listed('a/1.png')],
    });
    expect(slots).toEqual([
      { path: 'a/1.png', source: 'bytes of a/1.png', slot: 0, label: 'a' },
      { path: 'b/2.png', source: 'bytes of b/2.png', slot: 1, label: 'b' },
    ]);
  });

  test('P1 does not depend on the order of the listing', () => {
    const paths = ['b/1', 'a/2', 'a/10', '\uff61', '\u{1f600}', '.DS_Store', 'a/._2', 'c', 'B/1'];
    const plan = planRun(listing(paths));
    const shuffled = fc.shuffledSubarray(paths, { minLength: paths.length });
    fc.assert(
      fc.property(shuffled, (order) => {
        expect(planRun(listing(order))).toEqual(plan);
      }),
      { seed: 1 },
    );
  });

  test('P1 sorts any paths by code units, slot i at index i', () => {
    const path = fc
      .array(fc.integer({ min: 0x21, max: 0xffff }), { minLength: 1, maxLength: 4 })
      .map((codes) => String.fromCharCode(...codes));
    fc.assert(
      fc.property(fc.uniqueArray(path, { maxLength: 60 }), (paths) => {
        const { slots, ignored } = planRun(listing(paths));
        expect(slots.map((file) => file.path)).toEqual(
          paths.filter((one) => createIgnoredTest()(one) !== 'left-behind').toSorted(), // toSorted() compares code units
        );
        expect(slots.map((file) => file.slot)).toEqual(slots.map((_, i) => i));
        expect(slots.length + ignored.length).toBe(paths.length);
      }),
      { seed: 2 },
    );
  });
});

describe('labels', () => {
  test.each([
    ['cats/1.png', 'cats'],
    ['cats/small/old/1.png', 'cats'],
    ['1.png', null],
    ['cats', null],
    ['__proto__/1.png', '__proto__'],
    ['constructor/1.png', 'constructor'],
    ['🦊/1.png', '🦊'],
    ['caf\u00e9/1.png', 'caf\u00e9'],
    ['cafe\u0301/1.png', 'cafe\u0301'],
    ['two words /1.png', 'two words '],
    [' /1.png', ' '],
    ['.hidden/1.png', '.hidden'],
    ['a\\b/1.png', 'a\\b'],
  ])('P4 the label of %j is %j', (path, label) => {
    expect(planRun(listing([path])).slots[0]?.label).toBe(label);
  });

  test('P4 é and e + U+0301 are two labels because they are two folders', () => {
    const { slots } = planRun(listing(['\u00e9/1.png', 'e\u0301/1.png']));
    expect(slots.map((file) => file.label)).toEqual(['e\u0301', '\u00e9']);
  });
});

describe('two files under one path', () => {
  test('P5 the later one gets a running number', () => {
    const files = ['first', 'second', 'third'].map((source) => listed('a/1.png', source));
    const { slots } = planRun<string>({ name: 'photos', files });
    expect(slots.map((file) => [file.path, file.source])).toEqual([
      ['a/1.png', 'first'],
      ['a/1.png (2)', 'second'],
      ['a/1.png (3)', 'third'],
    ]);
    expect(slots.map((file) => file.label)).toEqual(['a', 'a', 'a']);
  });

  test('P5 the number is not used by another file', () => {
    const paths = slotPaths(['a (2)', 'a', 'a', 'a (2)']);
    expect(new Set(paths).size).toBe(4);
    expect(paths.slice(0, 3)).toEqual(['a', 'a (2)', 'a (2) (2)']);
  });

  test('P5 no two files share a path, for any listing', () => {
    const path = fc.constantFrom('a', 'a (2)', 'a (3)', 'a (2) (2)', '__proto__', 'constructor');
    fc.assert(
      fc.property(fc.array(path, { maxLength: 30 }), (paths) => {
        expect(new Set(slotPaths(paths)).size).toBe(paths.length);
      }),
      { seed: 1 },
    );
  });
});

describe('the summary', () => {
  test('P1 counts candidates, and listed files including the ignored ones', () => {
    const badName = { code: 'bad-name', detail: '' } as const;
    const { name, summary } = planRun<string>({
      name: 'photos',
      files: [
        listed('a/1.JPG'),
        listed('a/b/2.jpg'),
        listed('3.png'),
        listed('a/README'),
        listed('a/.DS_Store'),
        { path: 'z\ufffd.gif', source: null, failure: badName },
      ],
    });
    expect(name).toBe('photos');
    expect(summary).toEqual({
      listed: 6,
      folders: 3,
      hidden: 0,
      endings: [
        ['jpg', 2],
        ['png', 1],
        ['', 1],
      ],
    });
  });

  test('P1 no items make an empty list', () => {
    const { slots, summary } = planRun(listing([]));
    expect(slots).toEqual([]);
    expect(summary).toEqual({ listed: 0, folders: 0, hidden: 0, endings: [] });
  });

  test.each([
    ['a/b.JPEG', 'jpeg'],
    ['a.tar.gz', 'gz'],
    ['a.b/c', ''],
    ['.hidden', ''],
    ['a/.hidden', ''],
    ['a.', ''],
    ['photo.2024-06-07', ''],
    ['x.constructor', ''],
    ['a. ', ''],
    ['a.\u202e1', ''],
    ['a.<b>', ''],
    ['a.jp2', 'jp2'],
    ['a.фото', 'фото'],
  ])('S1 the ending of %j, a guess for the summary, is %j', (path, ending) => {
    expect(endingOf(path)).toBe(ending);
  });
});
