// What crosses between threads: plain data, and these calls. Nothing else does.
import type { BrowserFacts } from '../core/browser-facts.ts';
import type { BrowserProbe } from '../core/browser-probe.ts';
import type { Recipe } from '../core/recipe.ts';
import type { RowDifferences } from '../core/row-differences.ts';
import type { SurveyedFile } from '../core/survey.ts';
import type { Failure, ImageFacts, SlotOutcome, Verdict } from '../core/verdict.ts';

/** Size and time of last change (milliseconds since 1970) of a file when they were asked for. */
export interface FileStat {
  readonly bytes: number;
  /** Null where the browser does not say. */
  readonly modifiedMs: number | null;
}

/** One image to decode. `Source` is what leads to its bytes: a File in a browser. */
export interface BatchItem<Source> {
  readonly slot: number;
  readonly source: Source;
  /** Null where nobody has asked the file system yet. */
  readonly stat: FileStat | null;
}

export type Batch<Source> = readonly BatchItem<Source>[];

/** Some files of a batch: the bytes of one after the other's, as one `Bytes` (a Blob in a browser). */
export interface FilePart<Bytes> {
  readonly slots: readonly number[];
  /** Of each file, in bytes. */
  readonly sizes: readonly number[];
  readonly bytes: Bytes;
}

/** A batch on its way to a worker, in parts that are read side by side. */
export type FileBatch<Bytes> = readonly FilePart<Bytes>[];

/** What became of a batch. Its rows are stored when it is reported. */
export interface BatchReport {
  /** One for each item that was reached; fewer than the batch holds only after `stop`. */
  readonly outcomes: readonly SlotOutcome[];
  /** Sums over the batch. */
  readonly readMs: number;
  readonly decodeMs: number;
  readonly resampleMs: number;
  readonly writeMs: number;
}

/** What a worker is to do in a run. */
export interface RunOrders {
  readonly recipe: Recipe;
  /**
   * Whether the next image may be decoded while a row is made of one. Browsers decode on threads of
   * their own, so that one worker then keeps more than one core busy.
   */
  readonly decodesAhead: boolean;
}

/** What files are by their first bytes; of those in `untold` more bytes would tell more. */
export interface SurveyReport {
  readonly files: readonly SurveyedFile[];
  readonly untold: readonly number[];
}

/** What can be drawn: an ImageBitmap, of which no more than this is needed here. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  close(): void;
}

/** One image to be shown as it is and as its row. */
export interface PreviewRequest<Bytes> {
  /** The file's own number, by which a worker knows the pixels that it has kept of it. */
  readonly id: number;
  readonly bytes: Bytes;
  readonly recipe: Recipe;
  /** Whether the image as it is stored is wanted too: that does not depend on the recipe. */
  readonly wantsSource: boolean;
  /** Whether, instead of pictures, the times of `exact` and `turbo` are wanted. */
  readonly wantsTimes?: boolean;
}

/** How long a file's decoding and resampling take, one image at a time, in milliseconds. */
export interface DecodeTimes {
  readonly exactMs: number;
  readonly turboMs: number;
}

/** What `decode: exact` makes of a file, beside its row of `decode: turbo`. */
export interface ExactRow<Drawn extends Picture = Picture> {
  readonly row: Drawn | null;
  /** Null where one of the two rows is missing. */
  readonly differences: RowDifferences | null;
}

/** What a run would make of a file; whoever gets the pictures draws or closes them. */
export interface Preview<Drawn extends Picture = Picture> {
  readonly outcome: Verdict & ImageFacts;
  /** The row's very bytes, opaque; null where there is no row. */
  readonly row: Drawn | null;
  /** The image as stored, small, with its alpha; null where it was not asked for, or is none. */
  readonly source: Drawn | null;
  /** There under `decode: turbo` alone. */
  readonly exact?: ExactRow<Drawn>;
  /** There where they were asked for, and there is a row; then there are no pictures. */
  readonly times?: DecodeTimes;
}

/** What a decode worker answers to. A rejection is a programmer's error, never an image's. */
export interface DecodeCalls<Bytes, Port> {
  /**
   * Begins a run: rows go to `rows` from now on; `onBeat` is called, at most ten times a second,
   * with the images finished since the last call, as a sign of life. Resolves with what the worker
   * found out about this browser's decoders.
   */
  begin(orders: RunOrders, rows: Port, onBeat: (images: number) => void): Promise<BrowserProbe>;
  decode(batch: FileBatch<Bytes>): Promise<BatchReport>;
  /** Lets the batches at hand end after the image at hand. */
  stop(): Promise<void>;
  /**
   * Tells files by their first bytes, which are all that is given here. Skips what cannot be read.
   */
  survey(heads: FileBatch<Bytes>): Promise<SurveyReport>;
  /** Makes the row of one file, with the decoders and the kernel of a run; null after `forget`. */
  preview(request: PreviewRequest<Bytes>): Promise<Preview | null>;
  /** Lets go of all pixels that were kept for further previews. A run that begins does so too. */
  forget(): Promise<void>;
  aboutBrowser(): Promise<BrowserFacts>;
}

/** Decode worker → sink, over a port of their own; `rows` is transferred. */
export interface RowsMessage {
  readonly id: number;
  readonly slots: Uint32Array<ArrayBuffer>;
  readonly rows: Uint8Array<ArrayBuffer>;
}

/** Sink → decode worker: the credit back for one RowsMessage. */
export interface RowsReceipt {
  readonly id: number;
  readonly failure: Failure | null;
  readonly writeMs: number;
}

export interface ArrayRequest {
  readonly slots: Uint32Array<ArrayBuffer>;
  /** Those of `slots` that are to be zeros, ascending. */
  readonly blank: Uint32Array<ArrayBuffer>;
  readonly height: number;
  readonly width: number;
}

/** What the sink worker answers to. */
export interface SinkCalls<Port, File> {
  /** Begins a store for a run; what was kept before is let go. */
  open(layout: { readonly slots: number; readonly rowBytes: number }): Promise<void>;
  /** Takes rows that arrive at this port. */
  connect(port: Port): Promise<void>;
  /** The whole `.npy`: header and rows as one file of many parts. */
  exportArray(request: ArrayRequest): Promise<File>;
  /** Answers, which says that the rows are still there. */
  ping(): Promise<void>;
}
