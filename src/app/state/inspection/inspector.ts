import type { StoreApi } from 'zustand/vanilla';

import { errorMessage } from '../../../core/error-message.ts';
import { inOrder } from '../../../core/inspect/finding.ts';
import { sourceStatisticsInSteps } from '../../../core/inspect/source-statistics.ts';
import { rowBytesOf } from '../../../core/recipe/recipe.ts';
import type { SlotOutcome } from '../../../core/verdict.ts';
import type { RunController } from '../../../run/run-controller.ts';
import { runInSlices } from '../../../run/run-in-slices.ts';
import type { RunRecord } from '../../../run/run-record.ts';
import type { RunResult } from '../../../run/run-result.ts';
import { resultOf } from '../../../run/run-state.ts';
import type { FileSource } from '../../platform/files/file-source.ts';
import type { RootHandle } from '../../platform/files/root-handle.ts';
import type { InspectWorker } from '../../platform/inspect-worker.ts';
import type { Platform } from '../../platform/platform.ts';
import type { SinkWorker } from '../../platform/sink-worker.ts';
import type { SessionState } from '../session-state.ts';
import { findSameFiles } from './find-same-files.ts';
import type { InspectionResult, InspectionView } from './inspection-view.ts';

export type PageRun = RunController<FileSource, RootHandle, SinkWorker>;
export type PageRecord = RunRecord<FileSource, RootHandle, SinkWorker>;

/** The receiver has to draw or close it. */
export interface RowPicture {
  readonly slot: number;
  readonly path: string;
  readonly picture: ImageBitmap;
}

/** Inspects the rows of one run. */
export interface Inspector {
  /** Whether it is for the run of this record, and its worker lives. */
  isFor(record: PageRecord): boolean;
  /**
   * Inspects the rows of a result that have not been inspected, and shows the findings. It ends early when the
   * result is no longer that of the page, because a run begins: rows that were read stay read. Never rejects.
   */
  inspect(result: RunResult): Promise<void>;
  pictures(slots: Uint32Array<ArrayBuffer>): Promise<readonly RowPicture[]>;
  close(): void;
}

const PIECE_BYTES = 2 ** 22;
/** One piece is read while another one is inspected. */
const PIECES_IN_FLIGHT = 2;

export function createInspector(
  store: StoreApi<SessionState>,
  platform: Pick<Platform, 'spawnInspectWorker' | 'openFile' | 'reopenSource'>,
  run: PageRun,
  { plan, progress, head }: PageRecord,
): Inspector {
  const { recipe } = head.parameters;
  /** The outcome that each slot had when its row was read: a new one has a new row. */
  const seen: (SlotOutcome | undefined)[] = [];
  const hashes = new Map<number, string | null>();
  const isCurrent = (result: RunResult): boolean => resultOf(store.getState().run) === result;
  let worker: Promise<InspectWorker> | null = null;
  let isDead = false;

  async function begin(): Promise<InspectWorker> {
    const sink = await run.ensureSink();
    if (sink === null) throw new Error('The rows cannot be read at the moment.');
    const { port1, port2 } = new MessageChannel();
    await sink.connectViewer(port1);
    const spawned = platform.spawnInspectWorker();
    sink.onDeath((reason) => spawned.kill(reason));
    await spawned.calls.begin(port2, plan.slots.length, recipe);
    return spawned;
  }

  /** Returns whether all were read. */
  async function read(
    result: RunResult,
    slots: Uint32Array<ArrayBuffer>,
    onDone: (rows: number) => void,
  ): Promise<boolean> {
    const { calls } = await (worker ??= begin());
    const rowsPerPiece = Math.max(1, Math.floor(PIECE_BYTES / rowBytesOf(recipe)));
    let [next, done] = [0, 0];
    async function readPieces(): Promise<void> {
      while (next < slots.length && isCurrent(result)) {
        const piece = slots.slice(next, next + rowsPerPiece);
        next += piece.length;
        const outcomes = Array.from(piece, (slot) => progress.outcomes[slot]);
        await calls.inspect(piece);
        for (const [index, slot] of piece.entries()) seen[slot] = outcomes[index];
        done += piece.length;
        onDone(done);
      }
    }
    await Promise.all(Array.from({ length: PIECES_IN_FLIGHT }, readPieces));
    return done === slots.length;
  }

  async function collect(
    result: RunResult,
    slots: Uint32Array<ArrayBuffer>,
  ): Promise<InspectionResult> {
    const spawned = await (worker ??= begin());
    const zeros = result.order.blank.length;
    const [rows, sources] = await Promise.all([
      spawned.calls.summarise(slots, zeros),
      runInSlices(sourceStatisticsInSteps(slots, plan.slots, progress.outcomes, recipe)),
    ]);
    const equalRows = rows.findings.find(({ name }) => name === 'exact-duplicates');
    const record = run.record?.progress === progress ? run.record : null; // it may have its folder by now
    const copies =
      equalRows === undefined || record === null
        ? null
        : await findSameFiles(equalRows, record, spawned, platform, hashes, () =>
            isCurrent(result),
          );
    const findings = inOrder([
      ...(copies === null ? [] : [copies]),
      ...rows.findings,
      ...sources.findings,
    ]);
    return { channels: rows.channels, sources, findings, zeros };
  }

  function close(): void {
    isDead = true;
    worker?.then((spawned) => spawned.dismiss('The inspection was ended.')).catch(() => undefined);
  }

  return {
    isFor: (record) => record.progress === progress && !isDead,
    async inspect(result) {
      const slots = withoutBlank(result);
      const unread = slots.filter((slot) => seen[slot] !== progress.outcomes[slot]);
      const before = slots.length - unread.length;
      const begun = { result, total: slots.length, found: null, reason: null };
      const show = (changed: Pick<InspectionView, 'status' | 'done'> & Partial<InspectionView>) => {
        if (isCurrent(result)) store.setState({ inspection: { ...begun, ...changed } });
      };
      show({ status: 'reading', done: before });
      try {
        const isRead = await read(result, unread, (rows) => {
          show({ status: 'reading', done: before + rows });
        });
        if (!isRead) return;
        show({ status: 'done', done: slots.length, found: await collect(result, slots) });
      } catch (error) {
        close();
        show({ status: 'broken', done: before, reason: errorMessage(error) });
      }
    },
    async pictures(slots) {
      if (isDead || worker === null) return [];
      const { calls } = await worker;
      const drawn = await calls.pictures(slots);
      return drawn.map((picture, index) => {
        const slot = slots[index] ?? 0;
        return { slot, path: plan.slots[slot]?.path ?? '', picture };
      });
    },
    close,
  };
}

/** The slots of the array that have a row of their own. */
function withoutBlank({ order }: RunResult): Uint32Array<ArrayBuffer> {
  const blanks = new Set(order.blank);
  return order.slots.filter((slot) => !blanks.has(slot));
}
