import type { ChosenFile } from '../../../formats/choose-samples.ts';
import type { Recipe } from '../../../core/recipe/recipe.ts';
import { pixelsOf } from '../../../formats/survey.ts';
import type { ImageFacts, Verdict } from '../../../core/verdict.ts';
import type { DecodeTimes, PreviewRequest } from '../../../pool/wire/preview.ts';
import type { FileSource } from '../../platform/files/file-source.ts';
import type { Platform } from '../../platform/platform.ts';
import { PREVIEW_WORKERS, type PreviewWorkers } from './preview-workers.ts';
import type { PictureStore } from './picture-store.ts';
import type { ExactBeside } from '../session-state.ts';

/** A file in the preview; its `id` is unique for the lifetime of the page. */
export interface Sample {
  readonly id: number;
  readonly chosen: ChosenFile;
  readonly source: FileSource;
}

/** The result for one sample with the requested recipe. */
export interface PreviewResult {
  readonly outcome: Verdict & ImageFacts;
  readonly hasSource: boolean;
  readonly exact: ExactBeside | null;
}

export interface PreviewRows {
  /** Shows these samples; known ones stay with their worker, which may have their pixels cached. */
  show(samples: readonly Sample[]): void;
  /** Makes each row again that was made with another recipe. */
  redraw(recipe: Recipe): void;
  /** Resolves when all rows that can be made are done. */
  settled(): Promise<void>;
  /** Times `exact` and `turbo` for a sample on its worker; null if it cannot be timed. */
  time(id: number, recipe: Recipe): Promise<DecodeTimes | null>;
  /** Makes and draws nothing until the next `redraw`. */
  suspend(): void;
}

interface ShownSample {
  readonly sample: Sample;
  readonly workerIndex: number;
  file: FileSource;
  /** The recipe of its row, compared by identity: each change makes a new object. */
  madeWith: Recipe | null;
  hasSource: boolean;
  /** When its row was last made. */
  round: number;
}

/** Above this, an image takes longer than starting a worker. */
const HEAVY_PIXELS = 4_000_000;

/**
 * Makes the rows of samples, one at a time on each worker. Each row is made with the recipe that is
 * current then, so rapid changes do not queue up. As a file stays with its worker, no row is ever
 * drawn over a newer one.
 */
