import { setTimeout } from 'node:timers/promises';

import type { Page } from '@playwright/test';

const ASK_INTERVAL_MS = 100;

/**
 * Waits for a plan, and until the sizes of all its files are known. Gives the milliseconds from the
 * drop to the plan, by the page's own clock.
 */
export async function untilMeasured(page: Page): Promise<number> {
  const plan = page.getByTestId('plan');
  await plan.waitFor({ timeout: 0 });
  const facts = plan.locator('.facts').first();
  while ((await facts.innerText()).includes('so far')) await setTimeout(ASK_INTERVAL_MS);
  return Math.round(Number(await plan.getAttribute('data-list-ms')));
}
