import { describe, expect, it } from 'vitest';

import type { PreviewWorkers } from '../../../../src/app/state/preview/preview-workers.ts';
import { createPictureStore } from '../../../../src/app/state/preview/picture-store.ts';
import {
  createPreviewRows,
  type PreviewResult,
  type Sample,
} from '../../../../src/app/state/preview/preview-rows.ts';
import { DEFAULT_RECIPE, type Recipe } from '../../../../src/core/recipe/recipe.ts';
import type { SurveyedFile } from '../../../../src/formats/survey.ts';
import { NO_FACTS } from '../../../../src/core/verdict.ts';
import type { DecodeWorker } from '../../../../src/pool/decode-worker.ts';
import type { Preview, PreviewRequest } from '../../../../src/pool/wire/preview.ts';
import type { FileSource } from '../../../../src/app/platform/files/file-source.ts';

function sampleOf(id: number, width = 10): Sample {
  const nothing = {
    height: 10,
    failure: null,
    variant: null,
    hasAlpha: false,
    isOdd: false,
    orientation: 1,
  };
  const file: SurveyedFile = { slot: id, format: 'png', width, ...nothing };
  return { id, chosen: { file, difference: 'ordinary' }, source: new File([], `${id}`) };
}

const recipeOf = (width: number): Recipe => ({ ...DEFAULT_RECIPE, width });

/** Lanes whose workers answer when they are told to, with a row as wide as the recipe says. */
function setUp() {
  const asked: { request: PreviewRequest<FileSource>; answer: (preview?: null) => void }[] = [];
  const idsOf = new Map<number, Set<number>>();
  const closed: number[] = [];
  const drawn: number[] = [];
  let most = 0;
  let inFlight = 0;
  const picture = (width: number) => ({ width, height: 1, close: () => void closed.push(width) });
  const made = ({ recipe, wantsSource, wantsTimes }: PreviewRequest<FileSource>): Preview => ({
    outcome: { ...NO_FACTS, verdict: 'ok' },
    row: picture(recipe.width),
    source: wantsSource ? picture(1000) : null,
    ...(recipe.decode === 'turbo' && {
      exact: { row: picture(2000), differences: { largest: 3, sum: 9, bytes: 12 } },
    }),
    ...(wantsTimes === true && { times: { exactMs: 8, turboMs: 2 } }),
  });
  const workers: PreviewWorkers = {
    async ask(workerIndex, { call }) {
      inFlight += 1;
      most = Math.max(most, inFlight);
      const preview = (request: PreviewRequest<FileSource>): Promise<Preview | null> => {
        idsOf.set(workerIndex, (idsOf.get(workerIndex) ?? new Set()).add(request.id));
        return new Promise((resolve) => {
          asked.push({
            request,
            answer: (nothing) => resolve(nothing === null ? null : made(request)),
          });
        });
      };
      const answer = await call({ preview } as DecodeWorker<FileSource>);
      inFlight -= 1;
      return { kind: 'answered', answer };
    },
    release: () => undefined,
  };
  const pictures = createPictureStore();
  for (const id of [1, 2, 3, 4])
    pictures.attach(`row ${id}`, ({ width }) => void drawn.push(width));
  const news: number[] = [];
  const besides: PreviewResult['exact'][] = [];
  const openFile = async (source: FileSource) => source as File;
  const rows = createPreviewRows(workers, pictures, openFile, (id, { exact }) => {
    news.push(id);
    besides.push(exact);
  });
  const tick = () =>
    new Promise((resolve) => {
      setTimeout(resolve, 0);
    });
  /** Answers whatever is asked, until nothing more is. */
  async function answerAll(): Promise<void> {
    for (await tick(); asked.length > 0; await tick()) asked.shift()?.answer();
  }
  return {
    rows,
    pictures,
    asked,
    idsOf,
    closed,
    drawn,
    news,
    besides,
    tick,
    answerAll,
    most: () => most,
  };
}

