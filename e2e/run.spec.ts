import { pictureOf } from '../tools/odd-names/odd-files.ts';
import { planFolder, runPlan, runToResult, pressStart } from '../tools/drive/drive-page.ts';
import { colourOfNumber, numberedPath } from './coloured-folder.ts';
import { quickenTimeouts } from './quick-clock.ts';
import { downloadArray, downloadManifest, pixelOf } from './read-result.ts';
import { changeDecodeWorker, expect, slowDown, test } from './test.ts';

/** A second, on a machine that may be busy; whatever Stop must not wait for takes ten. */
const AT_ONCE = { timeout: 5000 };

const hundred = Object.fromEntries(
  Array.from({ length: 100 }, (_, i): [string, string] => [
    `${String(i).padStart(3, '0')}.png`,
    i % 2 === 0 ? 'red.png' : 'blue.png',
  ]),
);

test('Q6 A3 Stop ends a run within a second and offers the rows made so far', async ({
  open,
  makeFolder,
  page,
}) => {
  await slowDown(page, 100);
  await open('decode=canvas');
  await planFolder(page, await makeFolder('slow', hundred));
  await pressStart(page);
  const progress = page.getByRole('progressbar', { name: 'Images decoded' });
  await expect(progress).toHaveAttribute('aria-valuemax', '100');
  await expect(progress).not.toHaveAttribute('aria-valuenow', '0');
  await expect(page.getByTestId('run-facts')).toContainText(/images\/s · .* left/);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Result' })).toBeVisible(AT_ONCE);
  await expect(page.getByTestId('run-facts')).toContainText('stopped');

  const array = await downloadArray(page);
  const { lines } = await downloadManifest(page);
  const [rows = 0] = array.shape;
  expect(rows).toBeGreaterThan(0);
  expect(rows).toBeLessThan(100);
  expect(lines).toHaveLength(rows);
  for (const { row, slot, verdict } of lines) {
    expect(verdict).toBe('ok');
    expect(pixelOf(array, row ?? -1, 5, 5)).toEqual(
      (slot ?? 0) % 2 === 0 ? [255, 0, 0] : [0, 0, 255],
    );
  }
});

test('Q4 an image that kills every worker is named, and nothing else is lost', async ({
  open,
  makeFolder,
  page,
}) => {
  // the poisonous image is recognized by its size: 128 × 96, all others are 16 × 16
  await changeDecodeWorker(
    page,
    `const decode = self.createImageBitmap;
     self.createImageBitmap = async (...options) => {
       const bitmap = await decode(...options);
       if (bitmap.width !== 128) return bitmap;
       setTimeout(() => { throw new Error('killed by a test'); });
       return new Promise(() => {});
     };`,
  );
  await open('decode=canvas');
  await planFolder(page, await makeFolder('poison', { ...hundred, '050.png': 'quadrants.png' }));
  const receipt = await runPlan(page);
  expect(receipt.counts).toEqual({
    listed: 100,
    ok: 99,
    warned: 0,
    failed: 1,
    ignored: 0,
    excluded: 0,
  });
  const { lines } = await downloadManifest(page);
  const failed = lines.filter(({ verdict }) => verdict === 'failed');
  expect(failed.map(({ path, code }) => [path, code])).toEqual([['050.png', 'worker-died']]);
});

test('Q5 if workers cannot be started, the run pauses and says why', async ({
  makeFolder,
  page,
  served,
}) => {
  await page.route('**/decode.worker*.js', (route) => route.fulfill({ status: 404 }));
  await page.goto(served.address);
  await planFolder(page, await makeFolder('none', { 'a.png': 'red.png' }));
  await pressStart(page);
  await expect(page.getByText('The run paused:')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Run', exact: true })).toContainText(
    'The worker script could not be loaded. Are you offline?',
  );
});

test('Q5 if the server’s policy forbids workers, the run says so and gives up', async ({
  makeFolder,
  page,
  served,
}) => {
  await quickenTimeouts(page, 100);
  let refused = 0;
  page.on('console', (message) => {
    if (message.text().includes('directive: "worker-src \'none\'"')) refused += 1;
  });
  await page.route(served.address, async (route) => {
    const response = await route.fetch({ maxRetries: 5 });
    const headers = { ...response.headers(), 'content-security-policy': "worker-src 'none'" };
    await route.fulfill({ response, headers });
  });
  await page.goto(served.address);
  await planFolder(page, await makeFolder('none', { 'a.png': 'red.png' }));
  await pressStart(page);
  await expect(page.getByText('The run failed:')).toContainText(
    'The server’s Content-Security-Policy forbids the page’s workers',
  );
  const aMinute = () => page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 60_000)));
  await aMinute(); // of the page's time, in which the preview gives up too
  const afterwards = refused;
  expect(afterwards).toBeGreaterThan(0);
  await aMinute();
  expect(refused).toBe(afterwards); // no more tries
});

test('Q6 Q7 a sink that never answers does not delay Stop', async ({
  makeFolder,
  page,
  served,
}) => {
  await page.route('**/sink.worker*.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: 'self.onmessage = () => {};' }),
  );
  await page.goto(served.address);
  await planFolder(page, await makeFolder('held', hundred));
  await pressStart(page);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByTestId('run-facts')).toContainText('stopped', AT_ONCE);
  await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeEnabled();
});

test('A3 hundreds of failures are listed, and only those in view are in the page', async ({
  open,
  makeFolder,
}) => {
  const page = await open();
  const files = Object.fromEntries(
    Array.from({ length: 500 }, (_, i): [string, Uint8Array] => [`${i}.jpg`, new Uint8Array(0)]),
  );
  await planFolder(page, await makeFolder('empty', files));
  await runToResult(page);
  await expect(page.getByRole('heading', { name: '500 files need attention' })).toBeVisible();
  const list = page.getByRole('group', { name: 'Files that failed' });
  expect(await list.getByRole('listitem').count()).toBeLessThan(30);
  await list.focus();
  await page.keyboard.press('End');
  await expect(list.getByRole('listitem').last()).toHaveAttribute('aria-posinset', '500');
  await expect(list).toContainText('The file has no bytes.');
});

test('Q16 large files are read into the memory of those before, and each keeps its own bytes', async ({
  open,
  makeFolder,
}) => {
  const page = await open('width=4&height=4');
  const folder = Object.fromEntries(
    Array.from({ length: 24 }, (_, i) => [numberedPath(i), pictureOf(colourOfNumber(i), 800)]),
  );
  await planFolder(page, await makeFolder('large', folder));
  expect((await runPlan(page)).counts).toMatchObject({ listed: 24, ok: 24 });
  const array = await downloadArray(page);
  const colours = Array.from({ length: 24 }, (_, row) => pixelOf(array, row, 1, 2));
  expect(colours).toEqual(Array.from({ length: 24 }, (_, i) => colourOfNumber(i)));
});
