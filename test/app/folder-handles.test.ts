import { describe, expect, test } from 'vitest';
import { freshFile } from '../../src/app/platform/folder-handles.ts';

interface Folder {
  readonly [name: string]: Folder | string;
}

/** Handles as a browser has them, of a folder that is an object here; files hold their own text. */
function handleOf(folder: Folder): FileSystemDirectoryHandle {
  const entryOf = (name: string): Folder | string => {
    const entry = Object.hasOwn(folder, name) ? folder[name] : undefined;
    if (name === '' || name.includes('/')) throw new TypeError('Name is not allowed.');
    if (entry === undefined) throw new DOMException('none', 'NotFoundError');
    return entry;
  };
  const handle: Partial<FileSystemDirectoryHandle> = {
    async getDirectoryHandle(name) {
      const entry = entryOf(name);
      if (typeof entry === 'string') throw new DOMException('a file', 'TypeMismatchError');
      return handleOf(entry);
    },
    async getFileHandle(name) {
      const entry = entryOf(name);
      if (typeof entry !== 'string') throw new DOMException('a folder', 'TypeMismatchError');
      const file: Partial<FileSystemFileHandle> = { getFile: async () => new File([entry], name) };
      return file as FileSystemFileHandle;
    },
  };
  return handle as FileSystemDirectoryHandle;
}

const root = handleOf({
  'top.jpg': 'top',
  cats: { small: { '__proto__ 1.jpg': 'deep' }, 'back\\slash.jpg': 'odd', constructor: 'plain' },
});

describe('freshFile', () => {
  test.each([
    ['top.jpg', 'top'],
    ['cats/small/__proto__ 1.jpg', 'deep'],
    ['cats/back\\slash.jpg', 'odd'],
    ['cats/constructor', 'plain'],
  ])('L9 opens %s by its path below the folder', async (path, text) => {
    const file = await freshFile(root, path);
    expect(file.name).toBe(path.slice(path.lastIndexOf('/') + 1));
    expect(await file.text()).toBe(text);
  });

  test.each([
    ['gone.jpg', 'NotFoundError'],
    ['dogs/top.jpg', 'NotFoundError'],
    ['__proto__/top.jpg', 'NotFoundError'],
    ['top.jpg/x', 'TypeMismatchError'],
    ['cats/small', 'TypeMismatchError'],
    ['cats/', 'TypeError'],
  ])('L9 rejects %s with the reason of the browser, %s', async (path, name) => {
    await expect(freshFile(root, path)).rejects.toMatchObject({ name });
  });
});
