import { SPLITS } from '../core/labels/slot-labels.ts';
import { createRowEncoder } from '../core/output/encode-rows.ts';
import { npyHeader } from '../core/output/npy.ts';
import { bytesPerValue } from '../core/output/output.ts';
import { NUMPY_DTYPES, savedShape } from '../core/output/saved-shape.ts';
import type { SavedFile, SavedRows } from './array-form.ts';

/** One array of a form, in NumPy's terms. */
export interface Column {
  readonly name: string;
  /** NumPy's name of its type. */
  readonly descr: string;
  readonly shape: readonly number[];
  readonly bytes: number;
  pieces(): AsyncIterable<Uint8Array<ArrayBuffer>> | Iterable<Uint8Array<ArrayBuffer>>;
}

const CODE_POINT_BYTES = 4;
const PATHS_AT_ONCE = 4096;

export function imagesColumn(rows: SavedRows): Column {
  const { count, size, output, normaliser } = rows;
  const values = count * size.height * size.width * size.channels;
  return {
    name: 'images',
    descr: NUMPY_DTYPES[output.dtype],
    shape: savedShape(count, size, output),
    bytes: values * bytesPerValue(output),
    *pieces() {
      const encode = createRowEncoder(output, size, normaliser);
      for (const piece of rows.pieces()) yield encode(piece);
    },
  };
}

/** The class of each row as int64, -1 for none. */
export function labelsColumn({ labels: { classOf }, count }: SavedRows): Column {
  return numbersColumn('labels', '<i8', count, 8, (view, at, row) =>
    view.setBigInt64(at, BigInt(classOf[row] ?? 0), true),
  );
}

/** The target of each row as float32, or nothing. */
export function targetsColumn({ labels: { targetOf }, count }: SavedRows): Column | null {
  if (targetOf === null) return null;
  return numbersColumn('targets', '<f4', count, 4, (view, at, row) =>
    view.setFloat32(at, targetOf[row] ?? Number.NaN, true),
  );
}

function numbersColumn(
  name: string,
  descr: string,
  count: number,
  bytesEach: number,
  set: (view: DataView, at: number, row: number) => void,
): Column {
  const bytes = count * bytesEach;
  return {
    name,
    descr,
    shape: [count],
    bytes,
    *pieces() {
      const column = new Uint8Array(bytes);
      const view = new DataView(column.buffer);
      for (let row = 0; row < count; row++) set(view, row * bytesEach, row);
      yield column;
    },
  };
}

/** The path of each row's file. NumPy's strings all take the room of the longest one. */
export function pathsColumn(rows: SavedRows): Column {
  const { count, longestPath } = rows;
  return textColumn('paths', count, longestPath, (from, to) => rows.paths(from, to));
}

export function classesColumn({ labels: { classes } }: SavedRows): Column {
  const longest = classes.reduce((most, name) => Math.max(most, codePoints(name)), 0);
  return textColumn('classes', classes.length, longest, async (from, to) =>
    classes.slice(from, to),
  );
}

/** The part of the data that each row belongs to, by name, or nothing. */
export function splitColumn({ labels: { splitOf }, count }: SavedRows): Column | null {
  if (splitOf === null) return null;
  const longest = Math.max(...SPLITS.map((name) => name.length));
  return textColumn('split', count, longest, async (from, to) =>
    Array.from(splitOf.subarray(from, to), (split) => SPLITS[split] ?? ''),
  );
}

function textColumn(
  name: string,
  count: number,
  longest: number,
  texts: (from: number, to: number) => Promise<readonly string[]>,
): Column {
  // NumPy makes the type of empty texts one character wide
  const width = Math.max(1, longest);
  const bytesEach = width * CODE_POINT_BYTES;
  return {
    name,
    descr: `<U${width}`,
    shape: [count],
    bytes: count * bytesEach,
    async *pieces() {
      for (let from = 0; from < count; from += PATHS_AT_ONCE) {
        const some = await texts(from, Math.min(count, from + PATHS_AT_ONCE));
        const words = new DataView(new ArrayBuffer(some.length * bytesEach));
        for (const [index, text] of some.entries()) setText(words, index * bytesEach, text);
        yield new Uint8Array(words.buffer);
      }
    },
  };
}

function setText(words: DataView, at: number, text: string): void {
  let next = at;
  for (const letter of text) {
    words.setUint32(next, letter.codePointAt(0) ?? 0, true);
    next += CODE_POINT_BYTES;
  }
}

export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** A column as the bytes of a `.npy` file. */
export function columnAsNpy(column: Column): Pick<SavedFile, 'bytes' | 'pieces'> {
  const header = npyHeader(column.shape, column.descr);
  return {
    bytes: header.length + column.bytes,
    async *pieces() {
      yield header;
      yield* column.pieces();
    },
  };
}
