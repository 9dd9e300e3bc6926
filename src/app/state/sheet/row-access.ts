import { channelsOf } from '../../../core/recipe/recipe.ts';
import type { ExcludedSlots } from '../../../core/exclusion/exclusions.ts';
import type { RunPlan } from '../../../core/plan/plan.ts';
import type { Recipe } from '../../../core/recipe/recipe.ts';
import type { SlotOutcome } from '../../../core/verdict.ts';
import { FORMATS } from '../../../formats/registry.ts';
import type { RunController } from '../../../run/run-controller.ts';
import { isWorking } from '../../../run/run-state.ts';
import type { FileSource } from '../../platform/files/file-source.ts';
import type { RootHandle } from '../../platform/files/root-handle.ts';
import type { Platform } from '../../platform/platform.ts';
import type { SinkWorker } from '../../platform/sink-worker.ts';

/** The rows of a run, with all that is known of them. */
export interface RowAccess {
  readonly runId: string;
  readonly recipe: Recipe;
  readonly plan: RunPlan<unknown>;
  /** By slot; grows in place while the run goes on. */
  readonly outcomes: readonly (SlotOutcome | undefined)[];
  /** Changes in place. */
  readonly excluded: ExcludedSlots & { readonly steps: number };
  /**
   * Pictures of the rows of these slots, at most `side` pixels a side; null if there is no row. The
   * receiver has to draw or close them. Rejects with a sentence.
   */
  paint(slots: readonly number[], side: number): Promise<readonly (ImageBitmap | null)[]>;
  /** The file that a row was made of, or a sentence that says why it cannot be shown. */
  source(slot: number): Promise<Blob | string>;
}

type Controller = RunController<FileSource, RootHandle, SinkWorker>;

/** More pixels than these take a browser gigabytes and seconds to show. */
const MAX_SHOWN_PIXELS = 50_000_000;
const CLOSED = 'Another run was opened meanwhile. Close this sheet and open it again.';

/** The rows of the current run; null if there is none. */
export function createRowAccess(
  run: Pick<Controller, 'record' | 'machine' | 'ensureSink'>,
  platform: Pick<Platform, 'openFile' | 'reopenSource'>,
): RowAccess | null {
  const opened = run.record;
  if (opened === null) return null;
  const { head, plan, progress, exclusions } = opened;
  const { recipe } = head.parameters;
  const current = () => (run.record?.progress === progress ? run.record : null);

  async function paint(slots: readonly number[], side: number) {
    const { width, height } = recipe;
    const channels = channelsOf(recipe);
    const request = { slots: Uint32Array.from(slots), width, height, channels, side };
    const sink = current()?.sink;
    if (sink === undefined) throw new Error(CLOSED);
    try {
      return await sink.paintRows(request);
    } catch (error) {
      // a run that goes on replaces its sink itself
      if (isWorking(run.machine.state) || !sink.isDead()) throw error;
      const next = await run.ensureSink();
      if (next === null) throw error;
      return next.paintRows(request);
    }
  }

  async function source(slot: number): Promise<Blob | string> {
    const record = current();
    const file = record?.plan.slots[slot];
    const outcome = progress.outcomes[slot];
    if (record === null || file === undefined) return CLOSED;
    if (!record.hasFiles)
      return 'The folder is not open. Drop it, or resume the run, to see the file.';
    const format = FORMATS.find(({ id }) => id === outcome?.format);
    if (format === undefined) return 'The file is no image that a browser can show.';
    if ((outcome?.width ?? 0) * (outcome?.height ?? 0) > MAX_SHOWN_PIXELS) {
      return 'The image has more than 50,000,000 pixels, which is too large to show here.';
    }
    const found = await platform.reopenSource(record.folder, file.path, file.source);
    const content = found === null ? null : await platform.openFile(found, null);
    if (content === null) return 'The file cannot be opened any more.';
    if (!(content instanceof Blob)) return content.detail;
    // by its bytes, not by its name
    return content.slice(0, content.size, format.mediaType);
  }

  return {
    runId: head.id,
    recipe,
    plan,
    outcomes: progress.outcomes,
    excluded: exclusions,
    paint,
    source,
  };
}
