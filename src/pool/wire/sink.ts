// The contract between the page, the decode workers and the sink worker: plain data and calls.
import type { ExclusionStep } from '../../core/exclusion/exclusions.ts';
import type { ChannelStatistics } from '../../core/inspect/channel-sums.ts';
import type { RowLabels } from '../../core/labels/row-labels.ts';
import type { ArrayShape } from '../../core/output/array-shape.ts';
import type { RowSize } from '../../core/output/encode-rows.ts';
import type { FormId } from '../../core/output/forms.ts';
import type { Normaliser } from '../../core/output/normalisation.ts';
import type { Output } from '../../core/output/output.ts';
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
} from '../../core/plan/stored-run.ts';
import type { Blocker } from './blocker.ts';
import type { Picture } from './preview.ts';

/** Decode worker → sink, over their own port. `rows` is transferred. */
export interface RowsMessage {
  readonly id: number;
  readonly slots: Uint32Array<ArrayBuffer>;
  readonly rows: Uint8Array<ArrayBuffer>;
}

/** Sink → decode worker: acknowledges one RowsMessage and returns its credit. */
export interface RowsAck {
  readonly id: number;
  /** Null if the rows were stored. */
  readonly blocker: Blocker | null;
  readonly writeMs: number;
  /** The memory of the rows, transferred back. */
  readonly memory: ArrayBuffer;
}

export interface ArrayRequest {
  readonly slots: Uint32Array<ArrayBuffer>;
  /** The members of `slots` to fill with zeros, ascending. */
  readonly blank: Uint32Array<ArrayBuffer>;
  readonly shape: ArrayShape;
}

/** Rows of an array, of this size each. */
export interface RowsRequest extends Pick<ArrayRequest, 'slots' | 'blank'> {
  readonly size: RowSize;
}

/** A file of an array in a form: see src/forms. */
export interface FormRequest extends RowsRequest {
  readonly form: FormId;
  /** Which of the files of the form. */
  readonly file: number;
  /** NAME of the files. */
  readonly name: string;
  readonly output: Output;
  readonly normaliser: Normaliser | null;
  readonly labels: RowLabels;
  readonly longestPath: number;
}

/** What the sink asks for, and what it says, while it makes a file. */
export interface FormCallbacks {
  /** The paths of rows `from` to `to` (exclusive). */
  paths(from: number, to: number): Promise<readonly string[]>;
  onProgress(bytes: number): void;
}

/** Rows to be painted. */
export interface PaintRequest {
  readonly slots: Uint32Array<ArrayBuffer>;
  /** The size of a row, in pixels, and the values of each. */
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** The longest side of a picture, in pixels; smaller rows keep their size. */
  readonly side: number;
}

/** Whether rows are stored on disk or in memory; for memory, the reason and the limit. */
export type RowStorage =
  | { readonly kind: 'disk' }
  | { readonly kind: 'memory'; readonly reason: string; readonly limitBytes: number };

/** The result of opening a stored run. */
export type RunOpening =
  | { readonly kind: 'opened'; readonly run: OpenedRun }
  /** Another tab has it open. */
  | { readonly kind: 'locked' }
  /** It was deleted or cannot be read. */
  | { readonly kind: 'lost'; readonly reason: string };

/** The calls of the sink worker, which owns the rows and the journal of one run at a time. */
export interface SinkCalls<Port, File, SaveTarget, Drawn extends Picture = Picture> {
  /**
   * Begins a store, and closes the previous one. With a head, rows are stored on disk with a
   * journal if the browser has a private file system. Otherwise they stay in memory.
   */
  open(
    layout: { readonly slots: number; readonly rowBytes: number },
    head: RunHead | null,
  ): Promise<RowStorage>;
  /** Records the plan part by part, then the remainder. A store in memory does nothing. */
  addPlan(part: PlanPart): Promise<Blocker | null>;
  endPlan(remainder: PlanRemainder): Promise<Blocker | null>;
  /** Records the slots of a batch before it is sent to a worker. */
  recordDispatch(dispatch: Dispatch): Promise<Blocker | null>;
  /** Records outcomes whose rows are stored. They are final once this resolves with null. */
  commit(commit: RunCommit): Promise<Blocker | null>;
  /** Records the end of a segment, when no worker has a slot any more. */
  recordPause(pause: RunPause): Promise<Blocker | null>;
  /** Records that slots are excluded from the array, or included again; rows and outcomes stay. */
  recordExclusion(step: ExclusionStep): Promise<Blocker | null>;
  /** Stores the rows that arrive at this port. */
  connect(port: Port): Promise<void>;
  /** Answers a viewer of rows at this port: see wire/viewer.ts. */
  connectViewer(port: Port): Promise<void>;
  /** Resolves with null if another megabyte can be written now. */
  tryRoom(): Promise<Blocker | null>;
  /**
   * The whole `.npy` as one file made of many parts: the header and the rows. Later writes do not
   * affect it.
   */
  exportArray(request: ArrayRequest): Promise<File>;
  /** Writes the whole `.npy` to a file that the user picked, and reports progress in bytes. */
  saveArray(
    request: ArrayRequest,
    target: SaveTarget,
    onProgress: (bytes: number) => void,
  ): Promise<void>;
  /** Mean and standard deviation of each channel of the array; null without a row. */
  sumRows(request: RowsRequest): Promise<readonly ChannelStatistics[] | null>;
  /**
   * Makes a file of a form in the private file system, or in memory without one. It is there until another one is made.
   * Rejects with a sentence that has its size if there is no room for it.
   */
  exportForm(request: FormRequest, callbacks: FormCallbacks): Promise<File>;
  /** Writes a file of a form to a file that the user picked. */
  saveForm(request: FormRequest, target: SaveTarget, callbacks: FormCallbacks): Promise<void>;
  /**
   * Opaque pictures of stored rows, in the order of their slots; null if a row is not there. The receiver
   * has to draw or close them.
   */
  paintRows(request: PaintRequest): Promise<readonly (Drawn | null)[]>;
  /** Resolves with null if the rows still exist, or with the reason they do not. */
  ping(): Promise<Blocker | null>;
  /** All stored runs, the latest first. */
  listRuns(): Promise<readonly StoredRun[]>;
  /**
   * Opens a stored run, to resume or export it. `wasCleanExit`: the page was closed or reloaded
   * normally, so the images that workers had are not suspects.
   */
  openRun(id: string, wasCleanExit: boolean): Promise<RunOpening>;
  /** The next part of the opened run; null after the last one. */
  nextPart(): Promise<StoredPart | null>;
  /** Resolves with false if another tab has the run open. */
  deleteRun(id: string): Promise<boolean>;
  /** Closes the store. On disk it remains. */
  close(): Promise<void>;
}
