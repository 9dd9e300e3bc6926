import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { createFileSink, type FileSink } from '../../src/store/file-sink.ts';
import { movedRows } from '../../src/store/row-index.ts';
import { createFakeFile } from './fake-file.ts';

const ROW = 5;

function rowsOf(...values: readonly number[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(values.flatMap((value) => Array<number>(ROW).fill(value)));
}

const nothingBlank = (): boolean => false;

/** The value of each row of these slots, after a look that all of its bytes are the same. */
function valuesOf(
  sink: FileSink,
  slots: readonly number[],
  isBlank: (slot: number) => boolean = nothingBlank,
): readonly number[] {
  return sink.parts(Uint32Array.from(slots), isBlank).flatMap(({ file, at, bytes }) => {
    const part = new Uint8Array(bytes);
    if (file !== null) expect(sink.read(file, part, at)).toBe(bytes);
    return Array.from({ length: bytes / ROW }, (_, i) => {
      const row = part.subarray(i * ROW, (i + 1) * ROW);
      expect(new Set(row).size).toBe(1);
      return row[0] ?? NaN;
    });
  });
}

function write(sink: FileSink, slots: readonly number[], ...values: readonly number[]): unknown {
  return sink.write(Uint32Array.from(slots), rowsOf(...values));
}

describe('rows in files', () => {
  test('V1 J4 one row is read from the file that it is in; none is made up', () => {
    const second = createFakeFile();
    const sink = createFileSink({ slots: 10, rowBytes: ROW }, [createFakeFile()]);
    write(sink, [2, 3], 2, 3);
    sink.continueIn(second);
    write(sink, [3, 0], 33, 10);
    const row = new Uint8Array(ROW);
    const valueOf = (slot: number) => (sink.readRow(slot, row) ? row[ROW - 1] : null);
    expect([0, 1, 2, 3].map(valueOf)).toEqual([10, null, 2, 33]);
    second.truncate(ROW + 1);
    expect([2, 3, 0].map(valueOf)).toEqual([2, 33, null]);
  });

  test('N2 are stored by slot; contiguous rows of one message are written with one call', () => {
    const file = createFakeFile();
    const sink = createFileSink({ slots: 10, rowBytes: ROW }, [file]);
    expect(write(sink, [4, 5, 6, 9, 0, 1], 4, 5, 6, 9, 10, 1)).toBeNull();
    expect(file.writes).toEqual([
      [4 * ROW, 3 * ROW],
      [9 * ROW, ROW],
      [0, 2 * ROW],
    ]);
    expect(valuesOf(sink, [0, 1, 4, 5, 6, 9])).toEqual([10, 1, 4, 5, 6, 9]);
    expect(sink.check()).toBeNull();
    expect(sink.parts(Uint32Array.of(0, 1, 4, 5), nothingBlank)).toHaveLength(2);
  });

  test('N2 are zeros for blank slots, and contiguous blanks are one extent', () => {
    const sink = createFileSink({ slots: 6, rowBytes: ROW }, [createFakeFile()]);
    write(sink, [0, 1, 4], 7, 8, 9);
    const isBlank = (slot: number): boolean => slot === 2 || slot === 3 || slot === 0;
    expect(valuesOf(sink, [0, 1, 2, 3, 4], isBlank)).toEqual([0, 8, 0, 0, 9]);
    expect(sink.parts(Uint32Array.of(0, 1, 2, 3, 4), isBlank)).toHaveLength(4);
  });

  test('J4 are never made up for slots that were not stored', () => {
    const sink = createFileSink({ slots: 3, rowBytes: ROW }, [createFakeFile()]);
    write(sink, [0, 2], 1, 3);
    expect(() => sink.parts(Uint32Array.of(0, 1, 2), nothingBlank)).toThrow('slot 1');
  });

  test.each(['throws', 'writes less', 'returns -8 as uint32'] as const)(
    'J5 are refused by a full disk that %s, with the bytes needed, and stored once there is space',
    (refusal) => {
      const file = createFakeFile();
      const sink = createFileSink({ slots: 4, rowBytes: ROW }, [file]);
      expect(write(sink, [0], 1)).toBeNull();
      file.limit(12, refusal);
      expect(write(sink, [1, 2], 2, 3)).toEqual({
        kind: 'storage-full',
        detail: expect.stringContaining('up to 15 bytes more are needed'),
      });
      expect(() => valuesOf(sink, [0, 1, 2])).toThrow('slot 1');
      expect(valuesOf(sink, [0])).toEqual([1]);
      expect(sink.check()).toBeNull();
      file.limit(Infinity, refusal);
      expect(write(sink, [1, 2], 2, 3)).toBeNull();
      expect(valuesOf(sink, [0, 1, 2])).toEqual([1, 2, 3]);
    },
  );

  test('J5 are reported lost if the disk only claimed to write them', () => {
    const file = createFakeFile();
    const sink = createFileSink({ slots: 4, rowBytes: ROW }, [file]);
    file.limit(ROW, 'claims that it wrote');
    expect(write(sink, [0, 1], 1, 2)).toBeNull();
    expect(sink.check()).toEqual({
      kind: 'storage-lost',
      detail: expect.stringContaining('a file of 10 bytes has only 0'),
    });
  });

  test('J6 are reported lost if their file became shorter', () => {
    const file = createFakeFile();
    const sink = createFileSink({ slots: 4, rowBytes: ROW }, [file]);
    write(sink, [0, 1, 2], 1, 2, 3);
    file.truncate(2 * ROW + 1);
    expect(sink.check()).toMatchObject({ kind: 'storage-lost' });
  });

  test('J5 space is probed past the end, and freed again', () => {
    const file = createFakeFile();
    const sink = createFileSink({ slots: 4, rowBytes: ROW }, [file]);
    write(sink, [0, 1], 1, 2);
    expect(sink.tryRoom(1000)).toBeNull();
    expect(file.size()).toBe(2 * ROW);
    for (const refusal of [
      'throws',
      'writes less',
      'returns -8 as uint32',
      'claims that it wrote',
    ] as const) {
      file.limit(500, refusal);
      expect(sink.tryRoom(1000), refusal).toMatchObject({ kind: 'storage-full' });
      expect(file.size()).toBe(2 * ROW);
    }
    expect(valuesOf(sink, [0, 1])).toEqual([1, 2]);
  });

  test('J4 are appended to the next file, and the file before is not written again', () => {
    const [first, second] = [createFakeFile(), createFakeFile()];
    const sink = createFileSink({ slots: 100, rowBytes: ROW }, [first]);
    write(sink, [0, 1, 2], 1, 2, 3);
    const before = first.content();
    sink.continueIn(second);
    expect(write(sink, [50, 7, 99, 1], 50, 7, 99, 22)).toBeNull();
    expect(second.writes).toEqual([[0, 4 * ROW]]);
    expect(first.content()).toEqual(before);
    expect(first.writes).toHaveLength(1);
    expect(valuesOf(sink, [0, 1, 2, 7, 50, 99])).toEqual([1, 22, 3, 7, 50, 99]);
    expect(movedRows(sink.rowIndex, [0, 1, 7, 50, 99])).toEqual([
      { file: 1, firstPosition: 3, slots: [1] },
      { file: 1, firstPosition: 1, slots: [7] },
      { file: 1, firstPosition: 0, slots: [50] },
      { file: 1, firstPosition: 2, slots: [99] },
    ]);
    expect(write(sink, [7, 8], 70, 80)).toBeNull(); // again, and a new one
    expect(valuesOf(sink, [7, 8, 50, 99])).toEqual([70, 80, 50, 99]);
    expect(second.size()).toBe(5 * ROW);
    sink.close();
    expect([first.isClosed, second.isClosed]).toEqual([true, true]);
  });

  test('N2 J4 are the ones written last, for any messages, refusals and changes of file', () => {
    const slot = fc.nat({ max: 11 });
    const message = fc.record({
      slots: fc.uniqueArray(slot, { minLength: 1, maxLength: 6 }),
      isNextFile: fc.boolean(),
      isRefused: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    });
    fc.assert(
      fc.property(fc.array(message, { maxLength: 12 }), (messages) => {
        let file = createFakeFile();
        const sink = createFileSink({ slots: 12, rowBytes: ROW }, [file]);
        const expected = new Map<number, number>();
        const files = [file];
        for (const [i, { slots, isNextFile, isRefused }] of messages.entries()) {
          if (isNextFile) {
            file = createFakeFile();
            files.push(file);
            sink.continueIn(file);
          }
          file.limit(isRefused ? file.size() : Infinity, 'throws');
          const value = i + 1;
          const blocker = write(sink, slots, ...slots.map(() => value));
          if (blocker === null) for (const at of slots) expected.set(at, value);
          else for (const at of slots) if (sink.rowIndex.fileOf(at) === null) expected.delete(at);
        }
        const there = [...expected.keys()].toSorted((a, b) => a - b);
        expect(valuesOf(sink, there)).toEqual(there.map((at) => expected.get(at)));
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
