// Writes made rows in every form, for read-forms.py to read: npx tsx tools/forms/write-forms.ts FOLDER
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { FORMS } from '../../src/core/output/forms.ts';
import type { Output } from '../../src/core/output/output.ts';
import { SPLITS } from '../../src/core/labels/slot-labels.ts';
import { DEFAULT_OUTPUT } from '../../src/core/output/output.ts';
import { npyForm } from '../../src/forms/npy-form.ts';
import { filesOf, madeRows, type Choices } from './made-rows.ts';
import { writeSavedFile } from './write-file.ts';

const COUNT = 1234;
const RGB = { height: 24, width: 20, channels: 3 };
const IMAGENET: Partial<Output> = { scale: 'unit', normalise: 'imagenet' };

const splitOf = Uint8Array.from({ length: COUNT }, (_, row) => row % SPLITS.length);
const targetOf = Float32Array.from({ length: COUNT }, (_, row) =>
  row % 7 === 0 ? Number.NaN : row / 3,
);

const CASES: Readonly<Record<string, Choices>> = {
  rgb: { size: RGB },
  grey: { size: { ...RGB, channels: 1 }, labels: { splitOf } },
  rgba: { size: { ...RGB, channels: 4 }, labels: { targetOf }, output: { layout: 'nchw' } },
  float32: { size: RGB, labels: { splitOf, targetOf }, output: { dtype: 'float32', ...IMAGENET } },
  float16: { size: RGB, output: { dtype: 'float16', layout: 'nchw', ...IMAGENET } },
};

async function writeCase(folder: string, choices: Choices): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { rows, paths } = madeRows({ count: COUNT, ...choices });
  const { classes, classOf } = rows.labels;
  const facts = {
    ...rows.output,
    paths,
    classes,
    labels: [...classOf],
    targets: choices.labels?.targetOf ? [...choices.labels.targetOf] : null, // NaN becomes null
    split: choices.labels?.splitOf ? [...choices.labels.splitOf].map((at) => SPLITS[at]) : null,
  };
  await writeFile(path.join(folder, 'facts.json'), JSON.stringify(facts));
  const [stored] = npyForm.files({ ...rows, name: 'stored', output: DEFAULT_OUTPUT });
  if (stored !== undefined) await writeSavedFile(folder, stored);
  for (const form of FORMS) {
    for (const file of await filesOf(form, rows)) await writeSavedFile(folder, file);
  }
}

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write('npx tsx tools/forms/write-forms.ts FOLDER\n');
  process.exitCode = 2;
} else {
  for (const [name, choices] of Object.entries(CASES)) {
    await writeCase(path.join(folder, name), choices);
  }
}
