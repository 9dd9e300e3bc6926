// The contract between the page, the decode workers and the sink worker: plain data, and these calls.
import type { ArrayShape } from '../../core/output/array-shape.ts';
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
  readonly shape: ArrayShape;
}

/** The storage of the rows: on disk, or in memory, with the reason and the limit. */
export type RowStorage =
  | { readonly kind: 'disk' }
  | { readonly kind: 'memory'; readonly reason: string; readonly limitBytes: number };

/** The result of opening a stored run. */
export type RunOpening =
  | { readonly kind: 'opened'; readonly run: OpenedRun }
  /** Another tab has it. */
  | { readonly kind: 'locked' }
  /** It was deleted, or it cannot be read: the reason. */
  | { readonly kind: 'lost'; readonly reason: string };

/** The calls of the sink worker. It owns the rows of one run at a time, and its journal. */
export interface SinkCalls<Port, File, SaveTarget> {
  /**
   * Begins a store, and closes the one before. With a head the rows are kept on disk with a
   * journal if the browser has a private file system; else in memory.
   */
  open(
    layout: { readonly slots: number; readonly rowBytes: number },
    head: RunHead | null,
  ): Promise<RowStorage>;
  /** Writes down the plan, part after part, and then its rest. Nothing happens in memory. */
  addPlan(part: PlanPart): Promise<Blocker | null>;
  endPlan(remainder: PlanRemainder): Promise<Blocker | null>;
  /** Records the slots of a batch before it goes to a worker. */
  recordDispatch(dispatch: Dispatch): Promise<Blocker | null>;
  /** Writes down outcomes whose rows are stored; they are final once this has resolved with null. */
  commit(commit: RunCommit): Promise<Blocker | null>;
  /** Records the end of a segment; no slot is with a worker any more. */
  recordPause(pause: RunPause): Promise<Blocker | null>;
  /** Takes rows that arrive at this port. */
  connect(port: Port): Promise<void>;
  /** Null if another megabyte can be written now. */
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
  /** Null if the rows are still there; else why not. */
  ping(): Promise<Blocker | null>;
  /** Every run in the store, the latest first. */
  listRuns(): Promise<readonly StoredRun[]>;
  /**
   * Opens a stored run, to go on with it and to export it. `wasLeft`: the page was left in order
   * (reloaded, closed), so that images that were with workers are not to blame.
   */
  openRun(id: string, wasCleanExit: boolean): Promise<RunOpening>;
  /** The next part of the run that was opened; null after the last one. */
  nextPart(): Promise<StoredPart | null>;
  /** False if another tab has it open. */
  deleteRun(id: string): Promise<boolean>;
  /** Closes the store; on disk it stays. */
  close(): Promise<void>;
}
