import { describe, expect, test } from 'vitest';

import { DEFAULT_RECIPE, type Recipe } from '../../../src/core/recipe/recipe.ts';
import { createPortableDecoders } from '../../../src/decoders/portable-decoders.ts';
import { loadKernelModule } from '../../kernel/load-kernel.ts';
import { decodeFile, digest, rgbDigest, rgbOf } from '../decode-file.ts';
import { readDraftFiles, type DraftFile, type GoldenDraft } from './draft-goldens.ts';
import { loadCodec } from '../load-codec.ts';

const DECODERS = createPortableDecoders(loadKernelModule(), loadCodec);
const FILES = readDraftFiles().filter(({ name }) => !name.includes('arithmetic'));

function recipeOf({ width, height }: DraftFile, scale: number): Recipe {
  const [across, down] = [Math.floor(width / scale), Math.floor(height / scale)];
  return { ...DEFAULT_RECIPE, decode: 'turbo', width: across, height: down };
}

/** What is made of a draft: nothing to tell where it is as Pillow has it. */
async function mismatchOf(file: DraftFile, draft: GoldenDraft): Promise<string | null> {
  const decoded = await decodeFile(DECODERS, file.bytes.slice(), recipeOf(file, draft.scale));
  const rgb = await rgbOf(decoded);
  if (typeof rgb === 'string') return draft.rgb === null ? null : rgb;
  if (draft.rgb === null) return `Pillow refuses it: ${draft.error ?? ''}`;
  if (rgb.length !== draft.rgb.length) return 'its size differs';
  const at = rgb.findIndex((byte, index) => byte !== draft.rgb?.[index]);
  return at < 0 ? null : `byte ${at} is ${rgb[at] ?? 0} and not ${draft.rgb[at] ?? 0}`;
}

describe('JPEGs by the decoder in the kernel', () => {
  test.each(FILES)('R7 $group: $name', async (file) => {
    for (const draft of file.drafts) {
      expect(await mismatchOf(file, draft), `1/${draft.scale}`).toBeNull();
    }
  });

  test.each(FILES)('R7 $group: $name, in its own size', async (file) => {
    const rgb = await rgbOf(await decodeFile(DECODERS, file.bytes.slice(), DEFAULT_RECIPE));
    if (typeof rgb === 'string') expect(file.exact, rgb).toContain('Error: ');
    else expect(digest(rgb)).toBe(file.exact);
  });

  test('R7 a file does not depend on the tables of the one before it', async () => {
    const drafts = FILES.flatMap((file) => file.drafts.map((draft) => ({ file, draft })));
    for (const { file, draft } of drafts.toReversed()) {
      expect(await mismatchOf(file, draft), `${file.name} at 1/${draft.scale}`).toBeNull();
    }
  });

  test('S2 a table with too many codes has no effect on other tables', async () => {
    const file = FILES.find(({ name }) => name.startsWith('420 baseline'));
    const [draft] = file?.drafts ?? [];
    if (file === undefined || draft === undefined) throw new Error('there is no such fixture');
    expect(await mismatchOf(file, draft)).toBeNull();
    const refused = await decodeFile(
      DECODERS,
      withOverfullTable(file.bytes),
      recipeOf(file, draft.scale),
    );
    expect(await rgbOf(refused)).toBe('corrupt');
    expect(await mismatchOf(file, draft)).toBeNull();
  });

  // what Pillow 12.3.0 makes of these two files
  test.each([
    ['luma, chroma', '3d74f494ddd30aea'],
    ['last alone', 'corrupt'],
  ])('S8 with components in another order, 420 scans %s becomes %s', async (scans, result) => {
    const file = FILES.find(({ name }) => name.startsWith(`420 scans ${scans}`));
    if (file === undefined) throw new Error('there is no such fixture');
    const swapped = withSwappedScan(file.bytes);
    expect(await rgbDigest(await decodeFile(DECODERS, swapped, DEFAULT_RECIPE))).toBe(result);
  });
});

/** With the second component of the scan that has two before the first. */
function withSwappedScan(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const swapped = bytes.slice();
  const at = bytes.findIndex(
    (byte, i) => byte === 0xff && bytes[i + 1] === 0xda && bytes[i + 4] === 2,
  );
  swapped.set(bytes.subarray(at + 7, at + 9), at + 5);
  swapped.set(bytes.subarray(at + 5, at + 7), at + 7);
  return swapped;
}

/** With a table of AC number 0 before the scan that has 44 codes of one bit. */
function withOverfullTable(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const scanAt = bytes.findIndex((byte, at) => byte === 0xff && bytes[at + 1] === 0xda);
  const symbols = 44;
  // whatever lies behind would be taken for an entry that ends a block
  const table = new Uint8Array(2 + 2 + 17 + symbols).fill(0x84);
  table.set([0xff, 0xc4, 0, 2 + 17 + symbols, 0x10, symbols]);
  table.fill(0, 6, 21); // and none of any other length
  return Uint8Array.from([...bytes.subarray(0, scanAt), ...table, ...bytes.subarray(scanAt)]);
}
