import { rowBytesOf, type Recipe } from '../core/recipe.ts';
import type { DecodeTimes } from '../pool/wire.ts';
import { makeRow, type MadeRow, type RowMakers } from '../rows/make-row.ts';

/** Clocks of browsers tick in tenths of a millisecond: small images are done again and again. */
const ENOUGH_MS = 40;

/**
 * How long it takes to make the row of one file under `exact` and under `turbo`, from its bytes in
 * memory: both in turns, and the best of each, so that what else goes on in the computer counts
 * little. Once each at least; no times where there is no row.
 */
export async function timeDecodes(
  content: Uint8Array<ArrayBuffer>,
  recipe: Recipe,
  makers: RowMakers,
  mayGoOn: () => boolean,
): Promise<{ readonly outcome: MadeRow['outcome']; readonly times?: DecodeTimes }> {
  const row = new Uint8Array(rowBytesOf(recipe));
  async function time(decode: Recipe['decode']) {
    const bytes = content.slice(); // which may be changed
    const startedAt = performance.now();
    const { outcome } = await makeRow(bytes, { ...recipe, decode }, makers, row);
    return { outcome, ms: performance.now() - startedAt };
  }
  let [exactMs, turboMs] = [Infinity, Infinity];
  const beganAt = performance.now();
  for (;;) {
    const exact = await time('exact');
    const turbo = await time('turbo');
    const { outcome } = turbo;
    if ([exact, turbo].some((made) => made.outcome.verdict === 'failed')) return { outcome };
    exactMs = Math.min(exactMs, exact.ms);
    turboMs = Math.min(turboMs, turbo.ms);
    const isEnough = performance.now() - beganAt >= ENOUGH_MS;
    if (isEnough || !mayGoOn()) return { outcome, times: { exactMs, turboMs } };
  }
}
