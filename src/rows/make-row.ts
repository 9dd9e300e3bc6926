import { flattenAlpha } from '../core/flatten-alpha.ts';
import type { Recipe } from '../core/recipe.ts';
import { sniff, type ImageHeader } from '../core/sniff.ts';
import { NO_FACTS, type ImageFacts, type Verdict } from '../core/verdict.ts';
import { chooseDecoder } from '../decoders/choose-decoder.ts';
import type { Decoder } from '../decoders/decoder.ts';

/** Pillow's Image.MAX_IMAGE_PIXELS: it warns above, and refuses above twice that. */
export const MANY_PIXELS = 89_478_485;
export const TOO_MANY_PIXELS = 2 * MANY_PIXELS;

export interface MadeRow {
  readonly outcome: Verdict & ImageFacts;
  readonly decodeMs: number;
  readonly resampleMs: number;
}

/**
 * One file's bytes to one row: `row` receives height × width × 3 uint8, unless the verdict is
 * `failed`. The bytes may be changed. Never rejects for what is in them.
 */
export async function makeRow(
  bytes: Uint8Array<ArrayBuffer>,
  recipe: Recipe,
  decoders: readonly Decoder[],
  row: Uint8Array,
): Promise<MadeRow> {
  const sniffed = sniff(bytes);
  if ('failure' in sniffed) {
    return withoutRow({ ...NO_FACTS, format: sniffed.format }, sniffed.failure);
  }
  const { header } = sniffed;
  const facts = { ...NO_FACTS, ...header };
  const pixels = (header.width ?? 0) * (header.height ?? 0);
  if (pixels > TOO_MANY_PIXELS) {
    return withoutRow(facts, { code: 'too-many-pixels', detail: tooMany(header) });
  }
  const decoder = chooseDecoder(decoders, header, recipe);
  if (decoder === null) {
    const detail = `No decoder for ${header.format} with decode: ${recipe.decode}.`;
    return withoutRow(facts, { code: 'unsupported', detail });
  }
  const decoded = await decoder.decode(bytes, header, recipe);
  if (decoded.kind === 'failed') return withoutRow(facts, decoded.failure);
  const { width, height, decodeMs } = decoded;
  // some headers have no size: then the limit could not be kept before
  if (width * height > TOO_MANY_PIXELS) {
    const sized = { ...header, width, height };
    return withoutRow(
      { ...facts, width, height },
      { code: 'too-many-pixels', detail: tooMany(sized) },
    );
  }
  const startedAt = performance.now();
  flattenAlpha(decoded.rgba, recipe.alpha, row);
  const resampleMs = decoded.resampleMs + performance.now() - startedAt;
  const made = { ...facts, width, height, decoder: decoder.name };
  const outcome = { ...verdictOn(width * height), ...made, approximate: decoder.isApproximate };
  return { outcome, decodeMs, resampleMs };
}

function withoutRow(
  facts: ImageFacts,
  failure: Omit<Verdict & { verdict: 'failed' }, 'verdict'>,
): MadeRow {
  const outcome = { verdict: 'failed' as const, ...failure, ...facts };
  return { outcome, decodeMs: 0, resampleMs: 0 };
}

function verdictOn(pixels: number): Verdict {
  if (pixels <= MANY_PIXELS) return { verdict: 'ok' };
  const detail = `${pixels} pixels: more than the ${MANY_PIXELS} at which Pillow begins to warn.`;
  return { verdict: 'warned', code: 'many-pixels', detail };
}

function tooMany({ width, height }: ImageHeader): string {
  return `${width} × ${height} pixels: Pillow refuses images of more than ${TOO_MANY_PIXELS}.`;
}
