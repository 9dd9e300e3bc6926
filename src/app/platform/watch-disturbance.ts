import type { Disturbance } from '../../core/comparison/report.ts';

const TICK_MS = 100;
/** Browsers let the timers of a page in the background go once a second. */
const LATE_MS = 900;

/**
 * Watches whether the page is hidden, or its timers come late. Call the result to end that; it returns the
 * disturbance, or null.
 */
export function watchDisturbance(): () => Disturbance | null {
  let wasHidden = document.hidden;
  let latest = performance.now();
  let longestMs = 0;
  const tick = (): void => {
    const now = performance.now();
    longestMs = Math.max(longestMs, now - latest);
    latest = now;
  };
  const hide = (): void => {
    wasHidden ||= document.hidden;
  };
  const timer = setInterval(tick, TICK_MS);
  document.addEventListener('visibilitychange', hide);
  return () => {
    tick();
    clearInterval(timer);
    document.removeEventListener('visibilitychange', hide);
    if (wasHidden) return 'hidden';
    return longestMs > LATE_MS ? 'throttled' : null;
  };
}
