import { crc32 } from 'node:zlib';

import { writeAll, type StoredFile } from '../../store/stored-file.ts';
import { CliError } from '../cli-error.ts';

// Rows of failed slots are closed up in the file itself, which may be larger than the free space of the disk:
//
//     │ 0 │ 1 │ – │ 3 │ – │ 5 │ 6 │   →   │ 0 │ 1 │ 3 │ 5 │ 6 │
//
// A process that is killed meanwhile leaves rows half moved, onto others that are still to be moved. So each
// piece is first written to a file beside it, and the last one that is whole there is moved again:
//
//     moving-0, moving-1, in turns: │ CRC-32 │ first row │ rows    │ bytes of the rows │
//                                     4 bytes  8 bytes     4 bytes

const HEAD_BYTES = 16;
const PIECE_BYTES = 4 * 2 ** 20;

/** A file of rows of `rowBytes` that begin at `start`. */
export interface RowsFile {
  readonly file: StoredFile;
  readonly start: number;
  readonly rowBytes: number;
}

/**
 * Moves the rows of these slots, ascending, to the front of the file. If it ends early, in whatever way, it can be
 * called again with the same files. Throws a CliError if a file cannot be written.
 */
export function moveRows(
  { file, start, rowBytes }: RowsFile,
  slots: Uint32Array,
  moving: readonly [StoredFile, StoredFile],
  pieceBytes = PIECE_BYTES,
): void {
  const firstMoved = slots.findIndex((slot, row) => slot !== row);
  if (firstMoved < 0) return;
  const most = Math.max(1, Math.floor(pieceBytes / rowBytes));
  const memory = new Uint8Array(HEAD_BYTES + most * rowBytes);
  const last = lastMove(moving, rowBytes);
  if (last !== null) write(file, last.bytes, start + last.row * rowBytes);
  let turn = last === null ? 0 : 1 - last.turn;
  let row = last === null ? firstMoved : last.row + last.bytes.length / rowBytes;
  while (row < slots.length) {
    const rows = contiguousFrom(slots, row, most);
    const piece = memory.subarray(0, HEAD_BYTES + rows * rowBytes);
    const bytes = piece.subarray(HEAD_BYTES);
    const read = file.read(bytes, start + (slots[row] ?? 0) * rowBytes);
    if (read !== bytes.length) throw new CliError('Rows that were stored are gone.');
    sign(piece, row, rows);
    write(moving[turn === 0 ? 0 : 1], piece, 0);
    write(file, bytes, start + row * rowBytes);
    row += rows;
    turn = 1 - turn;
  }
}

/** The number of contiguous slots from this index on, at most `most`. */
function contiguousFrom(slots: Uint32Array, from: number, most: number): number {
  let rows = 1;
  const first = slots[from] ?? 0;
  while (rows < most && slots[from + rows] === first + rows) rows += 1;
  return rows;
}

function write(file: StoredFile, bytes: Uint8Array<ArrayBuffer>, at: number): void {
  const reason = writeAll(file, bytes, at);
  if (reason !== null) throw new CliError(reason);
}

function sign(piece: Uint8Array<ArrayBuffer>, row: number, rows: number): void {
  const view = new DataView(piece.buffer, piece.byteOffset);
  view.setFloat64(4, row, true);
  view.setUint32(12, rows, true);
  view.setUint32(0, crc32(piece.subarray(4)), true);
}

interface Move {
  readonly turn: number;
  readonly row: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The last piece that is whole in its file; null if no row was moved. */
function lastMove(moving: readonly [StoredFile, StoredFile], rowBytes: number): Move | null {
  const moves = moving.flatMap((file, turn) => readMove(file, turn, rowBytes) ?? []);
  return moves.toSorted((a, b) => b.row - a.row)[0] ?? null;
}

/** Null if the file has no whole piece. It may have the end of an older one behind it. */
function readMove(file: StoredFile, turn: number, rowBytes: number): Move | null {
  const stored = new Uint8Array(file.size());
  if (file.read(stored, 0) < HEAD_BYTES) return null;
  const view = new DataView(stored.buffer);
  const end = HEAD_BYTES + view.getUint32(12, true) * rowBytes;
  if (end > stored.length) return null;
  const isWhole = crc32(stored.subarray(4, end)) === view.getUint32(0, true);
  return isWhole
    ? { turn, row: view.getFloat64(4, true), bytes: stored.subarray(HEAD_BYTES, end) }
    : null;
}
