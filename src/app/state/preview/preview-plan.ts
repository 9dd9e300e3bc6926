import type { StoreApi } from 'zustand/vanilla';

import { chooseSamples, type ChosenFile } from '../../../formats/choose-samples.ts';
import { withAdvice } from '../../../core/plan/placeholder.ts';
import { draftScaleOf } from '../../../core/recipe/draft.ts';
import type { Recipe } from '../../../core/recipe/recipe.ts';
import { countSurveyed, NOTHING_COUNTED, type SurveyedFile } from '../../../formats/survey.ts';
import type { DecodeWorker } from '../../../pool/decode-worker.ts';
import type { Batch } from '../../../pool/wire/batch.ts';
import type { WorkerPool } from '../../../pool/worker-pool.ts';
import type { FileSource } from '../../platform/files/file-source.ts';
import type { Platform } from '../../platform/platform.ts';
import { createPreviewWorkers } from './preview-workers.ts';
import type { PictureStore } from './picture-store.ts';
import { createPreviewRows, type PreviewRows, type Sample } from './preview-rows.ts';
import type { PlanView, PreviewPair, PreviewView, SessionState } from '../session-state.ts';
import { canChangeRecipe } from '../../../run/run-state.ts';
import { createSurvey, type Survey, type SurveyPart } from './survey-plan.ts';
import { createTurboTimes, type TurboTimes } from './turbo-times.ts';

/** The number of files that samples are chosen from: enough for variety, but bounded. */
const MAX_CANDIDATES = 512;
/** The interval between updates of the counts. */
const SHOW_INTERVAL_MS = 200;

interface PlanPreview {
  readonly planned: PlanView;
  readonly survey: Survey;
  readonly files: number;
  readonly candidates: SurveyedFile[];
  samples: readonly Sample[];
  counts: PreviewView['counts'];
  lastShown: number;
  isSurveying: boolean;
}

/**
 * Previews the files of a plan before its run: counts their kinds, and shows some of them beside
 * their rows. It follows the store: it begins when there is a plan, redraws if the recipe changes,
 * is suspended while anything is running or being listed, and ends when the plan is replaced.
 */
