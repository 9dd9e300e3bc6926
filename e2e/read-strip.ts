import { expect, type Page } from '@playwright/test';

/** A file of the strip as the page shows it. */
export interface ShownFile {
  readonly path: string;
  /** The RGB bytes of its row; null if it has none. */
  readonly row: Buffer | null;
  /** With Turbo, the bytes of the exact row beside it. */
  readonly exact: Buffer | null;
  /** Width and height of the canvas that shows the image as stored. */
  readonly source: readonly [number, number] | null;
  readonly text: string;
}

/** Waits until every row shown is up to date with the recipe. */
export async function settleStrip(page: Page): Promise<void> {
  const strip = page.getByRole('region', { name: 'Your own images, before and after' });
  await expect(strip.getByRole('listitem').first()).toBeVisible();
  await expect(strip).toHaveAttribute('aria-busy', 'false');
}

/** Reads every pair of the strip, with the row from its canvas. */
export async function readStrip(page: Page): Promise<readonly ShownFile[]> {
  await settleStrip(page);
  const shown = await page.evaluate(() => {
    const pixelsOf = (canvas: HTMLCanvasElement): number[] => {
      const copy = new OffscreenCanvas(canvas.width, canvas.height);
      const context = copy.getContext('2d');
      if (context === null) throw new Error('no 2D context');
      context.drawImage(canvas, 0, 0);
      return [...context.getImageData(0, 0, canvas.width, canvas.height).data];
    };
    return [...document.querySelectorAll<HTMLElement>('.preview-pair')].map((pair) => {
      const canvas = (name: string) => {
        const found = pair.querySelector<HTMLCanvasElement>(`canvas.${name}[data-side]`);
        return found?.checkVisibility({ visibilityProperty: true }) === true ? found : null;
      };
      const rgbaOf = (name: string): number[] | null => {
        const found = canvas(name);
        return found === null ? null : pixelsOf(found);
      };
      const source = canvas('preview-source');
      return {
        path: pair.dataset['path'] ?? '',
        rgba: rgbaOf('preview-row'),
        exactRgba: rgbaOf('preview-exact'),
        source: source === null ? null : ([source.width, source.height] as const),
        text: pair.innerText,
      };
    });
  });
  return shown.map(({ path, rgba, exactRgba, source, text }) => ({
    path,
    row: opaqueRow(rgba),
    exact: opaqueRow(exactRgba),
    source,
    text,
  }));
}

function opaqueRow(rgba: readonly number[] | null): Buffer | null {
  if (rgba === null) return null;
  expect(rgba.every((value, i) => i % 4 !== 3 || value === 255)).toBe(true);
  return Buffer.from(rgba.filter((_, i) => i % 4 !== 3));
}
