// What crosses between threads: plain data, and these calls. What opens files has open-wire.ts.
import type { BrowserFacts } from '../core/browser-facts.ts';
import type { BrowserProbe } from '../core/browser-probe.ts';
import type { FileStat } from '../core/plan/file-stat.ts';
import type { Recipe } from '../core/recipe/recipe.ts';
import type { RowDifferences } from '../core/row-differences.ts';
import type {
  Dispatch,
  OpenedRun,
  PlanPart,
  PlanRemainder,
  RunCommit,
  RunHead,
  RunPause,
  StoredPart,
  StoredRun,
} from '../core/plan/stored-run.ts';
import type { SurveyedFile } from '../formats/survey.ts';
import type { ImageFacts, SlotOutcome, Verdict } from '../core/verdict.ts';

/** One image to decode. `Source` is what leads to its bytes: a File in a browser. */
export interface BatchItem<Source> {
  readonly slot: number;
  readonly source: Source;
  /** Null where nobody has asked the file system yet. */
  readonly stat: FileStat | null;
}

export type Batch<Source> = readonly BatchItem<Source>[];

/**
 * Some files of a batch, the bytes of one after the other's in one `Bytes` (a Blob in a browser). It
 * is cut in the decode worker: each Blob that a thread makes has it wait for the browser's process.
 */
export interface FilePart<Bytes> {
  readonly slots: readonly number[];
  /** Of each file, in bytes. */
  readonly sizes: readonly number[];
  readonly bytes: Bytes;
  /** Where the first file begins in `bytes`; others may lie before it, and behind the last. */
  readonly at: number;
}

/** A batch on its way to a worker, in parts that are read side by side. */
export type FileBatch<Bytes> = readonly FilePart<Bytes>[];

/**
 * Why nothing can be done at the moment, though no file is to blame: the run pauses, and what it had
 * in hand is done again later.
 */
export interface Blocker {
  readonly kind: 'storage-full' | 'permission' | 'storage-lost';
  /** A sentence for a person: what it is, and what to do. */
  readonly detail: string;
}

/** What became of a batch. Its rows are stored when it is reported. */
export interface BatchReport {
  /** One for each item that was reached; fewer than the batch holds after `stop`, or with a hold. */
  readonly outcomes: readonly SlotOutcome[];
  /** Why items were left without an outcome; null or missing where none were. */
  readonly blocker?: Blocker | null;
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

/** What files are by their first bytes; of those in `needsMoreBytes` more bytes would tell more. */
export interface SurveyReport {
  readonly files: readonly SurveyedFile[];
  readonly needsMoreBytes: readonly number[];
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

/** What a decode worker tells the page in a run, and asks of it. Each is a sign of life. */
export interface WorkerEvents {
  /**
   * Images finished since the last call, at most ten times a second; 0 where some of a batch was
   * read that took longer than that.
   */
  onHeartbeat(images: number): void;
  /**
   * An image of more than QUICK_PIXELS is to be decoded. Of its pixels so many are held at a time;
   * where those are more than SMALL_PIXELS, the worker waits for the answer: true when the image's
   * turn has come, false where the run ends and it is not to be begun.
   */
  onLarge(pixels: number, heldPixels: number): Promise<boolean>;
  /** It was let go. */
  onLargeDone(pixels: number, heldPixels: number): void;
}

/** What a decode worker answers to. A rejection is a programmer's error, never an image's. */
export interface DecodeCalls<Bytes, Port> {
  /**
   * Begins a run: rows go to `rows`, and signs to `signs`, from now on. Resolves with what the
   * worker found out about this browser's decoders.
   */
  begin(orders: RunOrders, rows: Port, events: WorkerEvents): Promise<BrowserProbe>;
  decode(batch: FileBatch<Bytes>): Promise<BatchReport>;
  /** Lets the batches at hand end after the image at hand. */
  stop(): Promise<void>;
  /** Tells files by so many of their first bytes, and reads no others. Skips what cannot be read. */
  survey(batch: FileBatch<Bytes>, headBytes: number): Promise<SurveyReport>;
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
export interface RowsAck {
  readonly id: number;
  /** Why the rows were not stored. */
  readonly blocker: Blocker | null;
  readonly writeMs: number;
}

export interface ArrayRequest {
  readonly slots: Uint32Array<ArrayBuffer>;
  /** Those of `slots` that are to be zeros, ascending. */
  readonly blank: Uint32Array<ArrayBuffer>;
  readonly height: number;
  readonly width: number;
}

/** Where rows are kept: on disk, or in memory with the reason why, and how many bytes of it. */
export type RowStorage =
  | { readonly kind: 'disk' }
  | { readonly kind: 'memory'; readonly reason: string; readonly limitBytes: number };

/** What became of the wish to open a stored run. */
export type RunOpening =
  | { readonly kind: 'opened'; readonly run: OpenedRun }
  /** Another tab has it. */
  | { readonly kind: 'locked' }
  /** It was deleted, or it cannot be read: the reason. */
  | { readonly kind: 'lost'; readonly reason: string };

/** What the sink worker answers to. It owns the rows of one run at a time, and its journal. */
export interface SinkCalls<Port, File, SaveTarget> {
  /**
   * Begins a store; what was kept before is closed. With a head the rows are kept on disk with a
   * journal, where the browser has such a place; else in memory.
   */
  open(
    layout: { readonly slots: number; readonly rowBytes: number },
    head: RunHead | null,
  ): Promise<RowStorage>;
  /** Writes down the plan, part after part, and then its rest. Nothing happens in memory. */
  addPlan(part: PlanPart): Promise<Blocker | null>;
  endPlan(rest: PlanRemainder): Promise<Blocker | null>;
  /** Writes down what goes to a worker, before it goes. */
  recordDispatch(dispatch: Dispatch): Promise<Blocker | null>;
  /** Writes down outcomes whose rows are stored; they are final once this has resolved with null. */
  commit(commit: RunCommit): Promise<Blocker | null>;
  /** Writes down that the run rests; what is with workers is given back. */
  recordPause(pause: RunPause): Promise<Blocker | null>;
  /** Takes rows that arrive at this port. */
  connect(port: Port): Promise<void>;
  /** Null where a megabyte more can be written now. */
  tryRoom(): Promise<Blocker | null>;
  /**
   * The whole `.npy`: header and rows as one file of many parts, which stays readable whatever is
   * written later.
   */
  exportArray(request: ArrayRequest): Promise<File>;
  /** Writes the whole `.npy` to a file that the user picked; progress in bytes, now and then. */
  saveArray(
    request: ArrayRequest,
    target: SaveTarget,
    onProgress: (bytes: number) => void,
  ): Promise<void>;
  /** Answers, which says that the rows are still there: why not, where their files are gone. */
  ping(): Promise<Blocker | null>;
  /** Every run in the store, the latest first. */
  listRuns(): Promise<readonly StoredRun[]>;
  /**
   * Opens a stored run, to go on with it and to export it. `wasLeft`: the page was left in order
   * (reloaded, closed), so that what was with workers is not to blame.
   */
  openRun(id: string, wasCleanExit: boolean): Promise<RunOpening>;
  /** The next part of the run that was opened; null after the last one. */
  nextPart(): Promise<StoredPart | null>;
  /** False where another tab has it open. */
  deleteRun(id: string): Promise<boolean>;
  /** Closes the store; on disk it stays. */
  close(): Promise<void>;
}
