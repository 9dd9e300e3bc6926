import { describe, expect, test } from 'vitest';

import { readFolder, type FoundNames } from '../../../src/core/plan/read-folder.ts';

type Entry = readonly [name: string, entry: { readonly kind: string }];

async function* entriesOf(entries: readonly Entry[], failure?: Error): AsyncGenerator<Entry> {
  yield* entries;
  if (failure !== undefined) throw failure;
}

const file = (name: string): Entry => [name, { kind: 'file' }];
const folder = (name: string): Entry => [name, { kind: 'directory' }];

describe('reading a folder', () => {
  test('separates files and folders, and counts entries without a name', async () => {
    const found: FoundNames[] = [];
    const entries = [file('a'), folder('b'), file(''), folder(''), file('__proto__')];
    await readFolder(entriesOf(entries), (names) => found.push(names));
    expect(found).toEqual([{ files: ['a', '__proto__'], folders: ['b'], unnamed: 2 }]);
  });

  test('passes a thousand names at a time, and waits until they are handled', async () => {
    const names = Array.from({ length: 2500 }, (_, i) => `${i}`);
    const pieces: number[] = [];
    let isTaking = false;
    await readFolder(entriesOf(names.map(file)), async ({ files }) => {
      expect(isTaking).toBe(false);
      isTaking = true;
      await Promise.resolve();
      pieces.push(files.length);
      isTaking = false;
    });
    expect(pieces).toEqual([1000, 1000, 500]);
  });

  test('passes the names that were found before it failed', async () => {
    const found: FoundNames[] = [];
    const failure = new DOMException('gone', 'NotFoundError');
    const reading = readFolder(entriesOf([file('a')], failure), (names) => found.push(names));
    await expect(reading).rejects.toBe(failure);
    expect(found).toEqual([{ files: ['a'], folders: [], unnamed: 0 }]);
  });
});
