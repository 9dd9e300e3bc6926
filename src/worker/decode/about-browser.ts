import type { BrowserFacts, ServedKind } from '../../core/browser-facts.ts';
import { draftScaleOf } from '../../core/recipe/draft.ts';
import { DEFAULT_RECIPE, type Recipe } from '../../core/recipe/recipe.ts';
import type { SampleKind } from '../../formats/sample-kind.ts';
import { FORMAT_SPECS } from '../../formats/specs.ts';
import { sniff } from '../../formats/sniff.ts';
import { chooseDecoder } from '../../decoders/choose-decoder.ts';
import type { Decoder } from '../../decoders/decoder.ts';
import { decodesFormat } from '../../decoders/native/decodes-format.ts';
import type { RowMakers } from '../../pipeline/make-row.ts';

/** Not every browser has it, and TypeScript's library does not declare it. */
interface NavigatorWithMemory extends WorkerNavigator {
  readonly deviceMemory?: number;
}

/**
 * The features of this browser that pixelpool uses, and the decoder a run would use for each kind.
 */
export async function aboutBrowser({ decoders }: RowMakers): Promise<BrowserFacts> {
  const { deviceMemory }: NavigatorWithMemory = navigator;
  // undefined outside secure contexts
  const storage: StorageManager | undefined = navigator.storage;
  const [estimate, isPersisted, directory] = await Promise.all([
    storage?.estimate().catch(() => null) ?? null,
    storage?.persisted().catch(() => null) ?? null,
    storage?.getDirectory().catch(() => null) ?? null,
  ]);
  return {
    kinds: await serveKinds(decoders),
    hasSimd: WebAssembly.validate(SIMD_MODULE),
    hasOffscreenCanvas: typeof OffscreenCanvas !== 'undefined',
    memoryGiB: deviceMemory ?? null,
    hasOwnFiles: directory !== null,
    storageUsedBytes: estimate?.usage ?? null,
    storageQuotaBytes: estimate?.quota ?? null,
    isStoragePersisted: isPersisted,
  };
}

/** The samples are 64 × 64 pixels. At this output size Pillow drafts the JPEGs among them. */
const DRAFTING_RECIPE: Recipe = { ...DEFAULT_RECIPE, decode: 'turbo', width: 8, height: 8 };

/** All kinds with `exact`. Kinds that are drafted appear again with `turbo`, as another format. */
async function serveKinds(decoders: readonly Decoder[]): Promise<readonly ServedKind[]> {
  const served: ServedKind[] = [];
  for (const { label, kinds } of FORMAT_SPECS) {
    const drafted = kinds.filter(isDrafted);
    for (const kind of kinds) served.push(await serve(label, kind, decoders, DEFAULT_RECIPE));
    for (const kind of drafted) {
      served.push(await serve(`${label} with Turbo`, kind, decoders, DRAFTING_RECIPE));
    }
  }
  return served;
}

function isDrafted({ header }: SampleKind): boolean {
  const sniffed = sniff(header);
  return 'header' in sniffed && draftScaleOf(DRAFTING_RECIPE, sniffed.header) > 1;
}

/** Chooses the decoder as a run does. */
async function serve(
  format: string,
  { kind, header: bytes }: SampleKind,
  decoders: readonly Decoder[],
  recipe: Recipe,
): Promise<ServedKind> {
  const unserved = { format, kind, decoder: null, isExact: false, isExactOverColour: false };
  const sniffed = sniff(bytes);
  if ('failure' in sniffed) return unserved;
  const { header } = sniffed;
  const dropped = chooseDecoder(decoders, header, recipe);
  const over = chooseDecoder(decoders, header, { ...recipe, alpha: '#ffffff' });
  if (dropped === null) return unserved;
  const { decoder, isApproximate } = dropped;
  // an approximate decoder is the browser's own, which may not support the format at all
  if (isApproximate && !(await decodesFormat(header.format))) return unserved;
  const isExactOverColour = over !== null && !over.isApproximate;
  return { format, kind, decoder: decoder.name, isExact: !isApproximate, isExactOverColour };
}

/** A module with one function, () → v128, i8x16.splat(i32.const 0): magic, type, function, body. */
const SIMD_MODULE = Uint8Array.from(
  '0061736d01000000 0105016000017b 03020100 0a08010600 4100fd0f0b'.match(/[0-9a-f]{2}/g) ?? [],
  (pair) => Number.parseInt(pair, 16),
);
