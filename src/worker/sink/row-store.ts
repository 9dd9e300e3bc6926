import type { ExclusionStep } from '../../core/exclusion/exclusions.ts';
import type {
  Dispatch,
  PlanPart,
  PlanRemainder,
  RunCommit,
  RunPause,
} from '../../core/plan/stored-run.ts';
import type { Blocker } from '../../pool/wire/blocker.ts';

/** The rows of one run, on disk or in memory, with their records. */
export interface RowStore {
  write(slots: Uint32Array, rows: Uint8Array<ArrayBuffer>): Blocker | null;
  addPlan(part: PlanPart): Promise<Blocker | null>;
  endPlan(remainder: PlanRemainder): Promise<Blocker | null>;
  recordDispatch(dispatch: Dispatch): Promise<Blocker | null>;
  commit(commit: RunCommit): Promise<Blocker | null>;
  recordPause(pause: RunPause): Promise<Blocker | null>;
  recordExclusion(step: ExclusionStep): Promise<Blocker | null>;
  tryRoom(): Promise<Blocker | null>;
  /** The rows as parts of a Blob, which later writes do not change. */
  exportParts(slots: Uint32Array, isBlank: (slot: number) => boolean): Promise<BlobPart[]>;
  /** The same rows to copy, in pieces of whole rows. Each piece is valid until the next one is requested. */
  pieces(slots: Uint32Array, isBlank: (slot: number) => boolean): Iterable<Uint8Array<ArrayBuffer>>;
  /** Copies a stored row; returns false if it is not there. */
  readRow(slot: number, into: Uint8Array<ArrayBuffer>): boolean;
  /** Resolves with null if everything that was stored still exists. */
  ping(): Promise<Blocker | null>;
  close(): void;
}

/** Rejects with a sentence if something that was stored is gone. */
export async function assertThere(store: Pick<RowStore, 'ping'>): Promise<void> {
  const blocker = await store.ping();
  if (blocker !== null) throw new Error(blocker.detail);
}
