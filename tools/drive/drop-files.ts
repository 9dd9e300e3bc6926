import type { Page } from '@playwright/test';

/**
 * Drops files and folders of this machine on the page as a hand would, with real directory entries:
 * Playwright has no call for it, the DevTools protocol has (`Input.dispatchDragEvent`). Chromium only.
 */
export async function dropFiles(
  page: Page,
  paths: readonly string[],
  at: { readonly x: number; readonly y: number } = { x: 40, y: 40 },
): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, ...at, data });
  }
  await session.detach();
}
