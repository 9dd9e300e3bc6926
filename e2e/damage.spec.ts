import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { findExceptions, readDamageGoldens } from '../test/damage/damage-goldens.ts';
import {
  isListWritten,
  readKnownFindings,
  writeKnownFindings,
} from '../test/damage/known-exceptions.ts';
import { DEFAULT_SEED } from '../tools/damage/damaged-files.ts';
import { writeDamage } from '../tools/damage/write-damage.ts';
import { makeRows } from './golden-rows.ts';
import { expect, test } from './test.ts';

test('S2 R7 damaged files have the verdict and the row that Pillow gives them, but for known exceptions', async ({
  open,
}) => {
  const goldens = readDamageGoldens();
  const folder = await mkdtemp(join(tmpdir(), 'pixelpool-damage-'));
  try {
    await writeDamage(folder, { seed: DEFAULT_SEED, isShort: true }, undefined);
    const { made } = await makeRows(await open(), folder);
    expect([...made.keys()].toSorted()).toEqual(goldens.map(({ path }) => path).toSorted());
    const found = await findExceptions(goldens, async (path) => {
      const file = made.get(path);
      const isApproximate = file?.approximate === true;
      return { row: file?.bytes ?? null, code: file?.code ?? null, isApproximate };
    });
    if (isListWritten()) writeKnownFindings('chromium', found, goldens);
    else expect(found).toEqual(readKnownFindings('chromium'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
