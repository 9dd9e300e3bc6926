import type {
  HandOut,
  PlanPart,
  PlanRest,
  RunCommit,
  RunPause,
} from '../../core/plan/stored-run.ts';
import type { Hold } from '../../pool/wire.ts';

/** The rows of one run, wherever they are kept, with what is written down beside them. */
export interface RowStore {
  write(slots: Uint32Array, rows: Uint8Array<ArrayBuffer>): Hold | null;
  addPlan(part: PlanPart): Promise<Hold | null>;
  endPlan(rest: PlanRest): Promise<Hold | null>;
  handOut(handOut: HandOut): Promise<Hold | null>;
  commit(commit: RunCommit): Promise<Hold | null>;
  rest(pause: RunPause): Promise<Hold | null>;
  tryRoom(): Promise<Hold | null>;
  /** Rows as parts of a Blob, which whatever is written later does not change. */
  exportParts(slots: Uint32Array, isBlank: (slot: number) => boolean): Promise<BlobPart[]>;
  /** The same rows, to be copied: each piece is there until the next one is asked for. */
  pieces(slots: Uint32Array, isBlank: (slot: number) => boolean): Iterable<Uint8Array<ArrayBuffer>>;
  /** Whether everything that was stored is still there. */
  ping(): Promise<Hold | null>;
  close(): void;
}
