import { expect, test } from 'vitest';

import { listArchive } from '../../src/archive/list-archive.ts';
import { countedBytes, listBytes, unpackAll } from './archive-in-memory.ts';
import { gnuLongName, makeTar, paxHeader } from './make-tar.ts';
import { makeZip } from './make-zip.ts';

const CAT = new TextEncoder().encode('cat '.repeat(500));
const DOG = Uint8Array.from({ length: 3000 }, (_, index) => (index * index) % 251);

test('a zip of a folder has the name and the paths of the folder, packed or not', async () => {
  const zip = makeZip([
    { name: 'pets/', bytes: new Uint8Array(), method: 0, mode: 0o40755 },
    { name: 'pets/cat/1.jpg', bytes: CAT, localExtra: 28 },
    { name: '__MACOSX/pets/cat/._1.jpg', bytes: DOG },
    { name: 'pets/dog/2.jpg', bytes: DOG, method: 0 },
  ]);
  const listing = await listBytes(zip, 'download (1).zip');
  expect(listing.name).toBe('pets');
  expect(listing.paths).toEqual(['cat/1.jpg', '__MACOSX/pets/cat/._1.jpg', 'dog/2.jpg']);
  expect(await unpackAll(zip, listing)).toEqual([CAT, DOG, DOG]);
  expect(listing).toMatchObject({ failures: [], unfinished: null, notices: [] });
});

test('an archive without one folder is a folder of its own name', async () => {
  const zip = makeZip([
    { name: 'cat/1.jpg', bytes: CAT },
    { name: 'dog/2.jpg', bytes: DOG },
  ]);
  const listing = await listBytes(zip, 'pets.v2.zip');
  expect(listing).toMatchObject({ name: 'pets.v2', paths: ['cat/1.jpg', 'dog/2.jpg'] });
});

test('a tar is listed by its headers: ustar, pax and long names of GNU', async () => {
  const long = `pets/${'long'.repeat(40)}.jpg`;
  const tar = makeTar([
    { name: 'pets/', type: '5' },
    { name: './pets/1.jpg', bytes: CAT },
    paxHeader({ path: 'pets/größer.jpg', mtime: '1700000001.5' }),
    { name: 'pets/gr', bytes: DOG },
    gnuLongName(long),
    { name: long.slice(0, 100), bytes: CAT },
    { name: 'pets/link.jpg', type: '2' },
  ]);
  const listing = await listBytes(tar, 'x.tar', 'tar');
  expect(listing.name).toBe('pets');
  expect(listing.paths).toEqual(['1.jpg', 'größer.jpg', long.slice(5)]);
  expect(Array.from(listing.columns.modifiedMs)).toEqual([1.7e12, 1_700_000_001_500, 1.7e12]);
  expect(await unpackAll(tar, listing)).toEqual([CAT, DOG, CAT]);
  expect(listing.notices).toEqual(['Links and devices in “\u2068x.tar\u2069” are skipped: 1.']);
});

test('large files in a tar are skipped, not read', async () => {
  const large = new Uint8Array(2_000_000);
  const bytes = countedBytes(
    makeTar(Array.from({ length: 9 }, (_, index) => ({ name: `${index}.png`, bytes: large }))),
  );
  const { paths } = await listArchive({ name: 'x.tar', kind: 'tar', bytes }, () => {});
  expect(paths).toHaveLength(9);
  expect(bytes.readBytes).toBeLessThan(bytes.size / 10);
});

test('names that lead out of the folder are bad names, and the others stay', async () => {
  const zip = makeZip(
    ['../up.jpg', 'a/../../b.jpg', 'C:/x.jpg', '/abs/./y.jpg', 'a/ok.jpg'].map((name) => {
      return { name, bytes: CAT };
    }),
  );
  const { paths, failures } = await listBytes(zip);
  expect(paths.slice(3)).toEqual(['abs/y.jpg', 'a/ok.jpg']);
  expect(failures.map(([index, { code }]) => [index, code])).toEqual([
    [0, 'bad-name'],
    [1, 'bad-name'],
    [2, 'bad-name'],
  ]);
});

test('a password and an unknown method are sentences for their files alone', async () => {
  const zip = makeZip([
    { name: 'secret.jpg', bytes: CAT, flags: 0x801 },
    { name: 'new.jpg', bytes: CAT, method: 14 },
    { name: 'plain.jpg', bytes: CAT },
  ]);
  const { failures, notices } = await listBytes(zip);
  expect(failures.map(([, { detail }]) => detail)).toEqual([
    'It is encrypted with a password. Unpack the archive, then drop the folder.',
    'It is compressed with LZMA, which is not read here. Unpack the archive, then drop the folder.',
  ]);
  expect(notices).toEqual([expect.stringMatching(/cannot be read: 2 of 3\. The first: It is enc/)]);
});

test('links in a zip are skipped and counted, and equal names are told', async () => {
  const zip = makeZip([
    { name: 'a.jpg', bytes: CAT },
    { name: 'a.jpg', bytes: DOG },
    { name: 'link.jpg', bytes: CAT, mode: 0o120777 },
  ]);
  const { paths, notices } = await listBytes(zip);
  expect(paths).toEqual(['a.jpg', 'a.jpg']);
  expect(notices.join(' ')).toMatch(
    /are skipped: 1\..*more than one file of the same name.*: 1\.$/,
  );
});

test('a zip that is cut off has a sentence, and one with a damaged directory its first files', async () => {
  const zip = makeZip([
    { name: 'a.jpg', bytes: CAT },
    { name: 'b.jpg', bytes: DOG },
  ]);
  const cut = await listBytes(zip.slice(0, -30));
  expect(cut).toMatchObject({ paths: [], unfinished: expect.stringContaining('cut off') });
  const damaged = zip.slice();
  damaged[zip.length - 22 - 51] = 0; // the signature of the second entry
  const listing = await listBytes(damaged);
  expect(listing.paths).toEqual(['a.jpg']);
  expect(listing.unfinished).toMatch(/damaged/);
});

test('a tar that is cut off or damaged has a sentence, and the files before', async () => {
  const tar = makeTar([
    { name: 'a.jpg', bytes: CAT },
    { name: 'b.jpg', bytes: DOG },
  ]);
  const cut = await listBytes(tar.slice(0, 4000), 'x.tar', 'tar');
  expect(cut).toMatchObject({
    paths: ['a.jpg', 'b.jpg'],
    unfinished: expect.stringContaining('cut'),
  });
  expect(cut.failures.map(([index, { code }]) => [index, code])).toEqual([[1, 'corrupt']]);
  const damaged = tar.slice();
  damaged[2560 + 3] = 99; // in the name of the second header
  const listing = await listBytes(damaged, 'x.tar', 'tar');
  expect(listing).toMatchObject({
    paths: ['a.jpg'],
    unfinished: expect.stringContaining('checksum'),
  });
  const none = await listBytes(DOG, 'x.tar', 'tar');
  expect(none).toMatchObject({ paths: [], unfinished: expect.stringContaining('no tar') });
});
