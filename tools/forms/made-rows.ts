import type { RowLabels } from '../../src/core/labels/row-labels.ts';
import { rowBytesOfSize, type RowSize } from '../../src/core/output/encode-rows.ts';
import { normaliserOf } from '../../src/core/output/normalisation.ts';
import { DEFAULT_OUTPUT, type Output } from '../../src/core/output/output.ts';
import type { SavedFile, SavedRows } from '../../src/forms/array-form.ts';
import { codePoints } from '../../src/forms/columns.ts';
import { loadForm } from '../../src/forms/load-form.ts';
import type { FormId } from '../../src/core/output/forms.ts';

export interface Made {
  readonly rows: SavedRows;
  /** All stored rows. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly paths: readonly string[];
}

export interface Choices {
  readonly count?: number;
  readonly size?: RowSize;
  readonly output?: Partial<Output>;
  readonly labels?: Partial<RowLabels>;
}

/** Classes that differ only in case, look like a formula, or are not ASCII. */
const CLASSES = ['=sum', 'Cat', 'cat', 'köter', '\u{1f600}'];

/** Smooth rows with some noise, in pieces of three rows whose memory is used again. */
export function madeRows({ count = 11, size = SIZE, output, labels }: Choices = {}): Made {
  const rowBytes = rowBytesOfSize(size);
  const bytes = new Uint8Array(count * rowBytes);
  for (let at = 0; at < bytes.length; at++) bytes[at] = (at * 7 + ((at * at) >> 5)) & 255;
  const paths = Array.from({ length: count }, (_, row) => `${CLASSES[row % 5]}/ü${row} "a",b.jpg`);
  const chosen = { ...DEFAULT_OUTPUT, ...output };
  const normaliser = normaliserOf(chosen, size.channels, null);
  if (normaliser !== null && 'reason' in normaliser) throw new Error(normaliser.reason);
  const rows: SavedRows = {
    name: 'photos',
    count,
    size,
    output: chosen,
    normaliser,
    labels: {
      classes: CLASSES,
      // the last row has no label
      classOf: Int32Array.from(paths, (_, row) => (row === count - 1 ? -1 : row % 5)),
      targetOf: null,
      splitOf: null,
      ...labels,
    },
    longestPath: Math.max(...paths.map(codePoints)),
    paths: async (from, to) => paths.slice(from, to),
    *pieces() {
      const memory = new Uint8Array(3 * rowBytes);
      for (let from = 0; from < bytes.length; from += memory.length) {
        const piece = bytes.subarray(from, from + memory.length);
        memory.set(piece);
        yield memory.subarray(0, piece.length);
        memory.fill(0x55);
      }
    },
  };
  return { rows, bytes, paths };
}

export const SIZE: RowSize = { height: 5, width: 4, channels: 3 };

export async function filesOf(form: FormId, rows: SavedRows): Promise<readonly SavedFile[]> {
  return (await loadForm(form)).files(rows);
}

/** The bytes of a file, checked against the size that was promised. */
export async function bytesOf(file: SavedFile): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for await (const piece of file.pieces()) {
    parts.push(piece.slice());
    length += piece.length;
  }
  if (file.isExact ? length !== file.bytes : length > file.bytes) {
    throw new Error(`${file.name} has ${length} bytes instead of ${file.bytes}`);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** The bytes of the only file of a form. */
export async function onlyFileOf(form: FormId, rows: SavedRows): Promise<Uint8Array<ArrayBuffer>> {
  const [file, ...others] = await filesOf(form, rows);
  if (file === undefined || others.length > 0) throw new Error(`${form} is not one file`);
  return bytesOf(file);
}
