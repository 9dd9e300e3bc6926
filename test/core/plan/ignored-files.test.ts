import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  createIgnoredTest,
  ignoredDetail,
  type IgnoredReason,
} from '../../../src/core/plan/ignored-files.ts';
import {
  LEFT_BEHIND,
  LEFT_BEHIND_FILES,
  LEFT_BEHIND_FOLDERS,
} from '../../../src/core/plan/left-behind.ts';
import { replanInSteps, type RunPlan } from '../../../src/core/plan/plan.ts';
import { walk } from '../walk-steps.ts';
import { planRun } from './plan-run.ts';

function reasonOf(path: string): IgnoredReason | null {
  return createIgnoredTest()(path);
}

function planOf(paths: readonly string[], hidden: 'in' | 'out' = 'in'): RunPlan<string> {
  const files = paths.map((path) => ({ path, source: `bytes of ${path}` }));
  return planRun({ name: 'photos', files }, hidden);
}

const pathsOf = (files: readonly { readonly path: string }[]) => files.map(({ path }) => path);

/** A folder of two classes, and everything that was found to be left in such folders. */
const FOLDER = {
  images: ['cat/0.jpg', 'dog/0.jpg'],
  placeholders: ['cat/.0.jpg.icloud'],
  leftBehind: [
    '$RECYCLE.BIN/S-1/$R0.jpg',
    '.Trash-1000/files/0.jpg',
    '.ipynb_checkpoints/0-checkpoint.jpg',
    '.thumbnails/1.jpg',
    'Desktop.ini',
    'cat/.ipynb_checkpoints/0-checkpoint.jpg',
    'cat/0.jpg:Zone.Identifier',
    'cat/Icon\r',
    'cat/thumbs.db',
    'dog/@eaDir/0.jpg/SYNOFILE_THUMB_M.jpg',
  ],
};

describe('files that are left behind', () => {
  test('P2 of a folder with all kinds of them, only its images and placeholders have slots', () => {
    const { images, placeholders, leftBehind } = FOLDER;
    const { slots, ignored, unnamed, summary } = planOf([
      ...leftBehind,
      ...images,
      ...placeholders,
    ]);
    expect(pathsOf(slots)).toEqual([...placeholders, ...images].toSorted());
    expect(pathsOf(ignored)).toEqual(leftBehind);
    expect(ignored.every(({ reason }) => reason === 'left-behind')).toBe(true);
    expect(unnamed).toEqual([]);
    expect(summary).toMatchObject({ listed: 13, folders: 2, hidden: 0 });
  });

  test.each([
    '.DS_Store',
    'a/.ds_store',
    'THUMBS.DB',
    'a/b/Thumbs.db',
    'ehthumbs.db',
    'Ehthumbs_Vista.db',
    'desktop.ini',
    'a/DESKTOP.INI',
    '._cat.jpg',
    'a/._cat.jpg',
    '._',
    '._new\nline',
    'Icon\r',
    'ICON\r',
    '.localized',
    '.directory',
    '.gitkeep',
    'cat.jpg:Zone.Identifier',
    'a:b.jpg:zone.identifier:$DATA',
    'cat.jpg\uf03aZone.Identifier',
    '.trashed-1700000000-IMG_1.jpg',
    '.pending-1700000000-IMG_1.jpg',
    '.nfs000000000000012300000001',
    '.picasa.ini',
    'Picasa.ini',
    '__MACOSX/a.jpg',
    '__macosx/a/b.jpg',
    'a/__MACOSX/b/c.jpg',
    '.AppleDouble/cat.jpg',
    '@eaDir/cat.jpg/SYNOFILE_THUMB_M.jpg',
    '@EADIR/cat.jpg',
    '.trash/cat.jpg',
    '.Trashes/501/cat.jpg',
    '.Trash-1000/files/cat.jpg',
    '$Recycle.Bin/S-1-5/$R1.jpg',
    '#recycle/cat.jpg',
    '@Recycle/cat.jpg',
    '.@__thumb/s800cat.jpg',
    '.picasaoriginals/cat.jpg',
    'a/[Originals]/cat.jpg',
    '.dropbox.cache/2026-01-01/cat (deleted 1).jpg',
    '.stversions/cat~20260101-101010.jpg',
    'Lightroom Previews.lrdata/0/1.lrprev',
    '.git/lfs/objects/aa/bb/aabb',
    '.dvc/cache/files/md5/aa/bb',
    'x/.ipynb_checkpoints/cat-checkpoint.jpg',
  ])('P2 %j has no slot', (path) => {
    const { slots, ignored, unnamed, summary } = planOf([path, 'cat.jpg']);
    expect(pathsOf(ignored)).toEqual([path]);
    expect(pathsOf(slots)).toEqual(['cat.jpg']);
    expect(unnamed).toEqual([]);
    expect(summary.listed).toBe(2);
  });

  test.each([
    'DS_Store',
    '.DS_Store.png',
    'a.DS_Store',
    '.DS_Store/cat.jpg',
    'Thumbs.db.jpg',
    'my Thumbs.db',
    '.hidden.jpg',
    '.',
    '_.jpg',
    '._folder/cat.jpg',
    '__MACOSX',
    'a/__MACOSX',
    '__MACOSX2/cat.jpg',
    '@eaDir',
    'eaDir/cat.jpg',
    'icon.png',
    'Icon',
    'Icon\r.png',
    'Zone.Identifier',
    'recycle/cat.jpg',
    'RECYCLER/cat.jpg',
    'Originals/cat.jpg',
    'thumbnails/cat.jpg',
    'Trash/cat.jpg',
    'CVS/cat.jpg',
    '.gitkeep.png',
    '.trashed-cat.jpg',
    '.\u017fync/cat.jpg', // a long s, which is an s in another case to Unicode
    'KELVIN.\u212aeep',
    'cat.jpg.Zone.Identifier',
  ])('P2 but %j has one', (path) => {
    expect(pathsOf(planOf([path]).slots)).toEqual([path]);
  });

  test('P2 each name of the list is ignored in any case, and not as a part of a longer name', () => {
    for (const [, files, folders] of LEFT_BEHIND) {
      const names = [...files, ...folders.map((name) => `${name}/cat.jpg`)];
      for (const path of names.map((name) => name.replaceAll('*', 'x.1'))) {
        expect(reasonOf(path)).toBe('left-behind');
        expect(reasonOf(path.toUpperCase())).toBe('left-behind');
        expect(reasonOf(`a/${path.toLowerCase()}`)).toBe('left-behind');
      }
      for (const path of names.filter((name) => !name.includes('*'))) {
        expect(reasonOf(`my ${path}`)).not.toBe('left-behind');
      }
    }
  });

  test('P2 no name is in the list twice', () => {
    for (const listed of [LEFT_BEHIND_FILES, LEFT_BEHIND_FOLDERS]) {
      const names = listed.map((name) => name.toLowerCase());
      expect(new Set(names).size).toBe(names.length);
    }
  });

  test('P2 are ignored even if two of them share a path', () => {
    const { slots, ignored } = planOf(['a/.DS_Store', 'a/.DS_Store', 'a/cat.jpg']);
    expect(pathsOf(slots)).toEqual(['a/cat.jpg']);
    expect(ignored).toHaveLength(2);
  });

  test('P2 an unread folder of a recycle bin has not failed', () => {
    const failure = { code: 'unreadable', detail: '' } as const;
    const files = [{ path: 'a/$RECYCLE.BIN/S-1/', source: null, failure }];
    const { ignored, unnamed } = planRun<string>({ name: 'photos', files });
    expect([pathsOf(ignored), unnamed]).toEqual([['a/$RECYCLE.BIN/S-1/'], []]);
  });

  test.each([
    ['dog/@eaDir/0.jpg/x.jpg', 'Everything in “@eaDir” is left behind by a Synology server.'],
    ['cat/THUMBS.db', 'Files of this name are left behind by Windows.'],
    ['a/.DS_Store (2)', 'Files of this name are left behind by a system or a program.'],
  ])('M1 %s is ignored with a reason', (path, detail) => {
    expect(ignoredDetail(path, 'left-behind')).toBe(detail);
  });
});

