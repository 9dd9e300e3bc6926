import { defineConfig, devices } from '@playwright/test';

import { chromiumOptions } from './tools/drive/launch-browser.ts';

// Tests serve the built page themselves (e2e/test.ts): on a free port, and at a sub-path too.
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  fullyParallel: false,
  workers: 1,
  forbidOnly: true,
  // A browser is killed, starved and cut off here, some hundred times in a row. What passes at the second
  // try is counted as such, and said (tools/setup/test.mjs).
  retries: 1,
  timeout: 60_000,
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    launchOptions: chromiumOptions(),
    trace: 'retain-on-failure',
  },
});
