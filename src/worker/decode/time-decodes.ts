import { rowBytesOf, type Recipe } from '../../core/recipe/recipe.ts';
import type { DecodeTimes } from '../../pool/wire/preview.ts';
import { makeRow, type MadeRow, type RowMakers } from '../../pipeline/make-row.ts';

/** Browser clocks tick in tenths of a millisecond, so work shorter than this is repeated. */
const READABLE_MS = 4;
const MAX_REPEATS = 40;
/** The modes alternate for at least this long, so that a disturbance affects only some passes. */
const ENOUGH_MS = 40;

interface Mode {
  readonly recipe: Recipe;
  /** The number of rows made per reading of the clock. */
  repeats: number;
  /** The best time for one row. */
  bestMs: number;
}

/**
 * Times making the row of one file from its bytes in memory, with `exact` and with `turbo`. The two
 * alternate and the best time of each counts, so that other load on the computer matters little.
 * There are no times if there is no row, or if `isWanted` returned false too soon.
 */
export async function timeDecodes(
  content: Uint8Array<ArrayBuffer>,
  recipe: Recipe,
  makers: RowMakers,
  isWanted: () => boolean,
): Promise<{ readonly outcome: MadeRow['outcome']; readonly times?: DecodeTimes }> {
  const exact = modeOf({ ...recipe, decode: 'exact' });
  const turbo = modeOf({ ...recipe, decode: 'turbo' });
  const beganAt = performance.now();
  for (;;) {
    const outcomes = [
      await timeMode(exact, content, makers),
      await timeMode(turbo, content, makers),
    ] as const;
    const failed = outcomes.find(({ verdict }) => verdict === 'failed');
    if (failed !== undefined) return { outcome: failed };
    const [, outcome] = outcomes;
    const times = { exactMs: exact.bestMs, turboMs: turbo.bestMs };
    const isTimed = Number.isFinite(times.exactMs) && Number.isFinite(times.turboMs);
    if (isTimed && performance.now() - beganAt >= ENOUGH_MS) return { outcome, times };
    if (!isWanted()) return { outcome };
  }
}

function modeOf(recipe: Recipe): Mode {
  return { recipe, repeats: 1, bestMs: Infinity };
}

/** Makes the row, and records the time if it was long enough to measure. */
async function timeMode(
  mode: Mode,
  content: Uint8Array<ArrayBuffer>,
  makers: RowMakers,
): Promise<MadeRow['outcome']> {
  const { recipe, repeats } = mode;
  const row = new Uint8Array(rowBytesOf(recipe));
  // decoding may change the bytes
  const first = content.slice();
  const others = Array.from({ length: repeats - 1 }, () => content.slice());
  const startedAt = performance.now();
  const { outcome } = await makeRow(first, recipe, makers, row);
  for (const bytes of others) await makeRow(bytes, recipe, makers, row);
  const ms = performance.now() - startedAt;
  const isReadable = repeats > 1 || ms >= READABLE_MS;
  if (isReadable) mode.bestMs = Math.min(mode.bestMs, ms / repeats);
  else mode.repeats = Math.min(MAX_REPEATS, Math.ceil((READABLE_MS + 0.1) / (ms + 0.1)));
  return outcome;
}
