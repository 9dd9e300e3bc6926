import type { Recipe } from '../../../core/recipe/recipe.ts';
import type { DecodeTimes } from '../../../pool/wire/preview.ts';

/** A disturbance may affect one round, but hardly all of them. */
const MAX_ROUNDS = 3;
/** After two rounds this is enough for a file: a disturbance matters little then. */
const ENOUGH_MS = 500;

interface Timing {
  readonly recipe: Recipe;
  readonly rounds: number;
  readonly spentMs: number;
  /** The best of all rounds; null if the file cannot be timed. */
  readonly times: DecodeTimes | null;
}

export interface TurboTimes {
  /**
   * Times the samples that have no times for this recipe, until `isWanted` returns false. One at a
   * time, so that they do not disturb each other.
   */
  measure(ids: readonly number[], recipe: Recipe, isWanted: () => boolean): Promise<void>;
}

/** Measures the speed-up of `turbo` on samples; `time` asks a worker for one round. */
export function createTurboTimes(
  time: (id: number, recipe: Recipe) => Promise<DecodeTimes | null>,
  onTimes: (id: number, times: DecodeTimes) => void,
): TurboTimes {
  const timings = new Map<number, Timing>();
  return {
    async measure(ids, recipe, isWanted) {
      for (const id of ids) {
        const known = timings.get(id);
        const blank = { recipe, rounds: 0, spentMs: 0, times: null };
        let timing: Timing = known?.recipe === recipe ? known : blank;
        while (!isDone(timing)) {
          const startedAt = performance.now();
          const times = await time(id, recipe);
          if (!isWanted()) return;
          timing = addRound(timing, times, performance.now() - startedAt);
          timings.set(id, timing);
        }
        if (timing.times !== null) onTimes(id, timing.times);
      }
    },
  };
}

function isDone({ rounds, spentMs, times }: Timing): boolean {
  if (rounds > 0 && times === null) return true;
  return rounds >= MAX_ROUNDS || (rounds >= 2 && spentMs >= ENOUGH_MS);
}

function addRound(before: Timing, round: DecodeTimes | null, ms: number): Timing {
  const times =
    round === null || before.times === null
      ? round
      : {
          exactMs: Math.min(before.times.exactMs, round.exactMs),
          turboMs: Math.min(before.times.turboMs, round.turboMs),
        };
  return { ...before, rounds: before.rounds + 1, spentMs: before.spentMs + ms, times };
}
