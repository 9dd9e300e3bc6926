import { describe, expect, test } from 'vitest';

import type { FoundNames } from '../../../src/core/plan/read-folder.ts';
import { createOpenCalls } from '../../../src/worker/open/open-calls.ts';
import { handleOf } from './fake-folder.ts';

let askedForFolders = 0;

const root = handleOf(
  {
    top: 'top',
    half: { seen: 'seen', closed: '' },
    cats: { one: 'one', empty: '', small: { 'a b': 'kitten' } },
  },
  () => {
    askedForFolders += 1;
  },
);

async function opened() {
  const calls = createOpenCalls();
  await calls.begin(root);
  return calls;
}

describe('files that are opened by handle', () => {
  test('come in one pack a group, one after the other', async () => {
    const calls = await opened();
    const packs = await calls.open([['top', 'cats/small/a b'], ['cats/empty', 'cats/one'], []]);
    expect(await Promise.all(packs.map(({ bytes }) => bytes.text()))).toEqual([
      'topkitten',
      'one',
      '',
    ]);
    expect(packs.map(({ stats }) => stats)).toEqual([
      [
        { bytes: 3, modifiedMs: 3 },
        { bytes: 6, modifiedMs: 6 },
      ],
      [
        { bytes: 0, modifiedMs: 0 },
        { bytes: 3, modifiedMs: 3 },
      ],
      [],
    ]);
  });

  test('are null where they do not open, and the others of the pack are there', async () => {
    const calls = await opened();
    const [pack] = await calls.open([['gone', 'cats/one', 'dogs/one', 'cats', 'top/x', 'top']]);
    expect(pack?.stats.map((stat) => stat && stat.bytes)).toEqual([null, 3, null, null, null, 3]);
    expect(await pack?.bytes.text()).toBe('onetop');
  });

  test('alone in their pack are it', async () => {
    const calls = await opened();
    const [pack] = await calls.open([['top', 'gone']]);
    expect(pack?.bytes).toBeInstanceOf(File);
  });

  test('have their folders asked for once', async () => {
    const calls = await opened();
    askedForFolders = 0;
    await calls.open([['cats/small/a b', 'cats/small/b', 'cats/one']]);
    await calls.open([['cats/small/c']]);
    expect(askedForFolders).toBe(2);
  });
});

describe('folders that are listed by handle', () => {
  test('give the names in them, and nothing that is deeper', async () => {
    const calls = await opened();
    const found: FoundNames[] = [];
    expect(await calls.list('cats', (names) => found.push(names))).toBe(true);
    expect(found).toEqual([{ files: ['one', 'empty'], folders: ['small'], unnamed: 0 }]);
    expect(await calls.list('', (names) => found.push(names))).toBe(true);
    expect(found[1]?.folders).toEqual(['half', 'cats']);
  });

  test('say whether they were read to their end', async () => {
    const calls = await opened();
    const found: FoundNames[] = [];
    expect(await calls.list('half', (names) => found.push(names))).toBe(false);
    expect(found).toEqual([{ files: ['seen'], folders: [], unnamed: 0 }]);
    expect(await calls.list('dogs', () => undefined)).toBe(false);
  });

  test('and the stats of files, without a Blob', async () => {
    const calls = await opened();
    expect(await calls.stat(['top', 'gone', 'cats/small/a b'])).toEqual([
      { bytes: 3, modifiedMs: 3 },
      null,
      { bytes: 6, modifiedMs: 6 },
    ]);
  });
});
