import type {
  Dispatch,
  PlanPart,
  PlanRemainder,
  RunCommit,
  RunPause,
} from '../../core/plan/stored-run.ts';
import type { Blocker } from '../../pool/wire/blocker.ts';

/** The rows of one run, on disk or in memory, and the records beside them. */
export interface RowStore {
  write(slots: Uint32Array, rows: Uint8Array<ArrayBuffer>): Blocker | null;
  addPlan(part: PlanPart): Promise<Blocker | null>;
  endPlan(remainder: PlanRemainder): Promise<Blocker | null>;
  recordDispatch(dispatch: Dispatch): Promise<Blocker | null>;
  commit(commit: RunCommit): Promise<Blocker | null>;
  recordPause(pause: RunPause): Promise<Blocker | null>;
  tryRoom(): Promise<Blocker | null>;
  /** Rows as parts of a Blob, which whatever is written later does not change. */
  exportParts(slots: Uint32Array, isBlank: (slot: number) => boolean): Promise<BlobPart[]>;
  /** The same rows, to be copied: each piece is there until the next one is asked for. */
  pieces(slots: Uint32Array, isBlank: (slot: number) => boolean): Iterable<Uint8Array<ArrayBuffer>>;
  /** Whether everything that was stored is still there. */
  ping(): Promise<Blocker | null>;
  close(): void;
}
