import { appendFile, rename, unlink, utimes } from 'node:fs/promises';

import { planFolder, runPlan, runToResult } from '../tools/drive/drive-page.ts';
import { downloadManifest } from './read-result.ts';
import { expect, test } from './test.ts';

test('S6 files changed or deleted after the drop are named, unlike one without a modification time', async ({
  open,
  makeFolder,
}) => {
  const page = await open();
  const folder = await makeFolder('moving', {
    '1.png': 'red.png',
    '2.png': 'green.png',
    '3.png': 'blue.png',
    '4.png': 'white.png',
  });
  await utimes(`${folder}/4.png`, 0, 0);
  await planFolder(page, folder);
  await expect(page.getByTestId('plan')).not.toContainText('so far');
  await appendFile(`${folder}/2.png`, 'more');
  await unlink(`${folder}/3.png`);
  await runToResult(page);
  const { lines } = await downloadManifest(page);
  expect(lines.map(({ verdict, code }) => code ?? verdict)).toEqual([
    'ok',
    'changed',
    'vanished',
    'ok',
  ]);
});

test('S6 files changed or deleted between two runs are named in the second', async ({
  open,
  makeFolder,
}) => {
  const page = await open();
  const names = Array.from({ length: 24 }, (_, i) => `${String(i).padStart(2, '0')}.png`);
  const contents = Object.fromEntries(names.map((name) => [name, 'green.png']));
  const folder = await makeFolder('moving', contents);
  await planFolder(page, folder);
  expect((await runPlan(page)).counts.ok).toBe(24);
  await appendFile(`${folder}/05.png`, 'more');
  await unlink(`${folder}/06.png`);
  const { counts } = await runPlan(page);
  expect(counts).toMatchObject({ ok: 22, failed: 2 });
  const { lines } = await downloadManifest(page);
  const failed = lines.filter(({ verdict }) => verdict === 'failed');
  expect(failed.map(({ path, code }) => [path, code])).toEqual([
    ['05.png', 'changed'],
    ['06.png', 'vanished'],
  ]);
});

test('S6 if the folder is renamed before a run, each of its files is named', async ({
  open,
  makeFolder,
}) => {
  const page = await open();
  const names = Array.from({ length: 40 }, (_, i) => `${String(i).padStart(2, '0')}.png`);
  const contents = Object.fromEntries(names.map((name) => [`inner/${name}`, 'green.png']));
  const folder = await makeFolder('moving', { ...contents, 'top.png': 'red.png' });
  await planFolder(page, folder);
  await expect(page.getByTestId('plan')).not.toContainText('so far');
  await rename(`${folder}/inner`, `${folder}/other`);
  const { counts } = await runPlan(page);
  expect(counts).toMatchObject({ listed: 41, ok: 1, failed: 40 });
  const { lines } = await downloadManifest(page);
  expect(lines.map(({ path, code }) => [path, code])).toEqual([
    ...names.map((name) => [`inner/${name}`, 'vanished']),
    ['top.png', undefined],
  ]);
});
