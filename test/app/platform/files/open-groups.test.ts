import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import type { OpenByHandle } from '../../../../src/app/platform/files/file-opener.ts';
import { useBundled } from '../../../../src/app/platform/files/file-bundles.ts';
import type { FileSource } from '../../../../src/app/platform/files/file-source.ts';
import { noteFolderHandle } from '../../../../src/app/platform/files/folder-handles.ts';
import { openGroups } from '../../../../src/app/platform/files/open-groups.ts';
import type { FileStat } from '../../../../src/core/plan/file-stat.ts';

class FakeHandle {
  readonly kind = 'directory';
}

const filesystem = {} as FileSystem;

function entryAt(path: string, folder = 'photos'): FileSystemFileEntry {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return { name, fullPath: `/${folder}/${path}`, filesystem } as FileSystemFileEntry;
}

const statOf = (path: string): FileStat => ({ bytes: path.length, modifiedMs: 1 });

/** Opens every file but those without an `a`; each holds its own path. */
function opener(asked: (readonly string[])[]): OpenByHandle {
  return async (_, groups) => {
    asked.push(...groups);
    return groups.map((paths) => ({
      bytes: new Blob(paths.filter((path) => path.includes('a'))),
      stats: paths.map((path) => (path.includes('a') ? statOf(path) : null)),
    }));
  };
}

function batchOf(sources: Readonly<Record<number, FileSource>>) {
  const stat = null;
  return Object.entries(sources).map(([slot, source]) => ({ slot: Number(slot), source, stat }));
}

beforeEach(() => {
  vi.stubGlobal('FileSystemDirectoryHandle', FakeHandle);
  const root = { isDirectory: true, name: 'photos', filesystem } as FileSystemEntry;
  noteFolderHandle(root, Promise.resolve(new FakeHandle() as unknown as FileSystemHandle));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('files of the folder that was dropped', () => {
  test('are opened by their paths below it, in groups of slots', async () => {
    const asked: (readonly string[])[] = [];
    const batch = batchOf({
      3: entryAt('cats/a'),
      7: entryAt('cats/b a'),
      32: entryAt('a'),
      70: entryAt('x/y/a'),
    });
    const { opened, failed, remaining } = await openGroups(batch, 'no', opener(asked));
    expect(asked).toEqual([['cats/a', 'cats/b a'], ['a'], ['x/y/a']]);
    expect([failed, remaining]).toEqual([[], []]);
    const texts = await Promise.all(
      opened.map(async ({ slot, bundle, at, size }) => [
        slot,
        await bundle.slice(at, at + size).text(),
      ]),
    );
    expect(texts).toEqual([
      [3, 'cats/a'],
      [7, 'cats/b a'],
      [32, 'a'],
      [70, 'x/y/a'],
    ]);
  });

  test('that do not open so, and files of other sources, are left to be opened otherwise', async () => {
    const file = new File(['bytes'], 'loose a');
    const batch = batchOf({
      1: entryAt('odd'),
      2: file,
      3: entryAt('a'),
      4: entryAt('a', 'other'),
    });
    const { opened, remaining } = await openGroups(batch, 'no', opener([]));
    expect(opened.map(({ slot }) => slot)).toEqual([3]);
    expect(remaining.map(({ slot }) => slot)).toEqual([2, 4, 1]);
  });

  test('S6 that changed since they were listed are named, whatever lies beside them', async () => {
    const sources = Array.from({ length: 16 }, (_, slot) => entryAt(`a${slot % 10}`));
    const batch = sources.map((source, slot) => {
      const stat = slot === 5 ? { bytes: 2, modifiedMs: 0 } : statOf('a0');
      return { slot, source, stat };
    });
    const { opened, failed } = await openGroups(batch, 'always', opener([]));
    expect(failed).toMatchObject([{ slot: 5, code: 'changed' }]);
    expect(opened).toHaveLength(15);
    expect(opened.find(({ slot }) => slot === 6)).toMatchObject({ at: 12, size: 2 });
    // what stays open is not asked for its time again
    expect(sources.map((source) => useBundled(source) !== null)).toEqual(
      sources.map((_, slot) => slot !== 5),
    );
  });

  test('are all left where no worker opens them', async () => {
    const batch = batchOf({ 1: entryAt('a'), 2: entryAt('b') });
    expect(await openGroups(batch, 'no', async () => null)).toEqual({
      opened: [],
      failed: [],
      remaining: batch,
    });
  });
});
