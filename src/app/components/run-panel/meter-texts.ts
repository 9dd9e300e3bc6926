import { STAGES, type StageTimes } from '../../../core/comparison/report.ts';
import { amountText, countText, percentText, rateText } from '../quantity-text.ts';
import { STAGE_TEXTS } from '../stage-texts.ts';

/** The speed of the last seconds. */
export function ratesText(rates: readonly number[]): string {
  if (rates.length === 0) return 'measuring';
  const [least, most] = [Math.min(...rates), Math.max(...rates)];
  return `${rangeOf(least, most)}, last ${rates.length} s`;
}

function rangeOf(least: number, most: number): string {
  const [from, to] = [rateText(least), rateText(most)];
  return from === to ? from : `${from.replace(' images/s', '')} to ${to}`;
}

/** How busy the workers are; each of them if they are few. */
export function busyText(busy: readonly number[]): string {
  const shares = busy.map((share) => countText(share * 100));
  const [least, most] = [Math.min(...busy) * 100, Math.max(...busy) * 100];
  const text = busy.length <= 4 ? shares.join(', ') : `${countText(least)} to ${countText(most)}`;
  return `${amountText(busy.length, 'worker')} busy: ${text} %`;
}

/** A share below this is left out. */
const LEAST_SHARE = 0.01;

/** The stages of the workers' time, the longest first. */
export function stagesText(stages: StageTimes): string {
  return STAGES.filter((stage) => stages[stage] >= LEAST_SHARE)
    .toSorted((a, b) => stages[b] - stages[a])
    .map((stage) => `${STAGE_TEXTS[stage]} ${percentText(stages[stage])}`)
    .join(', ');
}
