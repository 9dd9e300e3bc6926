import { join } from 'node:path';

import { makeTar } from '../test/archive/make-tar.ts';
import { makeZip } from '../test/archive/make-zip.ts';
import { planFolder, runToResult } from '../tools/drive/drive-page.ts';
import { colouredFolder } from './coloured-folder.ts';
import { downloadArray, downloadManifest } from './read-result.ts';
import { expect, test } from './test.ts';

test('L15 a zip and a tar of a folder give the array and the manifest of the folder', async ({
  open,
  makeFolder,
  page,
}) => {
  const files = Object.entries(colouredFolder(40)).map(([path, bytes]) => {
    return { name: `pets/${path.endsWith('1.bmp') ? 'cat' : 'dog'}/${path}`, bytes };
  });
  const folder = await makeFolder(
    'pets',
    Object.fromEntries(files.map(({ name, bytes }) => [name.slice(5), bytes])),
  );
  const mixed = files.map((file, index) => ({ ...file, method: index % 2 === 0 ? 8 : 0 }));
  const inPlace = await makeFolder('archives', {
    'a.zip': makeZip(mixed.toReversed()),
    'b.tar': makeTar(files),
  });
  const results = [];
  for (const source of [folder, join(inPlace, 'a.zip'), join(inPlace, 'b.tar')]) {
    await open('decode=exact');
    await planFolder(page, source);
    await runToResult(page);
    const { name, bytes } = await downloadArray(page);
    const { text } = await downloadManifest(page);
    results.push({ name, bytes: bytes.toString('base64'), text });
  }
  expect(results[1]).toEqual(results[0]);
  expect(results[2]).toEqual(results[0]);
});
