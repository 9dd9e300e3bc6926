import * as fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createMemorySink } from '../../src/store/memory-sink.ts';

const MIB = 2 ** 20;
/** What memory-sink.ts takes at a time. */
const CHUNK_BYTES = 8 * MIB;

const nothingBlank = () => false;

/** Rows filled with the numbers given. */
function rowsOf(rowBytes: number, ...values: readonly number[]): Uint8Array<ArrayBuffer> {
  const rows = new Uint8Array(values.length * rowBytes);
  for (const [i, value] of values.entries()) rows.fill(value, i * rowBytes, (i + 1) * rowBytes);
  return rows;
}

function joined(parts: readonly Uint8Array[]): readonly number[] {
  return parts.flatMap((part) => [...part]);
}

/** The first byte of each row, after a look that all bytes of the row are the same. */
function rowValues(parts: readonly Uint8Array[], rowBytes: number): readonly number[] {
  return parts.flatMap((part) => {
    expect(part.length % rowBytes).toBe(0);
    return Array.from({ length: part.length / rowBytes }, (_, i) => {
      const row = part.subarray(i * rowBytes, (i + 1) * rowBytes);
      const value = row[0] ?? NaN;
      expect(row.every((byte) => byte === value)).toBe(true);
      return value;
    });
  });
}

describe('rows', () => {
  test('V1 V6 one row is copied; none is made up', () => {
    const sink = createMemorySink({ slots: 4 * CHUNK_BYTES, rowBytes: 3 });
    sink.write(Uint32Array.of(7, 8), rowsOf(3, 70, 80));
    const row = new Uint8Array(3);
    expect([sink.readRow(8, row), ...row]).toEqual([true, 80, 80, 80]);
    expect(sink.readRow(4 * CHUNK_BYTES - 1, row)).toBe(false);
  });

  test('N2 come back in slot order, whatever the order they were written in', () => {
    const sink = createMemorySink({ slots: 5, rowBytes: 3 });
    expect(sink.write(Uint32Array.of(3, 0), Uint8Array.of(31, 32, 33, 1, 2, 3))).toBeNull();
    expect(sink.write(Uint32Array.of(4), Uint8Array.of(41, 42, 43))).toBeNull();
    expect(sink.write(Uint32Array.of(1), Uint8Array.of(11, 12, 13))).toBeNull();
    expect(joined(sink.parts(Uint32Array.of(0, 1, 3, 4), nothingBlank))).toEqual([
      1, 2, 3, 11, 12, 13, 31, 32, 33, 41, 42, 43,
    ]);
  });

  test('N2 are left out for slots that are not requested', () => {
    const sink = createMemorySink({ slots: 4, rowBytes: 1 });
    sink.write(Uint32Array.of(0, 1, 2, 3), Uint8Array.of(10, 11, 12, 13));
    expect(joined(sink.parts(Uint32Array.of(1, 3), nothingBlank))).toEqual([11, 13]);
    expect(sink.parts(new Uint32Array(0), nothingBlank)).toEqual([]);
  });

  test('N2 replace the row before when they are written again', () => {
    const sink = createMemorySink({ slots: 3, rowBytes: 2 });
    sink.write(Uint32Array.of(0, 1, 2), Uint8Array.of(1, 1, 2, 2, 3, 3));
    sink.write(Uint32Array.of(1), Uint8Array.of(8, 9));
    expect(joined(sink.parts(Uint32Array.of(0, 1, 2), nothingBlank))).toEqual([1, 1, 8, 9, 3, 3]);
  });

  test('N2 are zeros for slots that were never written', () => {
    const sink = createMemorySink({ slots: 3, rowBytes: 2 });
    expect(joined(sink.parts(Uint32Array.of(0, 1), nothingBlank))).toEqual([0, 0, 0, 0]);
    sink.write(Uint32Array.of(1), Uint8Array.of(5, 6));
    expect(joined(sink.parts(Uint32Array.of(0, 1, 2), nothingBlank))).toEqual([0, 0, 5, 6, 0, 0]);
  });

  test('N2 are zeros for blank slots, even if a row was written before', () => {
    const sink = createMemorySink({ slots: 6, rowBytes: 1 });
    sink.write(Uint32Array.of(0, 1, 2, 3, 4, 5), Uint8Array.of(10, 11, 12, 13, 14, 15));
    const isBlank = (slot: number) => [0, 3, 5].includes(slot);
    const parts = sink.parts(Uint32Array.of(0, 1, 2, 3, 4, 5), isBlank);
    expect(joined(parts)).toEqual([0, 11, 12, 0, 14, 0]);
    // the rows are still there for an array without blanks
    expect(joined(sink.parts(Uint32Array.of(0, 3), nothingBlank))).toEqual([10, 13]);
  });

  test('N2 are copied when they are written: the caller may use its bytes again', () => {
    const sink = createMemorySink({ slots: 1, rowBytes: 2 });
    const row = Uint8Array.of(7, 8);
    sink.write(Uint32Array.of(0), row);
    row.fill(0);
    expect(joined(sink.parts(Uint32Array.of(0), nothingBlank))).toEqual([7, 8]);
  });

  test.each([
    [2, 5],
    [2, 7],
    [1, 0],
    [0, 3],
  ])('R1 throws when %d rows of 3 bytes are to be %d bytes', (slots, bytes) => {
    const sink = createMemorySink({ slots: 5, rowBytes: 3 });
    const write = () =>
      sink.write(
        Uint32Array.from({ length: slots }, (_, i) => i),
        new Uint8Array(bytes),
      );
    expect(write).toThrow(RangeError);
  });
});

