import { describe, expect, it } from 'vitest';

import { createTurboTimes } from '../../../../src/app/state/preview/turbo-times.ts';
import { DEFAULT_RECIPE, type Recipe } from '../../../../src/core/recipe/recipe.ts';
import type { DecodeTimes } from '../../../../src/pool/wire/preview.ts';

const RECIPE: Recipe = { ...DEFAULT_RECIPE, decode: 'turbo' };

/** Times of 10 × id and id milliseconds, and more in earlier rounds; of 7 there are none. */
function setUp() {
  const asked: number[] = [];
  const told: [id: number, times: DecodeTimes][] = [];
  let inFlight = 0;
  let most = 0;
  const time = async (id: number): Promise<DecodeTimes | null> => {
    inFlight += 1;
    most = Math.max(most, inFlight);
    asked.push(id);
    const round = asked.filter((other) => other === id).length;
    await Promise.resolve();
    inFlight -= 1;
    return id === 7
      ? null
      : { exactMs: 10 * id + (3 - round), turboMs: id + (round === 1 ? 0 : 5) };
  };
  const times = createTurboTimes(time, (id, measured) => void told.push([id, measured]));
  return { times, asked, told, most: () => most };
}

const always = (): boolean => true;

describe('createTurboTimes', () => {
  it('A9 takes the best of several rounds of each mode, one image at a time', async () => {
    const { times, asked, told, most } = setUp();
    await times.measure([1, 2], RECIPE, always);
    expect(asked).toEqual([1, 1, 1, 2, 2, 2]);
    expect(told).toEqual([
      [1, { exactMs: 10, turboMs: 1 }],
      [2, { exactMs: 20, turboMs: 2 }],
    ]);
    expect(most()).toBe(1);
  });

  it('A9 a file that cannot be timed is asked once, and holds up no other', async () => {
    const { times, asked, told } = setUp();
    await times.measure([7, 1], RECIPE, always);
    await times.measure([7, 1], RECIPE, always);
    expect(asked).toEqual([7, 1, 1, 1]);
    expect(told.map(([id]) => id)).toEqual([1, 1]);
  });

  it('A7 it ends when it is told to, and goes on where it was with the same recipe', async () => {
    const { times, asked, told } = setUp();
    await times.measure([1, 2], RECIPE, () => asked.length < 4);
    expect(told.map(([id]) => id)).toEqual([1]);
    await times.measure([1, 2], RECIPE, always);
    expect(asked).toEqual([1, 1, 1, 2, 2, 2, 2]); // an answer that came too late does not count
    expect(told.map(([id]) => id)).toEqual([1, 1, 2]);
  });

  it('A9 another recipe is measured anew', async () => {
    const { times, asked } = setUp();
    await times.measure([1], RECIPE, always);
    await times.measure([1], { ...RECIPE, width: 9 }, always);
    expect(asked).toHaveLength(6);
  });
});
