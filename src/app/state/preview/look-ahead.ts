import type { StoreApi } from 'zustand/vanilla';

import { chooseSamples, type ChosenFile } from '../../../formats/choose-samples.ts';
import { draftScaleOf } from '../../../core/recipe/draft.ts';
import type { Recipe } from '../../../core/recipe/recipe.ts';
import { countSurveyed, NOTHING_COUNTED, type SurveyedFile } from '../../../formats/survey.ts';
import type { DecodeWorker } from '../../../pool/decode-worker.ts';
import type { Batch } from '../../../pool/wire/batch.ts';
import type { WorkerPool } from '../../../pool/worker-pool.ts';
import type { FileSource } from '../../platform/files/file-source.ts';
import type { Platform } from '../../platform/platform.ts';
import { createLookWorkers } from './look-workers.ts';
import type { PictureDesk } from './picture-desk.ts';
import { createPreviewLanes, type PreviewLanes, type Sample } from './preview-lanes.ts';
import {
  isBusy,
  type LookView,
  type PlanView,
  type PreviewPair,
  type SessionState,
} from '../session-state.ts';
import { createSurvey, type Survey, type SurveyPart } from './survey-plan.ts';
import { createTurboTimes, type TurboTimes } from './turbo-times.ts';

/** The files that samples are chosen among: enough to differ, and not a million. */
const MAX_CANDIDATES = 512;
/** Counts are shown at most so often. */
const SHOW_INTERVAL_MS = 200;
const SURVEY_DEADLINE_MS = 30_000;

/** What is under way for one plan. */
interface Look {
  readonly planned: PlanView;
  readonly survey: Survey;
  readonly files: number;
  readonly candidates: SurveyedFile[];
  samples: readonly Sample[];
  counts: LookView['counts'];
  lastShown: number;
  isSurveying: boolean;
}

/**
 * Looks at the files of a plan before its run: counts what they are like, and shows some of them as
 * they are and as their rows. Follows the store: it begins with a plan, redraws with its recipe,
 * rests while anything runs or is listed, and ends when another plan is there.
 */
