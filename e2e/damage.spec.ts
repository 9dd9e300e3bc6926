import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { findExceptions, readDamageGoldens } from '../test/damage/damage-goldens.ts';
import {
  isListWritten,
  readKnownFindings,
  writeKnownFindings,
} from '../test/damage/known-exceptions.ts';
import { DEFAULT_SEED, kindOfPath } from '../tools/parity/damage/damaged-files.ts';
import { writeDamage } from '../tools/parity/damage/write-damage.ts';
import { makeRows } from './golden-rows.ts';
import { expect, test } from './test.ts';

test("S2 R7 damaged files have Pillow's verdict and row, with known exceptions", async ({
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

const LOOKS_LIKE: Readonly<Record<string, string>> = {
  'archive.jpg': 'a ZIP archive (as Office documents, .npz and .pt are)',
  'begins-with-bm.bmp': 'text',
  'compressed.png': 'a gzip archive',
  'data.webp': 'a JSON document',
  'document.jpg': 'a PDF document',
  'letters-riff.webp': 'a sound file',
  'lfs-pointer.png': 'a Git LFS pointer: run "git lfs pull"',
  'noise.webp': 'no known kind of file (they begin with 05 2e d0 d7)',
  'one-byte.png': 'no known kind of file (they begin with 89)',
  'page.jpg': 'a web page (HTML)',
  'program.gif': 'a program',
  'text.gif': 'text',
  'video.jpg': 'a video (MP4 or QuickTime)',
  'zeros.jpg': 'nothing but zeros',
};

const OTHER_REASONS: Readonly<Record<string, string>> = {
  'drawing.png': 'unsupported: This is an SVG drawing, which pixelpool does not decode.',
  'empty.jpg': 'empty: The file has no bytes.',
  'signature.bmp': 'truncated: The BMP ends within its header.',
  'signature.gif': 'truncated: The GIF ends within its header.',
  'signature.jpg': 'truncated: The JPEG ends within its header.',
  'signature.png': 'truncated: The PNG ends within its header.',
  'signature.webp': 'truncated: The WebP ends within its header.',
};

test('S1 S3 files that are not images say what they look like, and a wrong name hides no image', async ({
  open,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'pixelpool-damage-'));
  try {
    for (const kind of ['no-image', 'misnamed']) {
      await writeDamage(folder, { seed: DEFAULT_SEED, isShort: false }, `${kind}/*`);
    }
    const { made } = await makeRows(await open(), folder);
    const reasons = [...made.values()].flatMap(({ path, code, detail }) => {
      const { kind } = kindOfPath(path);
      return kind === 'no-image' ? [`${path.split('/').at(-1)}: ${code}: ${detail}`] : [];
    });
    const expected = [
      ...Object.entries(LOOKS_LIKE).map(([name, content]) => {
        return `${name}: not-an-image: No image format: the bytes look like ${content}.`;
      }),
      ...Object.entries(OTHER_REASONS).map(([name, reason]) => `${name}: ${reason}`),
    ];
    expect(reasons.toSorted()).toEqual(expected.toSorted());

    const misnamed = [...made.values()].filter(({ path }) => !path.startsWith('no-image/'));
    expect(misnamed.length).toBeGreaterThan(20);
    expect(misnamed.map(({ path, verdict, format }) => [path, verdict, format])).toEqual(
      misnamed.map(({ path }) => [path, 'ok', kindOfPath(path).format]),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
