import { planFolder, receiptOf, runPlan, runToResult } from '../tools/drive/drive-page.ts';
import { expectParameters } from './expect-parameters.ts';
import { downloadManifest } from './read-result.ts';
import { clickInLatest } from './stored-run.ts';
import { expect, test } from './test.ts';

/** Two classes, and what systems leave in such a folder: mostly images, which would have rows. */
const FOLDER: Readonly<Record<string, string | Uint8Array>> = {
  'cat/0.jpg': 'teal.jpg',
  'dog/0.jpg': 'teal.jpg',
  'cat/.0.jpg.icloud': Buffer.from('bplist00\0\0\0\0'),
  '$RECYCLE.BIN/S-1/$R0.jpg': 'teal.jpg',
  '.Trash-1000/files/0.jpg': 'teal.jpg',
  '.ipynb_checkpoints/0-checkpoint.jpg': 'teal.jpg',
  '.thumbnails/1.jpg': 'teal.jpg',
  'Desktop.ini': Buffer.from('[.ShellClassInfo]'),
  'cat/.ipynb_checkpoints/0-checkpoint.jpg': 'teal.jpg',
  'cat/0.jpg:Zone.Identifier': Buffer.from('[ZoneTransfer]\r\nZoneId=3\r\n'),
  'cat/Icon\r': new Uint8Array(0),
  'cat/thumbs.db': Buffer.from('d0cf11e0a1b11ae1', 'hex'),
  'dog/@eaDir/0.jpg/SYNOFILE_THUMB_M.jpg': 'teal.jpg',
};

test('P2 S3 what systems leave behind is ignored, and a placeholder fails with advice', async ({
  open,
  makeFolder,
}) => {
  const page = await open();
  await planFolder(page, await makeFolder('animals', FOLDER));
  await expect(page.getByTestId('plan')).toContainText('3 images');
  await expect(page.getByTestId('plan')).toContainText('10 ignored');
  await expect(page.getByTestId('plan')).toContainText('This is only a placeholder');
  const { counts } = await runPlan(page);
  expect(counts).toEqual({ listed: 13, ok: 2, warned: 0, failed: 1, ignored: 10, excluded: 0 });
  const { lines } = await downloadManifest(page);
  const pathsOf = (verdict: string) =>
    lines.filter((line) => line.verdict === verdict).map(({ path }) => path);
  expect(pathsOf('ok')).toEqual(['cat/0.jpg', 'dog/0.jpg']);
  expect(lines.find(({ verdict }) => verdict === 'failed')).toMatchObject({
    path: 'cat/.0.jpg.icloud',
    code: 'not-an-image',
    detail:
      'This is only a placeholder: iCloud Drive has not downloaded “0.jpg”. Download it, then drop the folder again.',
  });
  const ignored = lines.filter(({ verdict }) => verdict === 'ignored');
  expect(ignored.every(({ code, row }) => code === 'left-behind' && row === null)).toBe(true);
});

const HIDDEN = { 'a/1.png': 'red.png', '.cache/2.png': 'green.png', 'a/.b/3.png': 'blue.png' };

test('P7 U1 hidden folders can be left out, on the page and in its address', async ({
  open,
  makeFolder,
}) => {
  const page = await open();
  const folder = await makeFolder('some', { ...HIDDEN, '.DS_Store': new Uint8Array(2) });
  await planFolder(page, folder);
  const plan = page.getByTestId('plan');
  await expect(plan).toContainText('3 images');
  await expect(plan).toContainText('2 in hidden folders · 1 ignored');
  const field = page.getByLabel('Hidden folders');
  await field.focus();
  await field.selectOption('leave out');
  await expect(plan).toContainText('1 image ·');
  await expect(plan).toContainText('3 ignored (2 in hidden folders)');
  await expect(field).toBeFocused();
  await expectParameters(page, { hidden: 'out' });
  await runToResult(page);
  const receipt = await receiptOf(page);
  expect(receipt).toMatchObject({ hidden: 'out', counts: { ok: 1, ignored: 3 } });
  expect(receipt.python).toContain('# hidden=out');
  const { lines } = await downloadManifest(page);
  expect(lines.map(({ path, slot, code }) => [path, slot, code])).toEqual([
    ['.DS_Store', null, 'left-behind'],
    ['.cache/2.png', null, 'hidden-folder'],
    ['a/.b/3.png', null, 'hidden-folder'],
    ['a/1.png', 0, undefined],
  ]);

  await field.selectOption('take in');
  await expect(plan).toContainText('3 images');
  await expectParameters(page, {});
  const { counts } = await runPlan(page);
  expect(counts).toMatchObject({ ok: 3, ignored: 1 });

  await open('hidden=out');
  await planFolder(page, folder);
  await expect(plan).toContainText('1 image ·');
  await expect(field).toHaveValue('out');
});

test('P7 T1 a stored run keeps its choice about hidden folders', async ({ open, makeFolder }) => {
  const page = await open('hidden=out');
  await planFolder(page, await makeFolder('some', HIDDEN));
  await runToResult(page);
  await open();
  await clickInLatest(page, 'Open');
  await expect(page.getByRole('heading', { name: 'Result', exact: true })).toBeVisible();
  expect(await receiptOf(page)).toMatchObject({ hidden: 'out', counts: { ok: 1, ignored: 2 } });
});