export function previewPlan(
  store: StoreApi<SessionState>,
  platform: Pick<Platform, 'openFile'>,
  pool: WorkerPool<FileSource>,
  pictures: PictureStore,
): void {
  const workers = createPreviewWorkers(pool);
  let current: PlanPreview | null = null;
  let rows: PreviewRows | null = null;
  let nextId = 0;
  let isSuspended = false;
  let redraws = 0;
  let times: TurboTimes | null = null;
  let timing: Promise<void> = Promise.resolve();

  function update(changed: (view: PreviewView) => Partial<PreviewView>): void {
    const view = store.getState().preview;
    if (view !== null) store.setState({ preview: { ...view, ...changed(view) } });
  }

  function suspend(): void {
    isSuspended = true;
    rows?.suspend();
    workers.release();
    update(() => ({ isBehind: false, isTiming: false })); // no rows are being made
  }

  function begin(planned: PlanView): void {
    pictures.clear();
    const { slots } = planned.plan;
    const unopened = slots.reduce((count, { source }) => count + (source === null ? 1 : 0), 0);
    const files = slots.length - unopened;
    current = {
      planned,
      survey: createSurvey(slots, planned.stats.get),
      files,
      candidates: [],
      samples: [],
      counts: NOTHING_COUNTED,
      lastShown: 0,
      isSurveying: false,
    };
    rows = createPreviewRows(workers, pictures, platform.openFile, (id, news) =>
      updatePair(id, { ...news, times: null }),
    );
    times = createTurboTimes(rows.time, (id, measured) => updatePair(id, { times: measured }));
    const view = { counts: NOTHING_COUNTED, files, pairs: [], reason: null };
    store.setState({ preview: { ...view, isBehind: true, isTiming: false } });
  }

  function updatePair(id: number, changed: Partial<PreviewPair>): void {
    update(({ pairs }) => ({
      pairs: pairs.map((pair) => (pair.id === id ? changedPair(pair, changed) : pair)),
    }));
  }

  function resume(): void {
    isSuspended = false;
    redraw();
    if (current !== null) void continueSurvey(current);
  }

  /** Makes the rows again with the current recipe. */
  function redraw(): void {
    const drawing = rows;
    if (drawing === null || isSuspended) return;
    const { recipe } = store.getState().parameters;
    redraws += 1;
    const mine = redraws;
    const isLatest = (): boolean => mine === redraws && drawing === rows && !isSuspended;
    drawing.redraw(recipe);
    const isTiming = recipe.decode === 'turbo';
    update(() => ({ isBehind: true, isTiming }));
    void drawing.settled().then(() => {
      if (!isLatest()) return;
      update(() => ({ isBehind: false }));
      if (isTiming) timing = timing.then(() => measure(recipe, isLatest));
    });
  }

  /** Measures the speed-up of turbo on the samples that it affects. */
  async function measure(recipe: Recipe, isLatest: () => boolean): Promise<void> {
    if (!isLatest()) return;
    const drafted = (store.getState().preview?.pairs ?? []).filter(
      ({ chosen, outcome }) =>
        outcome?.verdict !== 'failed' && draftScaleOf(recipe, chosen.file) > 1,
    );
    const ids = drafted.map(({ id }) => id);
    await times?.measure(ids, recipe, isLatest);
    if (isLatest()) update(() => ({ isTiming: false }));
  }

  async function continueSurvey(preview: PlanPreview): Promise<void> {
    if (preview.isSurveying) return;
    preview.isSurveying = true;
    let isGivenUp = false;
    const isWanted = (): boolean => preview === current && !isSuspended && !isGivenUp;
    async function ask(workerIndex: number, batch: Batch<FileSource>) {
      const call = (worker: DecodeWorker<FileSource>) => worker.survey(batch);
      const result = await workers.ask(workerIndex, {
        isHeavy: false,
        call,
      });
      if (result.kind === 'answered') return result.answer;
      if (result.kind === 'given-up' && isWanted()) {
        isGivenUp = true;
        update(() => ({ reason: result.detail }));
      }
      return null;
    }
    // repeated if a worker died, or if it was suspended and resumed before it noticed
    while (isWanted() && preview.counts.surveyed < preview.files) {
      await preview.survey.run(ask, isWanted, async (part) => {
        addPart(preview, part);
        await rows?.settled(); // the user is waiting for these
        await timing; // the survey would disturb it
      });
    }
    preview.isSurveying = false;
    if (preview === current) show(preview);
  }

  function addPart(preview: PlanPreview, { surveyed, files, isFirstDone }: SurveyPart): void {
    preview.counts = countSurveyed(preview.counts, surveyed, files);
    const isFirst = preview.samples.length === 0;
    const interesting = isFirst ? files : files.filter(isUnusual);
    const room = MAX_CANDIDATES - preview.candidates.length;
    const added = interesting.slice(0, room);
    preview.candidates.push(...added);
    if (isFirstDone || (!isFirst && added.length > 0)) chooseAgain(preview);
    if (isFirstDone || performance.now() - preview.lastShown > SHOW_INTERVAL_MS) show(preview);
  }

  function show(preview: PlanPreview): void {
    preview.lastShown = performance.now();
    update(() => ({ counts: preview.counts }));
  }

  function chooseAgain(preview: PlanPreview): void {
    const before = preview.samples.map(({ chosen }) => chosen);
    const chosen = chooseSamples(preview.candidates, before);
    if (chosen.length === before.length && chosen.every((file, i) => file === before[i])) return;
    preview.samples = chosen.flatMap((file) => sampleOf(file, preview));
    const { samples } = preview;
    update(({ pairs }) => ({
      pairs: samples.map(({ id, chosen: shown }) => {
        const path = preview.planned.plan.slots[shown.file.slot]?.path ?? '';
        const nothing = { outcome: null, hasSource: false, exact: null, times: null };
        return pairs.find((pair) => pair.id === id) ?? { id, path, chosen: shown, ...nothing };
      }),
    }));
    rows?.show(samples);
    redraw();
  }

  function sampleOf(chosen: ChosenFile, preview: PlanPreview): readonly Sample[] {
    const known = preview.samples.find((sample) => sample.chosen === chosen);
    if (known !== undefined) return [known];
    const source = preview.planned.plan.slots[chosen.file.slot]?.source ?? null;
    if (source === null) return [];
    nextId += 1;
    return [{ id: nextId, chosen, source }];
  }

  store.subscribe((state, before) => {
    const isBlocked = !canChangeRecipe(state.run) || state.listing !== null;
    if (isBlocked && !isSuspended) suspend();
    const isNew = state.planned !== null && state.planned.plan !== current?.planned.plan;
    if (isNew) begin(state.planned);
    if (!isBlocked && (isSuspended || isNew)) resume();
    else if (state.parameters.recipe !== before.parameters.recipe) redraw();
  });
}

function changedPair(pair: PreviewPair, changed: Partial<PreviewPair>): PreviewPair {
  const { outcome } = changed;
  if (outcome === undefined || outcome === null) return { ...pair, ...changed };
  return { ...pair, ...changed, outcome: withAdvice(pair.path, outcome) }; // as in the manifest
}

/** Whether a file may be of a kind that is missing from the first files. */
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
