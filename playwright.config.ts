import { availableParallelism } from 'node:os';

import { defineConfig, devices } from '@playwright/test';

import { chromiumOptions } from './tools/drive/launch-browser.ts';

// Tests serve the built page themselves (e2e/test.ts): on a free port, and at a sub-path too.
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  // Each worker has a browser of its own: a test may kill it without another one noticing.
  fullyParallel: true,
  workers: Math.max(2, availableParallelism()),
  forbidOnly: true,
  // Browsers are killed, starved and cut off here, a hundred times in a row. A test that passes at
  // the second try is counted as passed and named as flaky (tools/setup/test.mjs).
  retries: 1,
  // For a busy machine: a test that passes does not wait for any of these.
  timeout: 360_000,
  expect: { timeout: 60_000 },
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    // The processor draws the window: one twice as large costs a run 7 % more of its time.
    viewport: { width: 800, height: 480 },
    launchOptions: chromiumOptions(),
    // files that a service worker serves do not come by routes; offline.spec.ts allows it
    serviceWorkers: 'block',
    // Recording costs half as much again as the test itself, so it begins when one has failed.
    trace: 'on-first-retry',
  },
});
