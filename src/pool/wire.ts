// What crosses between threads: plain data, and these calls. Nothing else does.
import type { BrowserProbe } from '../core/browser-probe.ts';
import type { Recipe } from '../core/recipe.ts';
import type { Failure, SlotOutcome } from '../core/verdict.ts';

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
