import type { RowLabels } from '../core/labels/row-labels.ts';
import type { RowSize } from '../core/output/encode-rows.ts';
import type { Normaliser } from '../core/output/normalisation.ts';
import type { Output } from '../core/output/output.ts';

/** Everything that a form is made of. */
export interface SavedRows {
  /** NAME of the files. */
  readonly name: string;
  readonly count: number;
  readonly size: RowSize;
  readonly output: Output;
  /** For floats; see `normaliserOf`. */
  readonly normaliser: Normaliser | null;
  readonly labels: RowLabels;
  /** The code points of the longest path, or somewhat more. */
  readonly longestPath: number;
  /** The paths of the files of rows `from` to `to` (exclusive): a few thousand at a time. */
  paths(from: number, to: number): Promise<readonly string[]>;
  /**
   * The stored rows in order (uint8, height × width × channels each), in pieces of a few MiB of whole rows. A piece is
   * valid until the next one is requested. Each call begins anew.
   */
  pieces(): Iterable<Uint8Array<ArrayBuffer>>;
}

/** One file of a form. */
export interface SavedFile {
  readonly name: string;
  /** Its exact size if it is known before, else the most that it may have. */
  readonly bytes: number;
  readonly isExact: boolean;
  /** Its bytes in order, in pieces of any size; a piece is valid until the next one is requested. */
  pieces(): AsyncIterable<Uint8Array<ArrayBuffer>>;
}

/** A kind of file, or of several, in which an array can be saved. */
export interface ArrayForm {
  /** The files, the one with the images first. No byte is made before it is asked for. */
  files(rows: SavedRows): readonly SavedFile[];
}
