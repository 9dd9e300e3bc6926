import { describe, expect, test } from 'vitest';

import type { FileOpener } from '../../../../src/app/platform/files/file-opener.ts';
import {
  openFile,
  openOrBlocker,
  statFile,
} from '../../../../src/app/platform/files/file-source.ts';
import { listDirectoryHandle } from '../../../../src/app/platform/files/list-folder.ts';
import type { FoundNames } from '../../../../src/core/plan/read-folder.ts';

const FILE = new File(['seven b'], 'a.jpg', { lastModified: 5 });

/** A folder whose file `a.jpg` opens, or is refused with this name of an error. */
function folderThat(refusal?: string): FileSystemDirectoryHandle {
  const handle = {
    name: 'photos',
    async getFileHandle() {
      if (refusal !== undefined) throw new DOMException('by a test', refusal);
      return { getFile: async () => FILE };
    },
    async getDirectoryHandle() {
      return folderThat(refusal);
    },
    async *entries() {
      yield ['a.jpg', { kind: 'file' }];
      if (refusal !== undefined) throw new DOMException('by a test', refusal);
      yield ['b.jpg', { kind: 'file' }];
    },
  };
  return handle as unknown as FileSystemDirectoryHandle;
}

const below = (refusal?: string, path = 'cats/a.jpg') => ({ root: folderThat(refusal), path });

const STAT = { bytes: 7, modifiedMs: 5 };
const noWorker: Pick<FileOpener, 'stat' | 'list'> = {
  stat: async () => null,
  list: async () => false,
};

describe('a file below a handle', () => {
  test('L9 opens, unless it is another than was listed', async () => {
    expect(await openOrBlocker(below(), STAT)).toBe(FILE);
    expect(await openOrBlocker(below(), null)).toBe(FILE);
    expect(await openOrBlocker(below(), { bytes: 8, modifiedMs: 5 })).toMatchObject({
      code: 'changed',
    });
  });

  test('Q12 that may not be read any more holds the run, and does not fail', async () => {
    expect(await openOrBlocker(below('NotAllowedError'), STAT)).toMatchObject({
      kind: 'permission',
    });
    expect(await openFile(below('NotAllowedError'), STAT)).toMatchObject({ code: 'unreadable' });
  });

  test('S6 that is gone is so, whatever its folder is named', async () => {
    const source = below('NotFoundError', 'odd \ufffd/a.jpg');
    expect(await openOrBlocker(source, STAT)).toMatchObject({ code: 'vanished' });
  });

  test('is asked for its size by a worker, else by the page, which says why it cannot', async () => {
    const worker = { stat: async () => ({ bytes: 1, modifiedMs: 2 }) };
    expect(await statFile(below(), worker)).toEqual({ bytes: 1, modifiedMs: 2 });
    expect(await statFile(below(), noWorker)).toEqual(STAT);
    const refused = statFile(below('NotAllowedError'), noWorker);
    await expect(refused).rejects.toMatchObject({ name: 'NotAllowedError' });
  });
});

describe('a folder by its handle', () => {
  const pathsOf = async (
    root: FileSystemDirectoryHandle,
    opener: Parameters<typeof listDirectoryHandle>[2],
  ) => {
    const { files } = await listDirectoryHandle(root, () => undefined, opener);
    return files.map(({ path, failure }) => [path, failure?.code]);
  };

  test('L4 is listed by a worker', async () => {
    const opener = {
      async list(_: unknown, path: string, onFound: (names: FoundNames) => void) {
        if (path === '') onFound({ files: ['top'], folders: ['cats'], unnamed: 1 });
        else onFound({ files: ['one', 'two'], folders: [], unnamed: 0 });
        return true;
      },
    };
    expect(await pathsOf(folderThat(), opener)).toEqual([
      ['(unreadable name 1)', 'bad-name'],
      ['top', undefined],
      ['cats/one', undefined],
      ['cats/two', undefined],
    ]);
  });

  test('L4 is listed by the page where no worker does it, each file once', async () => {
    const files = [
      ['a.jpg', undefined],
      ['b.jpg', undefined],
    ];
    expect(await pathsOf(folderThat(), noWorker)).toEqual(files);
    const dying = {
      async list(_: unknown, __: string, onFound: (names: FoundNames) => void) {
        onFound({ files: ['a.jpg'], folders: ['cats'], unnamed: 0 });
        return false;
      },
    };
    expect(await pathsOf(folderThat(), dying)).toEqual(files);
  });

  test('L7 that cannot be read to its end is named', async () => {
    expect(await pathsOf(folderThat('NotFoundError'), noWorker)).toEqual([
      ['a.jpg', undefined],
      ['photos/', 'vanished'],
    ]);
  });
});
