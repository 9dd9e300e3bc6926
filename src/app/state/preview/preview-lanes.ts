import type { ChosenFile } from '../../../formats/choose-samples.ts';
import type { Recipe } from '../../../core/recipe/recipe.ts';
import { pixelsOf } from '../../../formats/survey.ts';
import type { ImageFacts, Verdict } from '../../../core/verdict.ts';
import type { DecodeTimes, PreviewRequest } from '../../../pool/wire/preview.ts';
import { imageDeadlineMs } from '../../../pool/supervised-worker.ts';
import type { FileSource } from '../../platform/files/file-source.ts';
import type { Platform } from '../../platform/platform.ts';
import { LOOK_WORKERS, type LookWorkers } from './look-workers.ts';
import type { PictureDesk } from './picture-desk.ts';
import type { ExactBeside } from '../session-state.ts';

/** A file that is shown; `id` is its own for the life of the page. */
export interface Sample {
  readonly id: number;
  readonly chosen: ChosenFile;
  readonly source: FileSource;
}

/** What became of one sample with the recipe that was asked for. */
export interface PreviewNews {
  readonly outcome: Verdict & ImageFacts;
  readonly hasSource: boolean;
  readonly exact: ExactBeside | null;
}

export interface PreviewLanes {
  /**
   * Shows these; those that were there stay with their worker, which may have kept their pixels.
   */
  show(samples: readonly Sample[]): void;
  /** Has every row made again that was not made with this recipe. */
  redraw(recipe: Recipe): void;
  /** Resolves when every row that can be made is made. */
  settled(): Promise<void>;
  /**
   * How long `exact` and `turbo` take for a sample, by the worker that has its row made; null where
   * that cannot be told.
   */
  time(id: number, recipe: Recipe): Promise<DecodeTimes | null>;
  /** Nothing is asked, and nothing is drawn, until the next `redraw`. */
  rest(): void;
}

interface Place {
  readonly sample: Sample;
  readonly seat: number;
  file: FileSource;
  /** The recipe that its row was made with; by identity, as every change makes a new one. */
  madeWith: Recipe | null;
  hasSource: boolean;
  /** When it was last its turn. */
  turn: number;
}

/** Above this an image takes longer than the start of a worker. */
const HEAVY_PIXELS = 4_000_000;

/**
 * Makes the rows of samples, one at a time on each worker. What is made next is what the recipe of
 * that moment asks for, so changes in a rapid series do not queue up; and as a file stays with its
 * worker, no row is ever drawn over a newer one.
 */
