import { describe, expect, test } from 'vitest';
import { freshFile } from '../../../../src/app/platform/files/folder-handles.ts';
import { handleOf } from '../../../worker/open/fake-folder.ts';

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
