import { describe, expect, it } from 'vitest';

import { agoText } from '../../../../src/app/components/stored-runs/ago-text.ts';

const NOON = new Date(2026, 4, 20, 12).getTime();

describe('A13 how long ago an earlier run was', () => {
  it.each([
    [0, 'just now'],
    [59, 'just now'],
    [60, '1 minute ago'],
    [3 * 60 + 59, '3 minutes ago'],
    [3600, '1 hour ago'],
    [23 * 3600, '23 hours ago'],
  ])('%i seconds', (seconds, text) => {
    expect(agoText(NOON - seconds * 1000, NOON)).toBe(text);
  });

  it('counts days as the calendar does', () => {
    const nightly = new Date(2026, 4, 20, 1).getTime();
    expect(agoText(new Date(2026, 4, 19, 0, 30).getTime(), nightly)).toBe('yesterday');
    // 26 hours before one o'clock at night is the day before yesterday
    expect(agoText(new Date(2026, 4, 18, 23).getTime(), nightly)).toBe('2 days ago');
    expect(agoText(new Date(2026, 3, 10).getTime(), NOON)).toBe('40 days ago');
  });

  it('counts months and years roughly', () => {
    expect(agoText(new Date(2026, 1, 10).getTime(), NOON)).toBe('3 months ago');
    expect(agoText(new Date(2023, 1, 10).getTime(), NOON)).toBe('3 years ago');
  });

  it('takes a clock that was put back for no time at all', () => {
    expect(agoText(NOON + 5_000_000, NOON)).toBe('just now');
  });
});