export function createPreviewLanes(
  workers: LookWorkers,
  desk: PictureDesk,
  openFile: Platform['openFile'],
  onNews: (id: number, news: PreviewNews) => void,
): PreviewLanes {
  let places: readonly Place[] = [];
  let recipe: Recipe | null = null;
  let turns = 0;
  const working = new Map<number, Promise<void>>();

  async function lane(seat: number): Promise<void> {
    for (;;) {
      const wanted = recipe;
      const behind = places.filter((other) => other.seat === seat && other.madeWith !== wanted);
      // while a slider is drawn, each has its turn
      const place = behind.toSorted((a, b) => a.turn - b.turn)[0];
      if (place === undefined || wanted === null) return;
      turns += 1;
      place.turn = turns;
      await make(place, wanted);
    }
  }

  async function make(place: Place, wanted: Recipe): Promise<void> {
    const { id } = place.sample;
    await open(place);
    const isKnown = (): boolean => recipe !== null && places.includes(place);
    if (!isKnown()) return;
    const result = await ask(place, { recipe: wanted, wantsSource: !place.hasSource });
    const preview = result.kind === 'answered' ? result.answer : null;
    if (!isKnown()) {
      preview?.row?.close();
      preview?.source?.close();
      preview?.exact?.row?.close();
      return;
    }
    const isForgotten = result.kind === 'answered' || result.kind === 'released';
    if (preview === null && isForgotten) return; // by a rest that is over: it is asked for again
    place.madeWith = wanted;
    if (preview === null) {
      const detail = 'detail' in result ? result.detail : '';
      const outcome = deadOutcome(detail);
      return onNews(id, { outcome, hasSource: place.hasSource, exact: null });
    }
    place.hasSource ||= preview.source !== null;
    if (preview.source !== null) desk.put(sourceKey(id), preview.source);
    if (preview.row !== null) desk.put(rowKey(id), preview.row);
    const { outcome, exact: beside } = preview;
    if (beside !== undefined && beside.row !== null) desk.put(exactKey(id), beside.row);
    const exact =
      beside === undefined
        ? null
        : { hasRow: beside.row !== null, differences: beside.differences };
    onNews(id, { outcome, hasSource: place.hasSource, exact });
  }

  /** For all changes to come: its one opening. */
  async function open(place: Place): Promise<void> {
    if (place.file instanceof File) return;
    const opened = await openFile(place.file, null);
    if (opened instanceof File) place.file = opened;
  }

  function ask(
    { sample, seat, file }: Place,
    asked: Omit<PreviewRequest<FileSource>, 'id' | 'bytes'>,
  ) {
    const pixels = pixelsOf(sample.chosen.file);
    const request = { id: sample.id, bytes: file, ...asked };
    return workers.ask(seat, {
      // under turbo a file is decoded twice
      limitMs: imageDeadlineMs(asked.recipe.decode === 'turbo' ? 2 * pixels : pixels),
      isHeavy: pixels > HEAVY_PIXELS,
      call: (worker) => worker.preview(request),
    });
  }

  function isBehind(seat: number): boolean {
    return places.some((place) => place.seat === seat && place.madeWith !== recipe);
  }

  function start(): void {
    if (recipe === null) return;
    for (let seat = 0; seat < LOOK_WORKERS; seat++) {
      if (working.has(seat) || !isBehind(seat)) continue;
      const ended = lane(seat).finally(() => {
        working.delete(seat);
        start();
      });
      working.set(seat, ended);
    }
  }

  return {
    show(samples) {
      places = placesOf(samples, places);
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
      const place = places.find(({ sample }) => sample.id === id);
      if (place === undefined) return null;
      await open(place);
      if (recipe === null || !places.includes(place)) return null;
      const result = await ask(place, { recipe: timed, wantsSource: false, wantsTimes: true });
      return result.kind === 'answered' ? (result.answer?.times ?? null) : null;
    },
    rest() {
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

/** Shares samples out by their pixels; on each worker the small ones come first. */
function placesOf(samples: readonly Sample[], known: readonly Place[]): readonly Place[] {
  const loads = Array.from({ length: LOOK_WORKERS }, () => 0);
  const stay = known.filter((place) => samples.some(({ id }) => id === place.sample.id));
  const load = (seat: number, sample: Sample): void => {
    loads[seat] = (loads[seat] ?? 0) + pixelsOf(sample.chosen.file);
  };
  for (const { seat, sample } of stay) load(seat, sample);
  const pixels = ({ sample }: Pick<Place, 'sample'>): number => pixelsOf(sample.chosen.file);
  const added = samples
    .filter(({ id }) => stay.every((place) => place.sample.id !== id))
    .map((sample) => ({ sample }))
    .toSorted((a, b) => pixels(b) - pixels(a))
    .map(({ sample }): Place => {
      const seat = loads.indexOf(Math.min(...loads));
      load(seat, sample);
      return { sample, seat, file: sample.source, madeWith: null, hasSource: false, turn: 0 };
    });
  return [...stay, ...added].toSorted((a, b) => pixels(a) - pixels(b));
}

function deadOutcome(detail: string): Verdict & ImageFacts {
  const facts = { format: null, width: null, height: null, decoder: null, approximate: false };
  return { ...facts, verdict: 'failed', code: 'worker-died', detail };
}
