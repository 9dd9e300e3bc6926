import type { Page } from '@playwright/test';

/**
 * Makes the page's clocks run this many times as fast from now on, so that a test need not wait for
 * deadlines of ten seconds: intervals are shorter, and performance.now() advances faster.
 */
export async function quickenClock(page: Page, times: number): Promise<void> {
  await page.evaluate((factor) => {
    const every = window.setInterval.bind(window);
    const now = performance.now.bind(performance);
    Object.assign(window, {
      setInterval: (call: () => void, ms: number) => every(call, ms / factor),
    });
    performance.now = () => now() * factor;
  }, times);
}

/** Makes all timeouts of the page's thread this many times as short, from the page's start. */
export async function quickenTimeouts(page: Page, times: number): Promise<void> {
  await page.addInitScript((factor) => {
    const later = window.setTimeout.bind(window);
    const quick = (call: TimerHandler, ms = 0, ...args: unknown[]) =>
      later(call, ms / factor, ...args);
    Object.assign(window, { setTimeout: quick });
  }, times);
}
