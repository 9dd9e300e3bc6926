import { afterEach, expect, test, vi } from 'vitest';

import { exportFile } from '../../../src/worker/sink/export-file.ts';
import type { SavedFile } from '../../../src/forms/array-form.ts';

afterEach(() => vi.unstubAllGlobals());

const HOUR = 3_600_000;
const FILE: SavedFile = {
  name: 'photos.npz',
  bytes: 6,
  isExact: true,
  async *pieces() {
    const memory = new Uint8Array(3);
    for (const first of [1, 4]) {
      memory.set([first, first + 1, first + 2]);
      yield memory;
    }
  },
};

/** A private file system with one folder; a file is `[bytes, time of last change]`. */
function privateFiles(options: { readonly quota: number; readonly room?: number }) {
  const files = new Map<string, { bytes: number[]; lastModified: number }>();
  const handleOf = (name: string) => ({
    kind: 'file',
    async createSyncAccessHandle() {
      return {
        write(bytes: Uint8Array, { at }: { at: number }) {
          const file = files.get(name);
          if (at + bytes.length > (options.room ?? Infinity)) return 0;
          for (const [i, byte] of bytes.entries()) if (file) file.bytes[at + i] = byte;
          return bytes.length;
        },
        flush: () => undefined,
        close: () => undefined,
      };
    },
    async getFile() {
      const { bytes = [], lastModified = 0 } = files.get(name) ?? {};
      return Object.assign(new Blob([Uint8Array.from(bytes)]), { lastModified });
    },
  });
  const folder = {
    async getFileHandle(name: string, { create = false } = {}) {
      if (create) files.set(name, { bytes: [], lastModified: Date.now() });
      return handleOf(name);
    },
    removeEntry: async (name: string) => void files.delete(name),
    async *entries() {
      for (const name of files.keys()) yield [name, handleOf(name)] as const;
    },
  };
  const storage = {
    getDirectory: async () => ({ getDirectoryHandle: async () => folder }),
    estimate: async () => ({ quota: options.quota, usage: 0 }),
  };
  vi.stubGlobal('navigator', { storage });
  return files;
}

const nothing = (): void => undefined;

test('F9 a file is made in the private file system, and those of an hour ago are deleted', async () => {
  const files = privateFiles({ quota: 100 });
  files.set('old', { bytes: [9], lastModified: Date.now() - HOUR - 1 });
  files.set('recent', { bytes: [9], lastModified: Date.now() - HOUR + 60_000 });
  const made = await exportFile(FILE, 'application/zip', nothing);
  expect(made.type).toBe('application/zip');
  expect([...new Uint8Array(await made.arrayBuffer())]).toEqual([1, 2, 3, 4, 5, 6]);
  expect(files.has('old')).toBe(false);
  expect(files.has('recent')).toBe(true);
  expect(files.size).toBe(2);
});

test('F9 without room it is refused with its size before a byte is made', async () => {
  const files = privateFiles({ quota: 5 });
  const pieces = vi.fn(FILE.pieces);
  await expect(exportFile({ ...FILE, pieces }, 'x/y', nothing)).rejects.toThrow(
    'There is no room for photos.npz: it takes 1 MiB, and 0 MiB are left.',
  );
  expect(pieces).not.toHaveBeenCalled();
  expect(files.size).toBe(0);
});

test('F9 a disk that gets full leaves nothing behind', async () => {
  const files = privateFiles({ quota: 100, room: 4 });
  await expect(exportFile(FILE, 'x/y', nothing)).rejects.toThrow('There is no room for photos.npz');
  expect(files.size).toBe(0);
});

test('F9 without a private file system it is made in memory', async () => {
  vi.stubGlobal('navigator', { storage: {} });
  const made = await exportFile(FILE, 'x/y', nothing);
  expect([...new Uint8Array(await made.arrayBuffer())]).toEqual([1, 2, 3, 4, 5, 6]);
  const large = { ...FILE, bytes: 3 * 2 ** 30 };
  await expect(exportFile(large, 'x/y', nothing)).rejects.toThrow(
    'it takes 3,072 MiB, and 2,048 MiB are left',
  );
});
