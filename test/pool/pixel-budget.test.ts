import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  budgetPixelsOf,
  createPixelBudget,
  type PixelPermit,
} from '../../src/pool/pixel-budget.ts';

interface Asked {
  readonly pixels: number;
  readonly turn: PixelPermit;
  state: 'waits' | 'holds' | 'ended';
}

/** Lets everything that was granted be known. */
async function settle(): Promise<void> {
  for (let i = 0; i < 5; i++) await Promise.resolve();
}

function ask(budget: ReturnType<typeof createPixelBudget>, pixels: number): Asked {
  const asked: Asked = { pixels, turn: budget.ask(pixels), state: 'waits' };
  void asked.turn.granted.then((isGranted) => {
    asked.state = isGranted ? 'holds' : 'ended';
  });
  return asked;
}

describe('a budget of pixels', () => {
  test('Q16 is never exceeded but by one image alone, and serves in the order of asking', async () => {
    const step = fc.oneof(
      fc.record({ ask: fc.integer({ min: 17, max: 180 }) }),
      fc.record({ end: fc.nat() }), // of what holds or waits: done, or its worker died
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 80 }), async (steps) => {
        const budget = createPixelBudget(100);
        const all: Asked[] = [];
        for (const next of steps) {
          const alive = all.filter(({ state }) => state !== 'ended');
          if ('ask' in next) all.push(ask(budget, next.ask));
          else if (alive.length > 0) {
            const ended = alive[next.end % alive.length];
            ended?.turn.end();
            if (ended) ended.state = 'ended';
          }
          await settle();
          const holding = all.filter(({ state }) => state === 'holds');
          const held = holding.reduce((sum, { pixels }) => sum + pixels, 0);
          expect(budget.heldPixels).toBe(held);
          if (held > 100) expect(holding).toHaveLength(1);
          const first = all.find(({ state }) => state === 'waits');
          // who waits longest waits for pixels, not for others who came later
          if (first) expect(held + first.pixels).toBeGreaterThan(100);
          if (first) expect(holding.length).toBeGreaterThan(0);
          const lastHolder = all.findLastIndex(({ state }) => state === 'holds');
          if (first) expect(all.indexOf(first)).toBeGreaterThan(lastHolder);
        }
        // nobody waits for ever: as holders end, all the others get their turn
        for (let i = 0; i < steps.length; i++) {
          const holder = all.find(({ state }) => state === 'holds');
          holder?.turn.end();
          if (holder) holder.state = 'ended';
          await settle();
        }
        expect(all.every(({ state }) => state === 'ended')).toBe(true);
        expect(budget.heldPixels).toBe(0);
      }),
      { seed: 16, numRuns: 300 },
    );
  });

  test('Q16 lets two images of 100 MP go one after the other, and three of 50 MP together', async () => {
    const budget = createPixelBudget(budgetPixelsOf(8));
    const large = [ask(budget, 100e6), ask(budget, 100e6)];
    await settle();
    expect(large.map(({ state }) => state)).toEqual(['holds', 'waits']);
    large[0]?.turn.end();
    large[1]?.turn.end();
    const medium = [ask(budget, 50e6), ask(budget, 50e6), ask(budget, 50e6), ask(budget, 50e6)];
    await settle();
    expect(medium.map(({ state }) => state)).toEqual(['holds', 'holds', 'holds', 'waits']);
  });

  test('Q7 one who no longer waits is told so, and to end twice gives nothing back twice', async () => {
    const budget = createPixelBudget(100);
    const first = ask(budget, 60);
    const second = ask(budget, 60);
    second.turn.end();
    expect(await second.turn.granted).toBe(false);
    first.turn.end();
    first.turn.end();
    expect(budget.heldPixels).toBe(0);
    expect(await budget.ask(100).granted).toBe(true);
  });

  test('Q16 is smaller where there is less memory', () => {
    const budgets = [undefined, 8, 4, 2, 0.5].map(budgetPixelsOf);
    expect(budgets).toEqual([160e6, 160e6, 80e6, 40e6, 10e6]);
  });
});
