const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * How long ago it was, both in milliseconds since 1970: `just now`, `3 minutes ago`, `yesterday`,
 * `2 months ago`. Days are those of the calendar here. If the clock was put back, returns `just now`.
 */
export function agoText(thenMs: number, nowMs: number): string {
  const agoMs = nowMs - thenMs;
  if (agoMs < MINUTE_MS) return 'just now';
  if (agoMs < HOUR_MS) return relative.format(-Math.floor(agoMs / MINUTE_MS), 'minute');
  if (agoMs < DAY_MS) return relative.format(-Math.floor(agoMs / HOUR_MS), 'hour');
  // rounded, as a day on which clocks are set is 23 or 25 hours long
  const days = Math.round((midnightMs(nowMs) - midnightMs(thenMs)) / DAY_MS);
  if (days < 60) return relative.format(-days, 'day');
  return days < 730
    ? relative.format(-Math.floor(days / 30), 'month')
    : relative.format(-Math.floor(days / 365), 'year');
}

function midnightMs(timeMs: number): number {
  return new Date(timeMs).setHours(0, 0, 0, 0);
}
