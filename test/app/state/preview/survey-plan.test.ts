import { describe, expect, it } from 'vitest';

import {
  createSurvey,
  type AskSurvey,
  type SurveyPart,
} from '../../../../src/app/state/preview/survey-plan.ts';
import type { SurveyedFile } from '../../../../src/formats/survey.ts';

const imagesOf = (count: number) =>
  Array.from({ length: count }, (_, slot) => ({ slot, source: new File([], `${slot}`) }));

function told(slot: number): SurveyedFile {
  const nothing = {
    width: 1,
    height: 1,
    variant: null,
    hasAlpha: false,
    isOdd: false,
    orientation: 1,
  };
  return { slot, format: 'png', failure: null, ...nothing };
}

const tell: AskSurvey = async (_workerIndex, batch) => batch.map(({ slot }) => told(slot));

async function slotsOf(
  survey: ReturnType<typeof createSurvey>,
  ask = tell,
  mayGoOn: (parts: number) => boolean = () => true,
) {
  const parts: SurveyPart[] = [];
  await survey.run(
    ask,
    () => mayGoOn(parts.length),
    (part) => void parts.push(part),
  );
  return parts;
}

const slots = (parts: readonly SurveyPart[]) =>
  parts.flatMap(({ files }) => files.map(({ slot }) => slot));

describe('createSurvey', () => {
  it('A6 surveys every file once, an even sample of them first', async () => {
    const parts = await slotsOf(createSurvey(imagesOf(1000), () => null));
    const surveyed = slots(parts);
    expect(surveyed.toSorted((a, b) => a - b)).toEqual(imagesOf(1000).map(({ slot }) => slot));
    const first = parts.findIndex(({ isFirstDone }) => isFirstDone);
    const early = slots(parts.slice(0, first + 1));
    expect(early).toHaveLength(128);
    expect(early.slice(0, 3)).toEqual([0, 7, 15]);
    expect(Math.max(...early)).toBeGreaterThan(980);
    expect(parts.filter(({ isFirstDone }) => isFirstDone)).toHaveLength(1);
  });

  it('A6 few files are all among the first', async () => {
    const parts = await slotsOf(createSurvey(imagesOf(40), () => null));
    expect(parts.map(({ surveyed, isFirstDone }) => [surveyed, isFirstDone])).toEqual([
      [32, false],
      [8, true],
    ]);
  });

  it('A6 hands over in one order, whichever answer comes first, and asks for two at a time', async () => {
    let inFlight = 0;
    let most = 0;
    const ask: AskSurvey = async (workerIndex, batch) => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      await new Promise((resolve) => {
        setTimeout(resolve, workerIndex === 0 ? 5 : 0);
      });
      inFlight -= 1;
      return tell(workerIndex, batch);
    };
    const slow = await slotsOf(
      createSurvey(imagesOf(300), () => null),
      ask,
    );
    const quick = await slotsOf(createSurvey(imagesOf(300), () => null));
    expect(slots(slow)).toEqual(slots(quick));
    expect(most).toBe(2);
  });

  it('A7 goes on where it was left, and loses nothing', async () => {
    const survey = createSurvey(imagesOf(500), () => null);
    const first = await slotsOf(survey, tell, (parts) => parts < 3);
    const nobody = await slotsOf(survey, async () => null);
    const rest = await slotsOf(survey);
    expect(first).toHaveLength(3);
    expect(nobody).toEqual([]);
    const all = [...slots(first), ...slots(rest)];
    expect(all.toSorted((a, b) => a - b)).toEqual(imagesOf(500).map(({ slot }) => slot));
  });

  it('A7 files that cannot be opened are surveyed at all the same', async () => {
    const ask: AskSurvey = async (workerIndex, batch) => tell(workerIndex, batch.slice(1));
    const parts = await slotsOf(
      createSurvey(imagesOf(64), () => null),
      ask,
    );
    expect(parts.map(({ surveyed, files }) => [surveyed, files.length])).toEqual([
      [32, 31],
      [32, 31],
    ]);
  });
});
