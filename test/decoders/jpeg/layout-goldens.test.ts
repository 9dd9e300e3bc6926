import { describe, expect, test } from 'vitest';

import { draftSize, type DraftScale } from '../../../src/core/recipe/draft.ts';
import { DEFAULT_RECIPE, type Recipe } from '../../../src/core/recipe/recipe.ts';
import { chooseDecoder } from '../../../src/decoders/choose-decoder.ts';
import { sniff } from '../../../src/formats/sniff.ts';
import { createPortableDecoders } from '../../../src/decoders/portable-decoders.ts';
import { loadKernelModule } from '../../kernel/load-kernel.ts';
import { decodeFile, digest, rgbOf } from '../decode-file.ts';
import { loadCodec } from '../load-codec.ts';
import {
  LAYOUT_GROUPS,
  layoutOf,
  readLayoutGoldens,
  SCALES,
  type LayoutFile,
  type LayoutGroup,
} from './layout-goldens.ts';
import { writeDecoded } from './write-decoded.ts';

const DECODERS = createPortableDecoders(loadKernelModule(), loadCodec);
const { files: FILES } = readLayoutGoldens();

/** A recipe for which the file is decoded at 1/scale. */
function recipeAt({ width, height }: LayoutFile, scale: DraftScale): Recipe {
  if (scale === 1) return DEFAULT_RECIPE;
  const [across, down] = [Math.floor(width / scale), Math.floor(height / scale)];
  return { ...DEFAULT_RECIPE, decode: 'turbo', width: across, height: down };
}

/** As many differing files are written, for a look at the difference. */
const WRITTEN_FILES = 10;

/** Null: as Pillow. */
async function differenceAt(
  file: LayoutFile,
  scale: DraftScale,
  isWritten: boolean,
): Promise<string | null> {
  const name = `${file.name} at 1/${scale}`;
  const decoded = await decodeFile(DECODERS, file.bytes.slice(), recipeAt(file, scale));
  const rgb = await rgbOf(decoded);
  const golden = file.digests.get(scale);
  if (golden === undefined) {
    return rgb === 'corrupt' ? null : `${name}: Pillow refuses it: ${file.error ?? ''}`;
  }
  if (typeof rgb === 'string') return `${name}: ${rgb}`;
  if (digest(rgb) === golden) return null;
  if (!isWritten) return `${name}: other pixels`;
  const size = draftSize(file.width, file.height, scale);
  return `${name}: see ${writeDecoded(file.name, file.bytes, rgb, { scale, ...size })}`;
}

async function differences(files: readonly LayoutFile[], scale: DraftScale): Promise<string[]> {
  const found: string[] = [];
  for (const file of files) {
    if (Math.min(file.width, file.height) < scale) continue;
    // Pillow drafts none: see lossless.test.ts
    if (file.group === 'lossless_coded' && scale > 1) continue;
    const line = await differenceAt(file, scale, found.length < WRITTEN_FILES);
    if (line !== null) found.push(line);
  }
  return found;
}

const ratio = (scale: DraftScale): string => (scale === 1 ? 'their own size' : `1/${scale}`);

describe.each(LAYOUT_GROUPS)('JPEGs: %s', (group) => {
  const files = FILES.filter((file) => file.group === group);

  test.each(SCALES.map((scale) => [ratio(scale), scale] as const))(
    "R7 S2 have Pillow's pixels, or its refusal, in %s",
    async (_, scale) => {
      expect(await differences(files, scale)).toEqual([]);
    },
  );
});

describe('the layouts of sampling factors', () => {
  const countOf = (group: LayoutGroup, scale: DraftScale): number =>
    new Set(FILES.filter((file) => file.group === group && file.digests.has(scale)).map(layoutOf))
      .size;

  test.each(SCALES)('R7 at 1/%i, all that libjpeg-turbo accepts are among the files', (scale) => {
    expect(countOf('three_components', scale)).toBe(311);
    expect(countOf('four_components', scale)).toBe(195);
    expect(countOf('one_component', scale)).toBe(16);
  });

  test('R7 all are among the arithmetic-coded files and the lossless ones', () => {
    const layoutsOf = (group: LayoutGroup) =>
      new Set(FILES.filter((file) => file.group === group).map(layoutOf));
    const accepted = [...layoutsOf('three_components'), ...layoutsOf('four_components')];
    expect([...layoutsOf('arithmetic_coded')].toSorted()).toEqual(accepted.toSorted());
    expect([...layoutsOf('lossless_coded')].toSorted()).toEqual(accepted.toSorted());
  });

  test('R7 all are decoded exactly, by the same decoder', () => {
    for (const { name, bytes, error } of FILES) {
      const sniffed = sniff(bytes);
      if ('failure' in sniffed) throw new Error(`${name}: ${sniffed.failure.detail}`);
      const choice = chooseDecoder(DECODERS, sniffed.header, DEFAULT_RECIPE);
      expect([name, choice?.decoder.name, choice?.isApproximate]).toEqual([
        name,
        'pixelpool-jpeg',
        false,
      ]);
      expect(error === null || error.startsWith('OSError: broken data stream'), name).toBe(true);
    }
  });
});
