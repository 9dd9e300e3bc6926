import type { ArrayForm, SavedRows } from './array-form.ts';
import {
  classesColumn,
  columnAsNpy,
  imagesColumn,
  labelsColumn,
  pathsColumn,
  splitColumn,
  targetsColumn,
  type Column,
} from './columns.ts';
import { zipBytes, zipPieces } from './zip.ts';

/** NAME.npz, an archive of arrays as `numpy.savez` writes it. */
export const npzForm: ArrayForm = {
  files(rows) {
    const arrays = columnsOf(rows).map((column) => {
      const { bytes, pieces } = columnAsNpy(column);
      return { name: `${column.name}.npy`, bytes, pieces };
    });
    return [
      {
        name: `${rows.name}.npz`,
        bytes: zipBytes(arrays.map(({ name, bytes }) => ({ name, size: bytes }))),
        isExact: true,
        pieces: () =>
          zipPieces(arrays.map(({ name, pieces }) => ({ name, input: copied(pieces()) }))),
      },
    ];
  },
};

function columnsOf(rows: SavedRows): readonly Column[] {
  const columns = [
    imagesColumn(rows),
    labelsColumn(rows),
    targetsColumn(rows),
    pathsColumn(rows),
    classesColumn(rows),
    splitColumn(rows),
  ];
  return columns.filter((column) => column !== null);
}

/** A stream asks for the next piece before it has handed on the last one. */
async function* copied(
  pieces: AsyncIterable<Uint8Array<ArrayBuffer>> | Iterable<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  for await (const piece of pieces) yield piece.slice();
}
