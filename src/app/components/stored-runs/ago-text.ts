const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * The time between two instants in milliseconds since 1970: `just now`, `3 minutes ago`,
 * `yesterday`, `2 months ago`. Days are calendar days in local time. Returns `just now` if the
 * clock was set back.
 */
export function agoText(thenMs: number, nowMs: number): string {
  const agoMs = nowMs - thenMs;
  if (agoMs < MINUTE_MS) return 'just now';
  if (agoMs < HOUR_MS) return relative.format(-Math.floor(agoMs / MINUTE_MS), 'minute');
  if (agoMs < DAY_MS) return relative.format(-Math.floor(agoMs / HOUR_MS), 'hour');
  // rounded, because days are 23 or 25 hours long when daylight saving time begins or ends
  const days = Math.round((midnightMs(nowMs) - midnightMs(thenMs)) / DAY_MS);
  if (days < 60) return relative.format(-days, 'day');
  return days < 730
    ? relative.format(-Math.floor(days / 30), 'month')
    : relative.format(-Math.floor(days / 365), 'year');
}

function midnightMs(timeMs: number): number {
  return new Date(timeMs).setHours(0, 0, 0, 0);
}