describe('parts', () => {
  test('N4 are views, not copies: contiguous rows in one part', () => {
    const sink = createMemorySink({ slots: 1000, rowBytes: 12 });
    const slots = Uint32Array.from({ length: 1000 }, (_, i) => i);
    sink.write(slots, rowsOf(12, ...slots));
    const [part, ...others] = sink.parts(slots, nothingBlank);
    const [again] = sink.parts(slots, nothingBlank);
    expect(others).toEqual([]);
    expect(part).toHaveLength(12_000);
    expect(again?.buffer).toBe(part?.buffer);
  });

  test('N4 are one for each range of contiguous slots', () => {
    const sink = createMemorySink({ slots: 10, rowBytes: 1 });
    const all = Uint32Array.from({ length: 10 }, (_, i) => i);
    sink.write(
      all,
      Uint8Array.from(all, (slot) => slot + 1),
    );
    const parts = sink.parts(Uint32Array.of(0, 1, 2, 5, 6, 9), nothingBlank);
    expect(parts.map((part) => [...part])).toEqual([[1, 2, 3], [6, 7], [10]]);
    expect(new Set(parts.map((part) => part.buffer)).size).toBe(1);
  });

  test('N4 end at the end of a chunk, and no row is lost there', () => {
    const rowBytes = 3 * MIB; // two rows a chunk, and 2 MiB to spare
    const sink = createMemorySink({ slots: 5, rowBytes });
    sink.write(Uint32Array.of(3, 4), rowsOf(rowBytes, 4, 5));
    sink.write(Uint32Array.of(0, 1, 2), rowsOf(rowBytes, 1, 2, 3));
    const parts = sink.parts(Uint32Array.of(0, 1, 2, 3, 4), nothingBlank);
    expect(parts.map((part) => part.length / rowBytes)).toEqual([2, 2, 1]);
    expect(rowValues(parts, rowBytes)).toEqual([1, 2, 3, 4, 5]);
    const [second, third] = [Uint32Array.of(1, 2), Uint32Array.of(1, 2, 4)];
    expect(rowValues(sink.parts(second, nothingBlank), rowBytes)).toEqual([2, 3]);
    expect(rowValues(sink.parts(third, nothingBlank), rowBytes)).toEqual([2, 3, 5]);
  });

  test('N4 hold a row that is larger than a chunk', () => {
    const rowBytes = CHUNK_BYTES + 1;
    const sink = createMemorySink({ slots: 2, rowBytes });
    sink.write(Uint32Array.of(1), rowsOf(rowBytes, 9));
    const parts = sink.parts(Uint32Array.of(1), nothingBlank);
    expect(parts.map((part) => part.length)).toEqual([rowBytes]);
    expect(rowValues(parts, rowBytes)).toEqual([9]);
  });

  test('N2 hold the right rows, for any writes, blanks and choice of slots', () => {
    const rowBytes = MIB + 1; // seven rows a chunk
    const slots = 17;
    const slot = fc.nat({ max: slots - 1 });
    const writes = fc.array(fc.tuple(slot, fc.integer({ min: 1, max: 255 })), { maxLength: 12 });
    const choice = fc.uniqueArray(slot).map((some) => some.toSorted((a, b) => a - b));
    fc.assert(
      fc.property(writes, choice, fc.uniqueArray(slot), (written, chosen, blank) => {
        const sink = createMemorySink({ slots, rowBytes });
        const expected = new Map<number, number>();
        for (const [at, value] of written) {
          expect(sink.write(Uint32Array.of(at), rowsOf(rowBytes, value))).toBeNull();
          expected.set(at, value);
        }
        const isBlank = (at: number) => blank.includes(at);
        const parts = sink.parts(Uint32Array.from(chosen), isBlank);
        const firstBytes = parts.flatMap((part) =>
          Array.from({ length: part.length / rowBytes }, (_, i) => [
            part[i * rowBytes],
            part[(i + 1) * rowBytes - 1],
          ]),
        );
        expect(firstBytes).toEqual(
          chosen.map((at) => {
            const value = isBlank(at) ? 0 : (expected.get(at) ?? 0);
            return [value, value];
          }),
        );
      }),
      { seed: 1, numRuns: 30 },
    );
  });
});

