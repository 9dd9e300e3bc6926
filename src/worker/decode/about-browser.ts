import type { BrowserFacts, ServedKind } from '../../core/browser-facts.ts';
import { DEFAULT_RECIPE, type Recipe } from '../../core/recipe/recipe.ts';
import { sampleKinds, type SampleKind } from '../../formats/sample-kinds.ts';
import { mediaTypeOf, sniff } from '../../formats/sniff.ts';
import { chooseDecoder } from '../../decoders/choose-decoder.ts';
import type { Decoder } from '../../decoders/decoder.ts';
import type { Prepared } from './decode-calls.ts';

/** Not in every browser, and not in TypeScript's library. */
interface NavigatorWithMemory extends WorkerNavigator {
  readonly deviceMemory?: number;
}

/**
 * What this browser has that pixelpool uses, and which of its decoders a run would take for what.
 */
export async function aboutBrowser({ makers, probe }: Prepared): Promise<BrowserFacts> {
  const { deviceMemory }: NavigatorWithMemory = navigator;
  // undefined where the page has no secure address
  const storage: StorageManager | undefined = navigator.storage;
  const [estimate, isPersisted, directory] = await Promise.all([
    storage?.estimate().catch(() => null) ?? null,
    storage?.persisted().catch(() => null) ?? null,
    storage?.getDirectory().catch(() => null) ?? null,
  ]);
  return {
    probe,
    kinds: await serveKinds(makers.decoders),
    hasSimd: WebAssembly.validate(SIMD_MODULE),
    hasOffscreenCanvas: typeof OffscreenCanvas !== 'undefined',
    memoryGiB: deviceMemory ?? null,
    hasOwnFiles: directory !== null,
    storageUsedBytes: estimate?.usage ?? null,
    storageQuotaBytes: estimate?.quota ?? null,
    isStoragePersisted: isPersisted,
  };
}

/** The samples have 64 pixels a side: at this size they are drafted. */
const DRAFTING_RECIPE: Recipe = { ...DEFAULT_RECIPE, decode: 'turbo', width: 8, height: 8 };

/** All kinds under `exact`; behind those of JPEG the same when they are drafted. */
function serveKinds(decoders: readonly Decoder[]): Promise<readonly ServedKind[]> {
  const kinds = sampleKinds();
  const jpegs = kinds.filter(({ format }) => format === 'JPEG');
  const others = kinds.filter(({ format }) => format !== 'JPEG');
  const drafted = jpegs.map((kind) => ({ ...kind, format: 'JPEG with Turbo' }));
  return Promise.all([
    ...jpegs.map((kind) => serve(kind, decoders, DEFAULT_RECIPE)),
    ...drafted.map((kind) => serve(kind, decoders, DRAFTING_RECIPE)),
    ...others.map((kind) => serve(kind, decoders, DEFAULT_RECIPE)),
  ]);
}

/** By the very choice that a run makes. */
async function serve(
  { format, kind, header: bytes }: SampleKind,
  decoders: readonly Decoder[],
  recipe: Recipe,
): Promise<ServedKind> {
  const nobody = { format, kind, decoder: null, isExact: false, isExactOverColour: false };
  const sniffed = sniff(bytes);
  if ('failure' in sniffed) return nobody;
  const { header } = sniffed;
  const dropped = chooseDecoder(decoders, header, recipe);
  const over = chooseDecoder(decoders, header, { ...recipe, alpha: '#ffffff' });
  if (dropped === null) return nobody;
  const { decoder, isApproximate } = dropped;
  // what is similar at best is the browser's own, and it may not know the format at all
  if (isApproximate && !(await isKnownToBrowser(mediaTypeOf(header.format)))) return nobody;
  const isExactOverColour = over !== null && !over.isApproximate;
  return { format, kind, decoder: decoder.name, isExact: !isApproximate, isExactOverColour };
}

async function isKnownToBrowser(type: string): Promise<boolean> {
  if (typeof ImageDecoder === 'undefined') return true; // nobody to ask
  return ImageDecoder.isTypeSupported(type).catch(() => true);
}

/**
 * () → v128, i8x16.splat(i32.const 0), as a module: magic and version; a type; a function; its
 * body.
 */
const SIMD_MODULE = Uint8Array.from(
  '0061736d01000000 0105016000017b 03020100 0a08010600 4100fd0f0b'.match(/[0-9a-f]{2}/g) ?? [],
  (pair) => Number.parseInt(pair, 16),
);