describe('hidden folders', () => {
  const PATHS = ['.cache/a/1.jpg', '.cache/.DS_Store', 'a/.b/2.jpg', 'a/3.jpg', '.4.jpg'];

  test('P7 are in by default, and the plan counts their images', () => {
    const { slots, ignored, summary } = planOf(PATHS);
    expect(pathsOf(slots)).toEqual(['.4.jpg', '.cache/a/1.jpg', 'a/.b/2.jpg', 'a/3.jpg']);
    expect(pathsOf(ignored)).toEqual(['.cache/.DS_Store']);
    expect(summary.hidden).toBe(2);
  });

  test('P7 can be left out: their images are ignored, with a reason, and still counted', () => {
    const { slots, ignored, summary } = planOf(PATHS, 'out');
    expect(slots.map(({ slot, path, label }) => [slot, path, label])).toEqual([
      [0, '.4.jpg', null],
      [1, 'a/3.jpg', 'a'],
    ]);
    expect(ignored).toEqual([
      { path: '.cache/.DS_Store', source: 'bytes of .cache/.DS_Store', reason: 'left-behind' },
      { path: '.cache/a/1.jpg', source: 'bytes of .cache/a/1.jpg', reason: 'hidden-folder' },
      { path: 'a/.b/2.jpg', source: 'bytes of a/.b/2.jpg', reason: 'hidden-folder' },
    ]);
    expect(summary).toMatchObject({ listed: 5, hidden: 2 });
    expect(ignoredDetail('a/.b/2.jpg', 'hidden-folder')).toBe(
      'It is in the hidden folder “.b”, and those are left out (hidden=out).',
    );
  });

  test('P7 the choice can be changed for the same files, again and again', () => {
    const names = fc.constantFrom('a', '.b', '@eaDir', '.DS_Store', 'c.jpg', '.git', '…');
    const path = fc.array(names, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(fc.array(path, { maxLength: 30 }), (paths) => {
        const [inside, outside] = [planOf(paths), planOf(paths, 'out')];
        expect(walk(replanInSteps(inside, 'out')).value).toEqual(outside);
        expect(walk(replanInSteps(outside, 'in')).value).toEqual(inside);
      }),
      { seed: 1 },
    );
  });

  test('P7 a folder that could not be read fails only while hidden folders are in', () => {
    const failure = { code: 'unreadable', detail: 'No.' } as const;
    const files = [{ path: '.cache/x/', source: null, failure }];
    const inside = planRun<string>({ name: 'photos', files });
    const outside = planRun<string>({ name: 'photos', files }, 'out');
    expect(inside.unnamed).toEqual(files);
    expect([pathsOf(outside.ignored), outside.unnamed]).toEqual([['.cache/x/'], []]);
    expect(walk(replanInSteps(outside, 'in')).value).toEqual(inside);
  });
});
