import { describe, expect, test } from 'vitest';

import {
  findDroppedTwice,
  type DroppedRoot,
} from '../../../../src/app/platform/files/dropped-twice.ts';

/** A handle that knows its place on disk, as the browser's do. */
function handleAt(path: string, kind: FileSystemHandle['kind']): FileSystemHandle {
  const handle = {
    kind,
    path,
    isSameEntry: async (other: { readonly path: string }) => other.path === path,
    resolve: async (other: { readonly path: string }) =>
      other.path.startsWith(`${path}/`) ? other.path.slice(path.length + 1).split('/') : null,
  };
  return handle as unknown as FileSystemHandle;
}

/** Roots by their place on disk; a folder ends in a slash. Names are unique, as listDrop makes them. */
function rootsAt(places: readonly string[], hasHandles = true): readonly DroppedRoot[] {
  const taken = new Set<string>();
  return places.map((place) => {
    const path = place.replace(/\/$/, '');
    const realName = path.slice(path.lastIndexOf('/') + 1);
    let name = realName;
    for (let number = 1; taken.has(name); number += 1) name = `${realName} (${number})`;
    taken.add(name);
    const isFolder = place.endsWith('/');
    const handle = hasHandles ? handleAt(path, isFolder ? 'directory' : 'file') : null;
    return { name, realName, isFolder, handle: Promise.resolve(handle) };
  });
}

/** The listing of roots: the files of a disk that are at or below them. */
function listed(places: readonly string[], disk: readonly string[]) {
  return rootsAt(places).flatMap(({ name }, index) => {
    const place = places[index] ?? '';
    return disk
      .filter((file) => file === place || (place.endsWith('/') && file.startsWith(place)))
      .map((file) => ({
        path: file === place ? name : `${name}/${file.slice(place.length)}`,
        source: null,
      }));
  });
}

const DISK = ['/p/cat/1.jpg', '/p/cat/2.jpg', '/p/dog/1.jpg', '/p/dog/cat/3.jpg', '/q/cat/1.jpg'];

async function coveredOf(places: readonly string[], hasHandles = true) {
  const roots = rootsAt(places, hasHandles);
  const { covered, notices } = await findDroppedTwice(roots, listed(places, DISK));
  return {
    covered: [...covered],
    texts: notices.map((text) => text.replaceAll(/[\u2068\u2069]/g, '')),
  };
}

describe('things that were dropped with a folder that contains them', () => {
  test('L12 a folder below another one is covered, and it is said', async () => {
    expect(await coveredOf(['/p/', '/p/cat/'])).toEqual({
      covered: ['cat'],
      texts: [
        '“cat” is part of “p”, which was dropped with it: each of its files is planned once.',
      ],
    });
  });

  test('L12 so is a file, whatever comes first', async () => {
    expect(await coveredOf(['/p/dog/1.jpg', '/p/'])).toEqual({
      covered: ['1.jpg'],
      texts: ['“1.jpg” is part of “p”, which was dropped with it: it is planned once.'],
    });
  });

  test('L12 and the same thing twice', async () => {
    expect(await coveredOf(['/p/cat/', '/p/cat/'])).toEqual({
      covered: ['cat (1)'],
      texts: ['“cat” was dropped twice: each of its files is planned once.'],
    });
  });

  test('L12 of folders in each other the outermost stays', async () => {
    const { covered } = await coveredOf(['/p/dog/cat/', '/p/dog/', '/p/', '/p/cat/1.jpg']);
    expect(covered.toSorted()).toEqual(['1.jpg', 'cat', 'dog']);
  });

  test('L12 other folders and files of the same names stay', async () => {
    expect(await coveredOf(['/p/', '/q/cat/'])).toEqual({ covered: [], texts: [] });
    expect(await coveredOf(['/p/cat/', '/q/cat/', '/p/dog/1.jpg'])).toEqual({
      covered: [],
      texts: [],
    });
  });

  test('L12 many are counted, not named', async () => {
    const disk = Array.from({ length: 8 }, (_, i) => `/p/${i}.jpg`);
    const places = ['/p/', ...disk];
    const { covered, notices } = await findDroppedTwice(rootsAt(places), listed(places, disk));
    expect(covered.size).toBe(8);
    expect(notices).toHaveLength(4);
    expect(notices[3]).toBe('Other things that were dropped twice and are planned once: 5.');
  });

  test('L12 without handles all stay, and a folder that may be doubled is named', async () => {
    const { covered, texts } = await coveredOf(['/p/', '/p/cat/'], false);
    expect(covered).toEqual([]);
    expect(texts).toEqual([
      '“cat” may be part of “p”, which was dropped with it: this browser does not say. If it is, its files are planned twice; then drop “p” alone.',
    ]);
    expect(await coveredOf(['/p/', '/q/cat/', '/p/cat/1.jpg'], false)).toMatchObject({
      covered: [],
    });
  });

  test('L12 without handles a folder with other files is not suspected', async () => {
    expect((await coveredOf(['/p/dog/', '/p/cat/'], false)).texts).toEqual([]);
  });
});
