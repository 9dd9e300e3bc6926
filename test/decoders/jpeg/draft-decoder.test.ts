import { describe, expect, test } from 'vitest';

import { layoutBytes } from '../../../src/kernel/resample/pixel-layout.ts';
import { DEFAULT_RECIPE, type Recipe } from '../../../src/core/recipe/recipe.ts';
import { convertYccToRgb } from '../../../src/kernel/resample/colour.ts';
import type { DecodedPixels } from '../../../src/decoders/decoder.ts';
import { createPortableDecoders } from '../../../src/decoders/portable-decoders.ts';
import { loadKernelModule } from '../../kernel/load-kernel.ts';
import { decodeFile } from '../decode-file.ts';
import { readDraftFiles, type DraftFile, type GoldenDraft } from './draft-goldens.ts';
import { loadCodec } from '../load-codec.ts';

const DECODERS = createPortableDecoders(loadKernelModule(), loadCodec);
const FILES = readDraftFiles().filter(({ group }) => group !== 'others');

function recipeOf({ width, height }: DraftFile, scale: number): Recipe {
  const [across, down] = [Math.floor(width / scale), Math.floor(height / scale)];
  return { ...DEFAULT_RECIPE, decode: 'turbo', width: across, height: down };
}

/** Asked for in two bands, of which the first has an odd number of rows. */
async function rgbOf(pixels: DecodedPixels): Promise<Uint8Array> {
  const { width, height, layout } = pixels;
  const rgb = new Uint8Array(width * height * 3);
  const middle = (height >> 1) | 1;
  const bands = [
    [0, Math.min(middle, height)],
    [middle, height],
  ] as const;
  for (const [first, end] of bands) {
    if (end <= first) continue;
    const band = new Uint8Array(layoutBytes(layout, width, end - first));
    await pixels.copyRows(first, end - first, band);
    rgb.set(layout === 'rgbx' ? withoutFourth(band) : fromPlanes(band), first * width * 3);
  }
  pixels.close();
  return rgb;
}

function withoutFourth(pixels: Uint8Array): Uint8Array {
  return pixels.filter((_, at) => at % 4 !== 3);
}

function fromPlanes(planes: Uint8Array): Uint8ClampedArray {
  const pixels = planes.length / 3;
  return convertYccToRgb(
    planes.subarray(0, pixels),
    planes.subarray(pixels, 2 * pixels),
    planes.subarray(2 * pixels),
  );
}

/** What is made of a draft: nothing to tell where it is as Pillow has it. */
async function mismatchOf(file: DraftFile, draft: GoldenDraft): Promise<string | null> {
  const decoded = await decodeFile(DECODERS, file.bytes.slice(), recipeOf(file, draft.scale));
  if (decoded.kind === 'scaled-rgba') return 'it is scaled';
  if (decoded.kind === 'failed') return draft.rgb === null ? null : decoded.failure.detail;
  const rgb = await rgbOf(decoded);
  if (draft.rgb === null) return `Pillow refuses it: ${draft.error ?? ''}`;
  if (decoded.width !== draft.width || decoded.height !== draft.height) return 'its size differs';
  const at = rgb.findIndex((byte, index) => byte !== draft.rgb?.[index]);
  return at < 0 ? null : `byte ${at} is ${rgb[at] ?? 0} and not ${draft.rgb[at] ?? 0}`;
}

describe('drafts by the decoder of JPEG', () => {
  test.each(FILES)('R7 $group: $name', async (file) => {
    for (const draft of file.drafts) {
      expect(await mismatchOf(file, draft), `1/${draft.scale}`).toBeNull();
    }
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
    expect(refused).toMatchObject({ kind: 'failed', failure: { code: 'corrupt' } });
    expect(await mismatchOf(file, draft)).toBeNull();
  });
});

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
