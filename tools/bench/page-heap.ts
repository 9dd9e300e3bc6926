import type { Page } from '@playwright/test';

/** The heap of the page's thread after a garbage collection, in bytes: objects and buffers. */
export async function pageHeapBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  try {
    // finalisers of the first collection free more
    for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage');
    const usage = await session.send('Runtime.getHeapUsage');
    return usage.usedSize + usage.embedderHeapUsedSize + usage.backingStorageSize;
  } finally {
    await session.detach();
  }
}
