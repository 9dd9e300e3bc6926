import { SPLITS } from '../core/labels/slot-labels.ts';
import type { ArrayForm, SavedRows } from './array-form.ts';
import { imagesColumn, labelsColumn, targetsColumn, type Column } from './columns.ts';

/** The names of types in safetensors, by NumPy's. */
const DTYPES: Readonly<Record<string, string>> = {
  '|u1': 'U8',
  '<f2': 'F16',
  '<f4': 'F32',
  '<i8': 'I64',
};

const LENGTH_BYTES = 8;
const ALIGNMENT = 8;

/**
 * NAME.safetensors: the tensors `labels`, `targets` (if there are any), `split` (if there is one) and `images`; the names
 * of the classes are in its metadata. Format: the length of the header (uint64), the header as JSON, padded with spaces,
 * and the tensors one after the other. The largest types come first, so that each tensor is aligned, and no tensor is
 * aligned by a gap, which readers refuse.
 */
export const safetensorsForm: ArrayForm = {
  files(rows) {
    const columns = columnsOf(rows);
    const header = headerOf(columns, rows);
    return [
      {
        name: `${rows.name}.safetensors`,
        bytes: columns.reduce((sum, { bytes }) => sum + bytes, header.length),
        isExact: true,
        async *pieces() {
          yield header;
          for (const column of columns) yield* column.pieces();
        },
      },
    ];
  },
};

function columnsOf(rows: SavedRows): readonly Column[] {
  const { splitOf } = rows.labels;
  const split: Column | null =
    splitOf === null
      ? null
      : {
          name: 'split',
          descr: '|u1',
          shape: [rows.count],
          bytes: rows.count,
          pieces: () => [splitOf],
        };
  const columns = [labelsColumn(rows), targetsColumn(rows), imagesColumn(rows), split];
  const present = columns.filter((column) => column !== null);
  return present.toSorted((a, b) => sizeOf(b.descr) - sizeOf(a.descr));
}

/** The bytes of a number, which end NumPy's name of its type. */
function sizeOf(descr: string): number {
  return Number(descr.slice(2));
}

function headerOf(columns: readonly Column[], { labels }: SavedRows): Uint8Array<ArrayBuffer> {
  let end = 0;
  const tensors = columns.map(({ name, descr, shape, bytes }) => {
    const start = end;
    end += bytes;
    return [name, { dtype: DTYPES[descr], shape, data_offsets: [start, end] }] as const;
  });
  const metadata = {
    classes: JSON.stringify(labels.classes),
    ...(labels.splitOf === null ? {} : { splits: JSON.stringify(SPLITS) }),
  };
  const text = JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(tensors) });
  const json = new TextEncoder().encode(text);
  const length = Math.ceil(json.length / ALIGNMENT) * ALIGNMENT;
  const header = new Uint8Array(LENGTH_BYTES + length).fill(0x20);
  new DataView(header.buffer).setBigUint64(0, BigInt(length), true);
  header.set(json, LENGTH_BYTES);
  return header;
}
