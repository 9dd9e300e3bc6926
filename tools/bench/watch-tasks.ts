import type { Page } from '@playwright/test';

/** A task of 50 ms or more on the page's thread, in milliseconds of the page's clock. */
export interface LongTask {
  readonly startMs: number;
  readonly durationMs: number;
}

declare global {
  interface Window {
    longTasks?: LongTask[];
  }
}

/** Has the page note its long tasks from now on. Browsers report those of 50 ms and more only. */
export function watchLongTasks(page: Page): Promise<void> {
  return page.evaluate(() => {
    const noted: LongTask[] = [];
    window.longTasks = noted;
    const observer = new PerformanceObserver((tasks) => {
      for (const { startTime, duration } of tasks.getEntries()) {
        noted.push({ startMs: startTime, durationMs: duration });
      }
    });
    observer.observe({ type: 'longtask' });
  });
}

/** The long tasks that were noted since the last call. */
export function readLongTasks(page: Page): Promise<readonly LongTask[]> {
  // entries are reported in a task of their own
  return page.evaluate(
    () =>
      new Promise<readonly LongTask[]>((resolve) => {
        setTimeout(() => resolve(window.longTasks?.splice(0) ?? []), 100);
      }),
  );
}

/** The longest of some tasks in milliseconds; 0 if there are none. */
export function longestOf(tasks: readonly LongTask[]): number {
  return tasks.reduce((longest, { durationMs }) => Math.max(longest, durationMs), 0);
}
