import type { Page } from '@playwright/test';

/** What the page's thread holds once its garbage was collected, in bytes: objects and buffers. */
export async function pageHeapBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  try {
    // finalisers of what the first one found let go of more
    for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage');
    const usage = await session.send('Runtime.getHeapUsage');
    return usage.usedSize + usage.embedderHeapUsedSize + usage.backingStorageSize;
  } finally {
    await session.detach();
  }
}
