import { draftScaleOf } from '../../../core/recipe/draft.ts';
import type { Recipe } from '../../../core/recipe/recipe.ts';
import { meanDifference, totalDifferences } from '../../../core/row-differences.ts';
import type { DecodeTimes } from '../../../pool/wire/preview.ts';
import type { PreviewView, PreviewPair } from '../../state/session-state.ts';
import { amountText } from '../quantity-text.ts';

/** The difference between the two rows of a file; null until it is known. */
export function pairDifferenceText(pair: PreviewPair, recipe: Recipe): string | null {
  const { exact, chosen } = pair;
  const differences = exact?.differences ?? null;
  if (differences === null) return null;
  const { largest } = differences;
  if (largest > 0) {
    const mean = levelsText(meanDifference(differences));
    return `largest difference ${largest}, mean ${mean}`;
  }
  if (draftScaleOf(recipe, chosen.file) > 1) return 'identical';
  return chosen.file.format === 'jpeg'
    ? 'identical: smaller than twice the row, nothing to skip'
    : 'identical: not a JPEG, nothing to skip';
}

/** The time for one row with each decoder; null until it is known. */
export function pairTimesText({ times }: PreviewPair): string | null {
  if (times === null) return null;
  const text = (ms: number): string => `${ms.toFixed(ms < 9.95 ? 1 : 0)}\u00a0ms`;
  return `${text(times.exactMs)} exact, ${text(times.turboMs)} Turbo`;
}

/** The differences between the rows of all files shown. */
export function allDifferencesText({ pairs, isBehind }: PreviewView): string {
  const compared = pairs.flatMap(({ exact }) => exact?.differences ?? []);
  if (compared.length === 0) {
    return isBehind ? 'Comparing exact with Turbo …' : 'There are no rows to compare.';
  }
  const total = totalDifferences(compared);
  const differing = compared.filter(({ largest }) => largest > 0).length;
  const rows = amountText(compared.length, 'row');
  if (differing === 0) return `Exact and Turbo: no byte differs in ${rows}.`;
  const mean = levelsText(meanDifference(total));
  return `Exact and Turbo: ${differing} of ${rows} differ. Largest difference ${total.largest} of 255, mean ${mean} over all ${rows}.`;
}

/** The speed-up over all files shown; null if there is none to report. */
export function speedUpText({ pairs, isTiming }: PreviewView, recipe: Recipe): string | null {
  const drafted = pairs.filter(({ chosen }) => draftScaleOf(recipe, chosen.file) > 1);
  if (pairs.length === 0) return null;
  if (drafted.length === 0) {
    return 'No JPEG here is at least twice as wide and high as the row: Turbo has nothing to skip.';
  }
  if (isTiming) return 'Measuring the speed-up …';
  const timed = drafted.flatMap(({ times }) => times ?? []);
  if (timed.length === 0) return null;
  const images = amountText(timed.length, 'JPEG');
  return `Turbo decodes ${images} at reduced size: ${ratioText(timed)}, one image at a time.`;
}

function ratioText(timed: readonly DecodeTimes[]): string {
  const sum = (times: readonly number[]): number => times.reduce((all, ms) => all + ms, 0);
  const exactMs = sum(timed.map((times) => times.exactMs));
  const turboMs = sum(timed.map((times) => times.turboMs));
  const ratio = exactMs / turboMs;
  const shown = ratio < 9.95 ? ratio.toFixed(1) : ratio.toFixed(0);
  if (ratio >= 1.05) return `about ${shown}\u00a0× as fast`;
  return ratio >= 0.95 ? 'as fast as exact' : `slower (${shown}\u00a0× as fast)`;
}

/** A mean difference, in levels of 0 to 255. */
function levelsText(mean: number): string {
  if (mean > 0 && mean < 0.01) return 'under 0.01';
  return mean < 10 ? mean.toFixed(2) : mean.toFixed(1);
}
