import type { Page } from '@playwright/test';

/** Lets the page's origin store this many bytes more than it does now. */
export async function leaveRoom(page: Page, bytes: number): Promise<void> {
  const used = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
  await overrideQuota(page, used + bytes);
}

/** Restores the browser's own quota. */
export async function liftQuota(page: Page): Promise<void> {
  await overrideQuota(page, null);
}

async function overrideQuota(page: Page, quotaSize: number | null): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  await session.send('Storage.overrideQuotaForOrigin', {
    origin,
    ...(quotaSize === null ? {} : { quotaSize }),
  });
  // the override ends with its session
  if (quotaSize === null) await session.detach();
}
