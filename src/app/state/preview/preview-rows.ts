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

/** A file that is shown; its `id` is unique for the life of the page. */
export interface Sample {
  readonly id: number;
  readonly chosen: ChosenFile;
  readonly source: FileSource;
}

/** The result for one sample with the recipe that was asked for. */
export interface PreviewResult {
  readonly outcome: Verdict & ImageFacts;
  readonly hasSource: boolean;
  readonly exact: ExactBeside | null;
}

export interface PreviewRows {
  /** Shows these samples; a known one stays with its worker, which may still have its pixels. */
  show(samples: readonly Sample[]): void;
  /** Has every row made again that was not made with this recipe. */
  redraw(recipe: Recipe): void;
  /** Resolves when every row that can be made is made. */
  settled(): Promise<void>;
  /** How long `exact` and `turbo` take for a sample on its worker; null if nobody can tell. */
  time(id: number, recipe: Recipe): Promise<DecodeTimes | null>;
  /** Asks for nothing and draws nothing until the next `redraw`. */
  suspend(): void;
}

interface ShownSample {
  readonly sample: Sample;
  readonly workerIndex: number;
  file: FileSource;
  /** The recipe that its row was made with; by identity, as every change makes a new one. */
  madeWith: Recipe | null;
  hasSource: boolean;
  /** When its row was last made. */
  round: number;
}

/** Above this an image takes longer than the start of a worker. */
const HEAVY_PIXELS = 4_000_000;

/**
 * Makes the rows of samples, one at a time on each worker. Each is made with the recipe of that
 * moment, so rapid changes do not queue up; and as a file stays with its worker, no row is ever drawn
 * over a newer one.
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
      // while a slider is dragged, all of them follow
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
    if (preview === null && isDropped) return; // it was suspended and resumed meanwhile: it is asked for again
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

  /** Opens its file once, for all changes to come. */
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
      shownSamples = shareOut(samples, shownSamples);
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

/** Of the row of `exact` beside one of `turbo`. */
export function exactKey(id: number): string {
  return `exact ${id}`;
}

export function sourceKey(id: number): string {
  return `source ${id}`;
}

/** Shares samples out to workers by their pixels; on each worker the small ones come first. */
function shareOut(
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
