import { createHash } from 'node:crypto';

import { expect, type Page } from '@playwright/test';

import type { NpyArray } from './read-result.ts';
import { button } from './stored-run.ts';

export async function openSheet(page: Page) {
  await button(page, 'Show all rows').click();
  const grid = page.getByRole('grid', { name: /^Contact sheet/ });
  await expect(grid).toBeVisible();
  return grid;
}

/** The cell of a file. */
export function cellOf(page: Page, path: string) {
  return page.getByRole('gridcell', { name: new RegExp(`^${path}(,|$)`) });
}

/** Presses keys one after the other. */
export function pressed(page: Page, ...keys: readonly string[]): Promise<void> {
  return keys.reduce(
    (before, key) => before.then(() => page.keyboard.press(key)),
    Promise.resolve(),
  );
}

/** Waits until the sheet says that this many files are excluded. */
export async function isSettled(page: Page, excluded: number): Promise<void> {
  const status = page.getByRole('status').filter({ hasText: 'shown' });
  if (excluded > 0) await expect(status).toContainText(`${excluded} of this run excluded`);
  else await expect(status).not.toContainText('excluded');
}

/** The SHA-256 of the RGB bytes on the canvas of an element, once it has been painted in this size. */
export async function paintedHash(
  page: Page,
  selector: string,
  [width, height]: readonly [number, number],
): Promise<string> {
  await page.waitForFunction(
    ([at, wide, high]) => {
      const canvas = document.querySelector<HTMLCanvasElement>(at);
      const isPainted = canvas?.dataset['small'] !== undefined;
      return isPainted && canvas.width === wide && canvas.height === high;
    },
    [selector, width, height] as const,
  );
  return page.evaluate(async (at) => {
    const shown = document.querySelector<HTMLCanvasElement>(at);
    if (shown === null) throw new Error('There is no such canvas');
    const context = new OffscreenCanvas(shown.width, shown.height).getContext('2d');
    if (context === null) throw new Error('There is no canvas to copy it to');
    context.drawImage(shown, 0, 0);
    const { data } = context.getImageData(0, 0, shown.width, shown.height);
    const rgb = data.filter((_, i) => i % 4 !== 3);
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', rgb));
    return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  }, selector);
}

/** The same of a row of an array. */
export function rowHash(array: Pick<NpyArray, 'shape' | 'bytes'>, row: number): string {
  return createHash('sha256').update(rowOf(array, row)).digest('hex');
}

/** The bytes of a row of an array. */
function rowOf({ shape, bytes }: Pick<NpyArray, 'shape' | 'bytes'>, row: number): Buffer {
  const size = shape.slice(1).reduce((product, side) => product * side, 1);
  return bytes.subarray(row * size, (row + 1) * size);
}
