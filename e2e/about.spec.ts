import type { Page } from '@playwright/test';

import { changeDecodeWorker, expect, test } from './test.ts';
import { WITHOUT_AVIF } from './without-avif.ts';

/** Decoder and exactness by kind, as the dialog shows them. */
async function readKinds(page: Page): Promise<ReadonlyMap<string, readonly [string, string]>> {
  await page.getByRole('button', { name: 'About this browser' }).click();
  await expect(page.getByRole('table')).toBeVisible();
  const rows = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLTableSectionElement>('.kinds tbody')].flatMap((body) =>
      [...body.rows].slice(1).map((row): [string, [string, string]] => {
        const [kind = '', decoder = '', exactness = ''] = [...row.cells].map(
          (cell) => cell.innerText,
        );
        return [`${body.rows[0]?.innerText.trim()} ${kind}`, [decoder, exactness]];
      }),
    ),
  );
  return new Map(rows);
}

test('A8 the dialog says which decoder handles each kind here, and whether it is exact', async ({
  open,
}) => {
  const page = await open();
  const workers: string[] = [];
  page.on('worker', (worker) => {
    if (worker.url().includes('decode.worker')) workers.push(worker.url());
  });
  const kinds = await readKinds(page);
  // no worker before the dialog opens, and then only one
  expect(workers).toHaveLength(1);
  expect(kinds.size).toBeGreaterThan(15);
  for (const [, texts] of kinds) for (const text of texts) expect(text).not.toBe('');
  expect(kinds.get('JPEG from cameras and the web')).toEqual([
    'this page (pixelpool-jpeg)',
    'exact',
  ]);
  // JPEGs decoded at reduced size have their own lines
  const jpegs = [...kinds.keys()].flatMap((kind) => /^JPEG (?!with|XL)(.*)$/.exec(kind)?.[1] ?? []);
  const drafted = [...kinds.keys()].flatMap(
    (kind) => /^JPEG with Turbo (.*)$/.exec(kind)?.[1] ?? [],
  );
  expect(drafted).toEqual(jpegs);
  expect(kinds.get('JPEG with Turbo from cameras and the web')?.[1]).toBe('exact');
  expect(kinds.get('WebP lossless')).toEqual(['this page (squoosh-webp)', 'exact']);
  expect(kinds.get('WebP lossy')).toEqual(['this page (squoosh-webp)', 'exact']);
  expect(kinds.get('AVIF all')).toEqual(['the browser’s canvas', 'approximate']);
  // some versions of Chromium decode it
  expect([...(kinds.get('JPEG XL all') ?? [])].join(' ')).toMatch(
    /^(not supported none|.* approximate)$/,
  );
  const dialog = page.getByRole('dialog', { name: 'About this browser' });
  await expect(dialog).toContainText(/Chrom\w+ .*\d+/);
  await expect(dialog).toContainText('2 one worker per core by default');

  // the run will use the same worker, and the answer is cached
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'About this browser' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('table')).toBeVisible();
  expect(workers).toHaveLength(1);
});

test('A8 a format that this browser does not decode is not supported', async ({ open, page }) => {
  await changeDecodeWorker(page, WITHOUT_AVIF);
  await open();
  const kinds = await readKinds(page);
  expect(kinds.get('AVIF all')).toEqual(['not supported', 'none']);
});

test('A8 if no worker starts, the dialog says why', async ({ page, served }) => {
  await page.route('**/decode.worker*.js', (route) => route.fulfill({ status: 404 }));
  await page.goto(served.address);
  await page.getByRole('button', { name: 'About this browser' }).click();
  await expect(page.getByRole('dialog')).toContainText(
    'This browser could not be checked. The worker script could not be loaded. Are you offline?',
  );
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});
