import { expect, test } from 'vitest';

import { crc32 } from '../../src/core/crc32.ts';
import { entryAt } from '../../src/archive/entry-columns.ts';
import { unpackEntry, unpackHead } from '../../src/archive/unpack-entry.ts';
import { unpackInPieces } from '../../src/archive/unpack-in-pieces.ts';
import { countedBytes, listBytes, unpackAll } from './archive-in-memory.ts';
import { makeZip } from './make-zip.ts';

const NOISE = Uint8Array.from({ length: 300_000 }, (_, index) => (index * index * 7) % 253);

test('a file with more bytes than the archive states stops there, in whichever way it is read', async () => {
  const bomb = new Uint8Array(40_000_000);
  const zip = makeZip([{ name: 'bomb.png', bytes: bomb, states: { bytes: 100_000 } }]);
  const listing = await listBytes(zip);
  expect(await unpackAll(zip, listing)).toEqual([
    expect.objectContaining({
      code: 'corrupt',
      detail: expect.stringContaining('fill the memory'),
    }),
  ]);
  let taken = 0;
  const failure = await unpackInPieces(countedBytes(zip), entryAt(listing.columns, 0), (piece) => {
    taken += piece.length;
    return true;
  });
  expect(failure?.code).toBe('corrupt');
  expect(taken).toBeLessThanOrEqual(100_000);
});

test('a file with fewer bytes, or another checksum, is corrupt', async () => {
  const zip = makeZip([
    { name: 'short.png', bytes: NOISE, states: { bytes: 300_001 } },
    { name: 'sum.png', bytes: NOISE, states: { crc32: 1 } },
    { name: 'stored.png', bytes: NOISE, method: 0, states: { crc32: 1 } },
  ]);
  const unpacked = await unpackAll(zip, await listBytes(zip));
  expect(unpacked.map((one) => one !== null && 'detail' in one && one.detail)).toEqual([
    expect.stringContaining('does not have the size'),
    expect.stringContaining('checksum'),
    expect.stringContaining('checksum'),
  ]);
});

test('damaged data, and an offset at which nothing begins, are corrupt', async () => {
  const zip = makeZip([
    { name: 'a.png', bytes: NOISE },
    { name: 'b.png', bytes: NOISE, states: { at: 7 } },
  ]);
  zip.fill(255, 60, 90);
  const unpacked = await unpackAll(zip, await listBytes(zip));
  expect(unpacked.map((one) => one !== null && 'detail' in one && one.detail)).toEqual([
    expect.stringContaining('compressed data'),
    expect.stringContaining('no file begins'),
  ]);
});

test('files that share their bytes are read once', async () => {
  const zip = makeZip([
    { name: 'a.png', bytes: NOISE },
    { name: 'b.png', bytes: NOISE, states: { at: 0 } },
  ]);
  const { failures } = await listBytes(zip);
  expect(failures.map(([index, { detail }]) => [index, detail])).toEqual([
    [1, expect.stringContaining('overlaps')],
  ]);
});

test('a head is the first bytes, even of bytes that are cut', async () => {
  const zip = makeZip([{ name: 'a.png', bytes: NOISE, localExtra: 500 }]);
  const entry = entryAt((await listBytes(zip)).columns, 0);
  expect(await unpackEntry(zip.slice(0, 400), entry)).toBeNull();
  const head = await unpackHead(zip.slice(entry.at, entry.at + 20_000), entry, 1000);
  expect(head).toEqual(NOISE.subarray(0, 1000));
});

test('a file is unpacked in pieces, until no more is wanted', async () => {
  for (const method of [0, 8]) {
    const zip = makeZip([{ name: 'a.png', bytes: NOISE, method }]);
    const entry = entryAt((await listBytes(zip)).columns, 0);
    const pieces: number[] = [];
    const take = (piece: Uint8Array) => pieces.push(...piece) > 0;
    expect(await unpackInPieces(countedBytes(zip), entry, take)).toBeNull();
    expect([pieces.length, crc32(Uint8Array.from(pieces))]).toEqual([NOISE.length, crc32(NOISE)]);
    expect(await unpackInPieces(countedBytes(zip), entry, () => false)).toBeNull();
  }
});
