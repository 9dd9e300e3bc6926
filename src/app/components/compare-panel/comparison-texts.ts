import type { Cell, Way } from '../../../core/comparison/cell.ts';
import type { Interval } from '../../../core/statistics.ts';
import type { Disturbance } from '../../../core/comparison/report.ts';
import type { Doing } from '../../../run/compare/run-comparison.ts';
import { amountText, durationText } from '../quantity-text.ts';

export const WAY_TEXTS: Readonly<Record<Way, string>> = {
  canvas: 'Browser canvas',
  plain: 'Plain TypeScript',
  exact: 'Exact',
  turbo: 'Turbo',
};

/** Under the name of each way. */
export const WAY_HINTS: Readonly<Record<Way, string>> = {
  canvas: 'createImageBitmap and drawImage, as most pages do it',
  plain: 'the rows of exact, but scaled by plain TypeScript instead of WebAssembly',
  exact: 'decoded in full and scaled by WebAssembly',
  turbo: 'JPEGs are decoded at 1/2, 1/4 or 1/8',
};

export const DISTURBANCE_TEXTS: Readonly<Record<Disturbance, string>> = {
  hidden: 'the tab was hidden',
  throttled: 'the browser’s timers came late',
  busy: 'other programs took more of the cores than in the best round',
  slow: 'it took longer than the usual noise explains',
};

/** `Turbo, 8 workers`; with a batch size `Turbo, 8 workers, batches of 64`. */
export function cellText({ way, workers, batch }: Cell): string {
  const batches = batch === null ? '' : `, batches of ${batch}`;
  return `${WAY_TEXTS[way]}, ${amountText(workers, 'worker')}${batches}`;
}

/** The step that a comparison is at. */
export function doingText(doing: Doing | null, rounds: number): string {
  if (doing === null) return 'starting';
  if (doing.kind === 'warm-up') return `warming up: ${WAY_TEXTS[doing.way]}`;
  const text = cellText(doing.cell);
  if (doing.kind === 'repeat') return `repeating what was disturbed: ${text}`;
  return `round ${doing.round} of ${rounds}: ${text}`;
}

/** Two digits behind the point below 10, one below 100. */
export function timesText(factor: number): string {
  const digits = factor < 10 ? 2 : factor < 100 ? 1 : 0;
  return `${factor.toFixed(digits)} ×`;
}

/** Milliseconds of an image. */
export function msText(ms: number): string {
  return `${ms.toFixed(ms < 10 ? 2 : ms < 100 ? 1 : 0)} ms`;
}

/** `21 min 4 s to 23 min 10 s`, or one duration if both read the same. */
export function durationRangeText({ low, high }: Interval): string {
  const [from, to] = [durationText(low), durationText(high)];
  if (from === to) return from;
  const isSameUnit = /^[\d.]+ s$/.test(from) && /^[\d.]+ s$/.test(to);
  return `${isSameUnit ? from.slice(0, -2) : from} to ${to}`;
}