describe('memory', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  test('N4 is not allocated for slots that are not written', () => {
    const rowBytes = 64 * 64 * 3;
    const sink = createMemorySink({ slots: 1e9, rowBytes }); // 12 TB, if it were allocated
    const far = 999_999_999;
    expect(sink.write(Uint32Array.of(far), rowsOf(rowBytes, 7))).toBeNull();
    const parts = sink.parts(Uint32Array.of(0, 500_000_000, far), nothingBlank);
    expect(rowValues(parts, rowBytes)).toEqual([0, 0, 7]);
    const allocated = [...new Set(parts.map((part) => part.buffer))];
    expect(allocated.reduce((sum, buffer) => sum + buffer.byteLength, 0)).toBeLessThanOrEqual(
      CHUNK_BYTES + rowBytes,
    );
  });

  test('N4 is no more than a few rows need', () => {
    const sink = createMemorySink({ slots: 2, rowBytes: 12 });
    sink.write(Uint32Array.of(0), rowsOf(12, 1));
    expect(sink.parts(Uint32Array.of(0), nothingBlank)[0]?.buffer.byteLength).toBe(24);
  });

  test('S5 that is refused is the blocker storage-full, and nothing of that write is stored', () => {
    const rowBytes = CHUNK_BYTES;
    const sink = createMemorySink({ slots: 3, rowBytes });
    expect(sink.write(Uint32Array.of(0), rowsOf(rowBytes, 1))).toBeNull();
    const rows = rowsOf(rowBytes, 8, 9);
    vi.stubGlobal('Uint8Array', function refuse() {
      throw new RangeError('Array buffer allocation failed');
    });
    const refused = sink.write(Uint32Array.of(0, 1), rows);
    vi.unstubAllGlobals();
    expect(refused).toEqual({
      kind: 'storage-full',
      detail: 'No memory is left for more rows. Use a smaller size, or fewer images at once.',
    });
    expect(rowValues(sink.parts(Uint32Array.of(0, 1), nothingBlank), rowBytes)).toEqual([1, 0]);
    expect(sink.write(Uint32Array.of(1), rows.subarray(rowBytes))).toBeNull();
    expect(rowValues(sink.parts(Uint32Array.of(0, 1), nothingBlank), rowBytes)).toEqual([1, 9]);
  });

  test('N4 past the limit is refused with a reason, and rows within it are still stored', () => {
    const rowBytes = MIB; // eight rows a chunk
    const sink = createMemorySink({ slots: 32, rowBytes, limitBytes: 16 * MIB });
    expect(sink.write(Uint32Array.of(0), rowsOf(rowBytes, 1))).toBeNull();
    expect(sink.write(Uint32Array.of(8), rowsOf(rowBytes, 2))).toBeNull();
    expect(sink.write(Uint32Array.of(15, 16), rowsOf(rowBytes, 3, 4))).toEqual({
      kind: 'storage-full',
      detail:
        'The rows of this run are kept in memory, which is limited to 16,777,216 bytes. ' +
        'Use a smaller size, or fewer images at once.',
    });
    expect(sink.write(Uint32Array.of(15), rowsOf(rowBytes, 3))).toBeNull();
    const parts = sink.parts(Uint32Array.of(0, 8, 15, 16), nothingBlank);
    expect(rowValues(parts, rowBytes)).toEqual([1, 2, 3, 0]);
  });

  test('N4 is freed by close', () => {
    const sink = createMemorySink({ slots: 1, rowBytes: 3 });
    sink.write(Uint32Array.of(0), Uint8Array.of(1, 2, 3));
    sink.close();
    expect(joined(sink.parts(Uint32Array.of(0), nothingBlank))).toEqual([0, 0, 0]);
  });
});
