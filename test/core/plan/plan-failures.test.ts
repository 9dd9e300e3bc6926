import { describe, expect, test } from 'vitest';
import type { ListedFile } from '../../../src/core/plan/plan.ts';
import { planRun } from './plan-run.ts';

function listed(path: string, source = `bytes of ${path}`): ListedFile<string> {
  return { path, source };
}

describe('files with failures', () => {
  const unreadable = { code: 'unreadable', detail: 'Permission denied.' } as const;
  const badName = { code: 'bad-name', detail: 'The name is no valid Unicode.' } as const;

  test('P3 a file with an unusable name has no slot and is listed separately', () => {
    const bad = { path: 'b\ufffd.png', source: null, failure: badName };
    const { slots, unnamed, ignored, summary } = planRun<string>({
      name: 'photos',
      files: [listed('c.png'), bad, listed('a.png')],
    });
    expect(slots.map((file) => [file.slot, file.path])).toEqual([
      [0, 'a.png'],
      [1, 'c.png'],
    ]);
    expect(unnamed).toEqual([bad]);
    expect(ignored).toEqual([]);
    expect(summary.listed).toBe(3);
  });

  test.each(['vanished', 'unreadable'] as const)(
    'L7 a folder that could not be read to its end (%s) has no slot and is listed separately',
    (code) => {
      const unread = { path: 'a/', source: null, failure: { code, detail: 'It went.' } };
      const { slots, unnamed, summary } = planRun<string>({
        name: 'photos',
        // an input lists `b\\` as a file of that name
        files: [listed('c.png'), unread, listed('a/1.png'), listed('b/')],
      });
      expect(slots.map((file) => [file.slot, file.path])).toEqual([
        [0, 'a/1.png'],
        [1, 'b/'],
        [2, 'c.png'],
      ]);
      expect(unnamed).toEqual([unread]);
      expect(summary.listed).toBe(4);
    },
  );

  test('P5 an entry with a bad name never gets the name of a file, whichever is listed first', () => {
    const path = '(unreadable name 1)';
    const bad = { path, source: null, failure: badName };
    for (const files of [
      [bad, listed(path)],
      [listed(path), bad],
    ]) {
      const { slots, unnamed } = planRun<string>({ name: 'photos', files });
      expect(slots.map((file) => file.path)).toEqual([path]);
      expect(unnamed.map((file) => file.path)).toEqual([`${path} (2)`]);
    }
  });

  test('L3 a file that could not be opened keeps its slot and its reason', () => {
    const locked = { path: 'b.png', source: null, failure: unreadable };
    const { slots, unnamed } = planRun<string>({
      name: 'photos',
      files: [locked, listed('a.png'), listed('c.png')],
    });
    expect(slots.map((file) => file.path)).toEqual(['a.png', 'b.png', 'c.png']);
    expect(slots[1]).toEqual({ ...locked, slot: 1, label: null });
    expect(unnamed).toEqual([]);
  });
});