export function createPreviewRows(
  workers: PreviewWorkers,
  pictures: PictureStore,
  openFile: Platform['openFile'],
  onResult: (id: number, result: PreviewResult) => void,
): PreviewRows {
  let shownSamples: readonly ShownSample[] = [];
  let recipe: Recipe | null = null;
  let rounds = 0;
  const working = new Map<number, Promise<void>>();

  async function loop(workerIndex: number): Promise<void> {
    for (;;) {
      const wanted = recipe;
      const behind = shownSamples.filter(
        (other) => other.workerIndex === workerIndex && other.madeWith !== wanted,
      );
      // least recently made first, so that all rows follow a slider that is dragged
      const shown = behind.toSorted((a, b) => a.round - b.round)[0];
      if (shown === undefined || wanted === null) return;
      rounds += 1;
      shown.round = rounds;
      await make(shown, wanted);
    }
  }

  async function make(shown: ShownSample, wanted: Recipe): Promise<void> {
    const { id } = shown.sample;
    await open(shown);
    const isKnown = (): boolean => recipe !== null && shownSamples.includes(shown);
    if (!isKnown()) return;
    const result = await ask(shown, { recipe: wanted, wantsSource: !shown.hasSource });
    const preview = result.kind === 'answered' ? result.answer : null;
    if (!isKnown()) {
      preview?.row?.close();
      preview?.source?.close();
      preview?.exact?.row?.close();
      return;
    }
    const isDropped = result.kind === 'answered' || result.kind === 'released';
    // suspended and resumed meanwhile: it is requested again
    if (preview === null && isDropped) return;
    shown.madeWith = wanted;
    if (preview === null) {
      const detail = 'detail' in result ? result.detail : '';
      const outcome = outcomeOfDeath(detail);
      return onResult(id, { outcome, hasSource: shown.hasSource, exact: null });
    }
    shown.hasSource ||= preview.source !== null;
    if (preview.source !== null) pictures.put(sourceKey(id), preview.source);
    if (preview.row !== null) pictures.put(rowKey(id), preview.row);
    const { outcome, exact: beside } = preview;
    if (beside !== undefined && beside.row !== null) pictures.put(exactKey(id), beside.row);
    const exact =
      beside === undefined
        ? null
        : { hasRow: beside.row !== null, differences: beside.differences };
    onResult(id, { outcome, hasSource: shown.hasSource, exact });
  }

  /** Opens the file once, for all later changes of the recipe. */
  async function open(shown: ShownSample): Promise<void> {
    if (shown.file instanceof File) return;
    const opened = await openFile(shown.file, null);
    if (opened instanceof File) shown.file = opened;
  }

  function ask(
    { sample, workerIndex, file }: ShownSample,
    asked: Omit<PreviewRequest<FileSource>, 'id' | 'bytes' | 'pixels'>,
  ) {
    const pixels = pixelsOf(sample.chosen.file);
    const request = { id: sample.id, bytes: file, pixels, ...asked };
    return workers.ask(workerIndex, {
      isHeavy: pixels > HEAVY_PIXELS,
      call: (worker) => worker.preview(request),
    });
  }

  function isBehind(workerIndex: number): boolean {
    return shownSamples.some(
      (shown) => shown.workerIndex === workerIndex && shown.madeWith !== recipe,
    );
  }

  function start(): void {
    if (recipe === null) return;
    for (let workerIndex = 0; workerIndex < PREVIEW_WORKERS; workerIndex++) {
      if (working.has(workerIndex) || !isBehind(workerIndex)) continue;
      const ended = loop(workerIndex).finally(() => {
        working.delete(workerIndex);
        start();
      });
      working.set(workerIndex, ended);
    }
  }

  return {
    show(samples) {
      shownSamples = distribute(samples, shownSamples);
      start();
    },
    redraw(changed) {
      recipe = changed;
      start();
    },
    async settled() {
      while (working.size > 0) await Promise.all(working.values());
    },
    async time(id, timed) {
      const shown = shownSamples.find(({ sample }) => sample.id === id);
      if (shown === undefined) return null;
      await open(shown);
      if (recipe === null || !shownSamples.includes(shown)) return null;
      const result = await ask(shown, { recipe: timed, wantsSource: false, wantsTimes: true });
      return result.kind === 'answered' ? (result.answer?.times ?? null) : null;
    },
    suspend() {
      recipe = null;
    },
  };
}

export function rowKey(id: number): string {
  return `row ${id}`;
}

/** The picture key of the `exact` row that is shown beside a `turbo` row. */
export function exactKey(id: number): string {
  return `exact ${id}`;
}

export function sourceKey(id: number): string {
  return `source ${id}`;
}

/** Distributes samples to workers by their pixels; each worker makes the small ones first. */
function distribute(
  samples: readonly Sample[],
  known: readonly ShownSample[],
): readonly ShownSample[] {
  const loads = Array.from({ length: PREVIEW_WORKERS }, () => 0);
  const stay = known.filter((shown) => samples.some(({ id }) => id === shown.sample.id));
  const load = (workerIndex: number, sample: Sample): void => {
    loads[workerIndex] = (loads[workerIndex] ?? 0) + pixelsOf(sample.chosen.file);
  };
  for (const { workerIndex, sample } of stay) load(workerIndex, sample);
  const pixels = ({ sample }: Pick<ShownSample, 'sample'>): number => pixelsOf(sample.chosen.file);
  const added = samples
    .filter(({ id }) => stay.every((shown) => shown.sample.id !== id))
    .map((sample) => ({ sample }))
    .toSorted((a, b) => pixels(b) - pixels(a))
    .map(({ sample }): ShownSample => {
      const workerIndex = loads.indexOf(Math.min(...loads));
      load(workerIndex, sample);
      return {
        sample,
        workerIndex,
        file: sample.source,
        madeWith: null,
        hasSource: false,
        round: 0,
      };
    });
  return [...stay, ...added].toSorted((a, b) => pixels(a) - pixels(b));
}

function outcomeOfDeath(detail: string): Verdict & ImageFacts {
  const facts = { format: null, width: null, height: null, decoder: null, approximate: false };
  return { ...facts, verdict: 'failed', code: 'worker-died', detail };
}
