import { expect, type Page } from '@playwright/test';

/** Waits until the address has exactly these parameters: it is told of a change after the page. */
export async function expectParameters(
  page: Page,
  parameters: Readonly<Record<string, string>>,
): Promise<void> {
  const shown = () => Object.fromEntries(new URL(page.url()).searchParams);
  await expect.poll(shown).toEqual(parameters);
}