describe('createPreviewRows', () => {
  it('A5 makes each row once for a recipe, two at a time, the large file apart from the small', async () => {
    const { rows, idsOf, drawn, news, answerAll, most } = setUp();
    rows.show([sampleOf(1, 9000), sampleOf(2), sampleOf(3), sampleOf(4)]);
    rows.redraw(recipeOf(64));
    await answerAll();
    await rows.settled();
    expect(drawn).toEqual([64, 64, 64, 64]);
    expect(new Set(news)).toEqual(new Set([1, 2, 3, 4]));
    expect(news).toHaveLength(4);
    expect(most()).toBe(2);
    expect([...idsOf.values()]).toEqual(expect.arrayContaining([new Set([1]), new Set([2, 3, 4])]));
  });

  it('A5 changes in a rapid series do not queue up: the last one is made next', async () => {
    const { rows, asked, drawn, tick, answerAll } = setUp();
    rows.show([sampleOf(1)]);
    for (const width of [1, 2, 3, 4, 5]) rows.redraw(recipeOf(width));
    await tick();
    expect(asked).toHaveLength(1);
    for (const width of [6, 7, 8, 9]) rows.redraw(recipeOf(width));
    await answerAll();
    expect(drawn).toEqual([1, 9]);
  });

  it('A5 the image as it is stored is asked for once', async () => {
    const { rows, asked, tick, answerAll } = setUp();
    rows.show([sampleOf(1)]);
    rows.redraw(recipeOf(1));
    await tick();
    expect(asked.map(({ request }) => request.wantsSource)).toEqual([true]);
    await answerAll();
    rows.redraw(recipeOf(2));
    await tick();
    expect(asked.map(({ request }) => request.wantsSource)).toEqual([false]);
  });

  it('A9 under turbo the row of exact goes to a canvas of its own, its differences to the news', async () => {
    const { rows, pictures, besides, answerAll } = setUp();
    const exact: number[] = [];
    pictures.attach('exact 1', ({ width }) => void exact.push(width));
    rows.show([sampleOf(1)]);
    rows.redraw({ ...recipeOf(3), decode: 'turbo' });
    await answerAll();
    rows.redraw(recipeOf(3));
    await answerAll();
    expect(exact).toEqual([2000]);
    const differences = { largest: 3, sum: 9, bytes: 12 };
    expect(besides).toEqual([{ hasRow: true, differences }, null]);
  });

  it('A9 a sample is timed by the worker that has it, and not while it rests', async () => {
    const { rows, asked, idsOf, tick, answerAll } = setUp();
    rows.show([sampleOf(1, 9000), sampleOf(2)]);
    const recipe: Recipe = { ...recipeOf(3), decode: 'turbo' };
    rows.redraw(recipe);
    await answerAll();
    const before = [...idsOf].map(([workerIndex, ids]) => [workerIndex, [...ids]]);
    const timing = rows.time(2, recipe);
    await tick();
    expect(asked[0]?.request).toMatchObject({
      id: 2,
      recipe,
      wantsSource: false,
      wantsTimes: true,
    });
    await answerAll();
    expect(await timing).toEqual({ exactMs: 8, turboMs: 2 });
    expect([...idsOf].map(([workerIndex, ids]) => [workerIndex, [...ids]])).toEqual(before);
    expect(await rows.time(3, recipe)).toBeNull();
    rows.suspend();
    expect(await rows.time(2, recipe)).toBeNull();
    expect(asked).toEqual([]);
  });

  it('A7 what comes while it rests is closed, and made again afterwards', async () => {
    const { rows, asked, drawn, closed, tick, answerAll } = setUp();
    rows.show([sampleOf(1)]);
    const recipe: Recipe = { ...recipeOf(3), decode: 'turbo' };
    rows.redraw(recipe);
    await tick();
    rows.suspend();
    asked.shift()?.answer();
    await tick();
    expect([drawn, closed]).toEqual([[], [3, 1000, 2000]]);
    rows.redraw(recipe);
    await answerAll();
    expect(drawn).toEqual([3]);
  });

  it('A7 an answer that a rest has forgotten is asked for again', async () => {
    const { rows, asked, drawn, news, tick, answerAll } = setUp();
    rows.show([sampleOf(1)]);
    rows.redraw(recipeOf(3));
    await tick();
    rows.suspend();
    rows.redraw(recipeOf(4));
    asked.shift()?.answer(null);
    await answerAll();
    expect([drawn, news]).toEqual([[4], [1]]);
  });

  it('A7 of a file that is no longer shown nothing is drawn', async () => {
    const { rows, asked, drawn, tick, answerAll } = setUp();
    rows.show([sampleOf(1)]);
    rows.redraw(recipeOf(3));
    await tick();
    rows.show([sampleOf(2)]);
    const { request } = asked[0] ?? {};
    expect(request?.id).toBe(1);
    await answerAll();
    expect(drawn).toEqual([3]);
  });
});