export function lookAhead(
  store: StoreApi<SessionState>,
  platform: Pick<Platform, 'openFile'>,
  pool: WorkerPool<FileSource>,
  desk: PictureDesk,
): void {
  const workers = createLookWorkers(pool);
  let look: Look | null = null;
  let lanes: PreviewLanes | null = null;
  let nextId = 0;
  let isResting = false;
  let redraws = 0;
  let times: TurboTimes | null = null;
  let timing: Promise<void> = Promise.resolve();

  function update(changed: (view: LookView) => Partial<LookView>): void {
    const view = store.getState().look;
    if (view !== null) store.setState({ look: { ...view, ...changed(view) } });
  }

  function rest(): void {
    isResting = true;
    lanes?.rest();
    workers.release();
    update(() => ({ isBehind: false, isTiming: false })); // nothing is on its way
  }

  function begin(planned: PlanView): void {
    desk.clear();
    const { slots } = planned.plan;
    const unopened = slots.reduce((count, { source }) => count + (source === null ? 1 : 0), 0);
    const files = slots.length - unopened;
    look = {
      planned,
      survey: createSurvey(slots, planned.stats.get),
      files,
      candidates: [],
      samples: [],
      counts: NOTHING_COUNTED,
      lastShown: 0,
      isSurveying: false,
    };
    lanes = createPreviewLanes(workers, desk, platform.openFile, (id, news) =>
      updatePair(id, { ...news, times: null }),
    );
    times = createTurboTimes(lanes.time, (id, measured) => updatePair(id, { times: measured }));
    const view = { counts: NOTHING_COUNTED, files, pairs: [], trouble: null };
    store.setState({ look: { ...view, isBehind: true, isTiming: false } });
  }

  function updatePair(id: number, changed: Partial<PreviewPair>): void {
    update(({ pairs }) => ({
      pairs: pairs.map((pair) => (pair.id === id ? { ...pair, ...changed } : pair)),
    }));
  }

  function goOn(): void {
    isResting = false;
    redraw();
    if (look !== null) void surveyOn(look);
  }

  /** The rows with the recipe that is there now. */
  function redraw(): void {
    const drawing = lanes;
    if (drawing === null || isResting) return;
    const { recipe } = store.getState().parameters;
    redraws += 1;
    const turn = redraws;
    const isLatest = (): boolean => turn === redraws && drawing === lanes && !isResting;
    drawing.redraw(recipe);
    const isTiming = recipe.decode === 'turbo';
    update(() => ({ isBehind: true, isTiming }));
    void drawing.settled().then(() => {
      if (!isLatest()) return;
      update(() => ({ isBehind: false }));
      if (isTiming) timing = timing.then(() => measure(recipe, isLatest));
    });
  }

  /** How much faster turbo is on the samples that it makes a difference to. */
  async function measure(recipe: Recipe, isLatest: () => boolean): Promise<void> {
    if (!isLatest()) return;
    const drafted = (store.getState().look?.pairs ?? []).filter(
      ({ chosen, outcome }) =>
        outcome?.verdict !== 'failed' && draftScaleOf(recipe, chosen.file) > 1,
    );
    const ids = drafted.map(({ id }) => id);
    await times?.measure(ids, recipe, isLatest);
    if (isLatest()) update(() => ({ isTiming: false }));
  }

  async function surveyOn(current: Look): Promise<void> {
    if (current.isSurveying) return;
    current.isSurveying = true;
    let isGivenUp = false;
    const mayGoOn = (): boolean => current === look && !isResting && !isGivenUp;
    async function ask(seat: number, batch: Batch<FileSource>) {
      const call = (worker: DecodeWorker<FileSource>) => worker.survey(batch);
      const result = await workers.ask(seat, { limitMs: SURVEY_DEADLINE_MS, isHeavy: false, call });
      if (result.kind === 'answered') return result.answer;
      if (result.kind === 'given-up' && mayGoOn()) {
        isGivenUp = true;
        update(() => ({ trouble: result.detail }));
      }
      return null;
    }
    // again where a worker died, or where it rested and was told to go on before it noticed
    while (mayGoOn() && current.counts.looked < current.files) {
      await current.survey.goOn(ask, mayGoOn, async (part) => {
        take(current, part);
        await lanes?.settled(); // what the user waits for goes first
        await timing; // and what would be disturbed
      });
    }
    current.isSurveying = false;
    if (current === look) show(current);
  }

  function take(current: Look, { looked, files, isFirstDone }: SurveyPart): void {
    current.counts = countSurveyed(current.counts, looked, files);
    const isFirst = current.samples.length === 0;
    const interesting = isFirst ? files : files.filter(isUnusual);
    const room = MAX_CANDIDATES - current.candidates.length;
    const added = interesting.slice(0, room);
    current.candidates.push(...added);
    if (isFirstDone || (!isFirst && added.length > 0)) chooseAgain(current);
    if (isFirstDone || performance.now() - current.lastShown > SHOW_INTERVAL_MS) show(current);
  }

  function show(current: Look): void {
    current.lastShown = performance.now();
    update(() => ({ counts: current.counts }));
  }

  function chooseAgain(current: Look): void {
    const kept = current.samples.map(({ chosen }) => chosen);
    const chosen = chooseSamples(current.candidates, kept);
    if (chosen.length === kept.length && chosen.every((file, i) => file === kept[i])) return;
    current.samples = chosen.flatMap((file) => sampleOf(file, current));
    const { samples } = current;
    update(({ pairs }) => ({
      pairs: samples.map(({ id, chosen: shown }) => {
        const path = current.planned.plan.slots[shown.file.slot]?.path ?? '';
        const nothing = { outcome: null, hasSource: false, exact: null, times: null };
        return pairs.find((pair) => pair.id === id) ?? { id, path, chosen: shown, ...nothing };
      }),
    }));
    lanes?.show(samples);
    redraw();
  }

  function sampleOf(chosen: ChosenFile, current: Look): readonly Sample[] {
    const known = current.samples.find((sample) => sample.chosen === chosen);
    if (known !== undefined) return [known];
    const source = current.planned.plan.slots[chosen.file.slot]?.source ?? null;
    if (source === null) return [];
    nextId += 1;
    return [{ id: nextId, chosen, source }];
  }

  store.subscribe((state, before) => {
    const isBlocked = isBusy(state) || state.listing !== null;
    if (isBlocked && !isResting) rest();
    const isNew = state.planned !== null && state.planned.plan !== look?.planned.plan;
    if (isNew) begin(state.planned);
    if (!isBlocked && (isResting || isNew)) goOn();
    else if (state.parameters.recipe !== before.parameters.recipe) redraw();
  });
}

/** Whether a file may be of a kind that the first files had none of. */
function isUnusual({
  hasAlpha,
  orientation,
  failure,
  variant,
  width,
  height,
}: SurveyedFile): boolean {
  const ratio = (width ?? 1) / (height ?? 1);
  const isLong = ratio > 2 || ratio < 0.5;
  return hasAlpha || orientation !== 1 || failure !== null || variant !== null || isLong;
}
